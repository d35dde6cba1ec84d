"""What was decided and why, told to one party as an officer would explain it at the counter.

Nothing is added to the file: a confirmed decision is told by its findings and the facts they rest
on, an amended one by the officer's own reason. The sentences stand in `plain_words.toml`.
"""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from importlib.resources import files

from accident_service.casefile.analysis import MeasuredVehicle
from accident_service.casefile.case import Case
from accident_service.casefile.decision import DecisionKind
from accident_service.casefile.measured_wording import BEIJING, Sentence, speed_in_words
from accident_service.casefile.party_terms import (
    in_party_terms_en,
    in_party_terms_zh,
    vehicle_en,
    vehicle_zh,
)
from accident_service.casefile.wording import YES_EN, YES_ZH
from accident_service.liability.fact import Fact, Truth
from accident_service.liability.finding import Finding
from accident_service.liability.grade import Grade
from accident_service.liability.proposal import LiabilityProposal
from accident_service.quantities.identifiers import TrackId
from accident_service.reports.party import PartyLetter

SHOWN_LARGE = 2
_WORDS: Mapping[str, Mapping[str, Mapping[str, str]]] = tomllib.loads(
    files("accident_service.casefile").joinpath("plain_words.toml").read_text(encoding="utf-8")
)
_ME = ("您", "您的", "you", "your")
_OTHER = ("对方", "对方的", "the other driver", "the other driver's")


@dataclass(frozen=True, slots=True, kw_only=True)
class PlainFact:
    """One thing the decision rests on: in plain words, as measured, and when it was.

    `key` is the fact's kind; `at` is None where it is of no moment or the clip is not known.
    """

    key: str
    words: Sentence
    measured: Sentence
    pts_s: float | None
    at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PlainWords:
    """The decision for one party.

    `why` is what was found of whom; `rests_on` the facts shown large, `also_measured` the rest
    of them; `reason` the officer's own words, where those and not the proposal were followed.
    """

    outcome: Sentence
    why: tuple[Sentence, ...]
    rests_on: tuple[PlainFact, ...]
    also_measured: tuple[PlainFact, ...]
    speeds: tuple[Sentence, ...]
    looked_at: tuple[Sentence, ...]  # what else was looked at, and came to nothing or to little
    not_told: tuple[Sentence, ...]
    reason: str
    insurance: Sentence


def plain_words(case: Case, me: PartyLetter) -> PlainWords | None:
    """The decision as `me` is told it; None where none divides responsibility."""
    decision, proposal = case.decision, case.proposal
    grades = {one.letter: one.grade for one in decision.grades} if decision else {}
    if decision is None or me not in grades:
        return None
    followed = proposal if decision.kind is DecisionKind.CONFIRM else None
    facts = _facts(case, me, followed)
    return PlainWords(
        outcome=_sentence("outcome", grades[me])
        if set(grades.values()) != {Grade.NONE}
        else Sentence("双方都不承担责任。", "Neither of you bears responsibility."),
        why=tuple(_finding(case, me, one) for one in followed.findings) if followed else (),
        rests_on=facts[:SHOWN_LARGE],
        also_measured=facts[SHOWN_LARGE:],
        speeds=tuple(_speeds(case, me)),
        looked_at=tuple(_looked_at(case, me, followed)) if followed else (),
        not_told=tuple(_not_told(case, me, followed)) if followed else (),
        reason=decision.reason.strip(),
        insurance=_sentence("insurance", insurance_of(tuple(grades.values()), grades[me])),
    )


def insurance_of(all_grades: tuple[Grade, ...], mine: Grade) -> str:
    """Which paragraph on insurance holds for a party of this grade."""
    if set(all_grades) == {Grade.NONE}:
        return "neither"
    return mine.value if mine in {Grade.FULL, Grade.NONE} else "shared"


def in_my_terms(case: Case, me: PartyLetter, zh: str, en: str) -> Sentence:
    """A sentence about vehicles as told to `me`: "your vehicle" and "the other vehicle"."""
    zh = YES_ZH.sub("", in_party_terms_zh(zh, case.party_tracks).rstrip("。"))
    en = YES_EN.sub("", in_party_terms_en(en, case.party_tracks).rstrip("."))
    for letter in PartyLetter:
        zh = zh.replace(vehicle_zh(letter), "您的车" if letter is me else "对方的车")
        mine = "your vehicle" if letter is me else "the other vehicle"
        en = en.replace(vehicle_en(letter), mine)
        en = en.replace(_capital(vehicle_en(letter)), _capital(mine))
    return Sentence(zh + "。", en + ".")


def _facts(
    case: Case, me: PartyLetter, followed: LiabilityProposal | None
) -> tuple[PlainFact, ...]:
    """Every fact the findings rest on, each once, those worth telling first in front."""
    if followed is None:
        return ()
    relied = {
        (fact.kind, fact.party): fact
        for finding in followed.findings
        for fact in finding.relied_on
        if fact.truth is Truth.TRUE
    }
    order = list(_WORDS["fact"])
    ranked = sorted(
        relied.values(),
        key=lambda one: order.index(one.kind) if one.kind.value in order else len(order),
    )
    return tuple(_fact(case, me, one) for one in ranked)


def _fact(case: Case, me: PartyLetter, fact: Fact) -> PlainFact:
    measured = in_my_terms(case, me, fact.sentence_zh, fact.sentence_en)
    plain = _WORDS["fact"].get(fact.kind.value)
    pts_s = fact.evidence[0].pts_s if fact.evidence else None
    return PlainFact(
        key=fact.kind.value,
        words=measured if plain is None else _told(case, me, plain, fact.party),
        measured=measured,
        pts_s=pts_s,
        at=None if pts_s is None else clock_time(case, pts_s),
    )


def clock_time(case: Case, pts_s: float) -> datetime | None:
    """A moment of the primary clip by the clocks people wear; None where it is unknown."""
    record = case.primary_analysis
    clip = next((one for one in case.clips if record and one.id == record.clip), None)
    if clip is None:
        return None
    return (clip.from_at + timedelta(seconds=pts_s - clip.time_offset_s.value)).astimezone(BEIJING)


def _finding(case: Case, me: PartyLetter, finding: Finding) -> Sentence:
    plain = _WORDS["rule"].get(finding.rule_code)
    if plain is None:
        return in_my_terms(case, me, finding.sentence_zh, finding.sentence_en)
    return _told(case, me, plain, finding.at_fault)


def _speeds(case: Case, me: PartyLetter) -> Iterator[Sentence]:
    """How fast each vehicle was as they touched, the party's own first."""
    record, tracks = case.primary_analysis, case.party_tracks
    if record is None or record.contact is None or tracks is None:
        return
    by_letter: dict[PartyLetter | None, MeasuredVehicle] = {
        tracks.party_of(one.track): one for one in record.contact.vehicles
    }
    for letter in sorted(PartyLetter, key=lambda one: one is not me):
        if letter in by_letter:
            speed = speed_in_words(by_letter[letter].speed_before_mps)
            zh, en = (
                ("您的车", "your vehicle") if letter is me else ("对方的车", "the other vehicle")
            )
            yield Sentence(f"接触时{zh}的车速：{speed.zh}。", f"Speed of {en}: {speed.en}.")


def _looked_at(case: Case, me: PartyLetter, followed: LiabilityProposal) -> Iterator[Sentence]:
    for one in followed.contributions:
        if one.truth is Truth.TRUE:
            yield in_my_terms(case, me, one.sentence_zh, one.sentence_en)
    for ruled_out in followed.excluded:
        yield in_my_terms(case, me, ruled_out.zh, ruled_out.en)


def _not_told(case: Case, me: PartyLetter, followed: LiabilityProposal) -> Iterator[Sentence]:
    for reason in followed.reasons:
        yield in_my_terms(case, me, reason.zh, reason.en)
    for one in followed.contributions:
        if one.truth is Truth.UNKNOWN:
            yield in_my_terms(case, me, one.sentence_zh, one.sentence_en)


def _told(case: Case, me: PartyLetter, plain: Mapping[str, str], about: TrackId) -> Sentence:
    """A line of the table with its people in it; without them where nobody is matched."""
    letter = case.party_tracks.party_of(about) if case.party_tracks else None
    who, other = (_ME, _OTHER) if letter is me else (_OTHER, _ME)
    zh = plain["zh"].format(who=who[0], whose=who[1], other=other[0])
    en = plain["en"].format(who=who[2], whose=who[3], other=other[2], others=other[3])
    return Sentence(zh.rstrip("。") + "。", _capital(en.rstrip(".")) + ".")


def _sentence(table: str, key: str) -> Sentence:
    entry = _WORDS[table][key]
    return Sentence(entry["zh"], entry["en"])


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]
