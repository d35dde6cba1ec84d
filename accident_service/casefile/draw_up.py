"""From a decided case to the determination's content: nothing is added that is not in the file."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime

from accident_service.casefile.accident_form import accident_form
from accident_service.casefile.case import Case
from accident_service.casefile.decision import DecisionKind, OfficerDecision
from accident_service.casefile.determination import (
    CitedProvision,
    Determination,
    DeterminationStatus,
    DeterminedParty,
    EvidenceItem,
)
from accident_service.casefile.measured_wording import Sentence, part_in_words
from accident_service.casefile.rights import RIGHTS_EN, RIGHTS_ZH
from accident_service.casefile.wording import cause_in_words, facts_in_words
from accident_service.errors import StepOutOfOrder
from accident_service.quantities.identifiers import DeterminationNumber
from accident_service.reports.party import Party, PartyLetter

NOT_KNOWN = Sentence("未查明", "not established")


@dataclass(frozen=True, slots=True, kw_only=True)
class Formalities:
    """What the document needs beside the case itself."""

    number: DeterminationNumber
    verification_code: str
    issued_at: datetime
    place_zh: str
    place_en: str


def draw_up(
    case: Case, formalities: Formalities, wording: Callable[[str], tuple[str, str]]
) -> Determination:
    """Write the determination of a decided case.

    Args:
        wording: Article key to its paraphrase in Chinese and English; what stands before
            the first colon names the article.

    Raises:
        StepOutOfOrder: No officer has decided, or the officer referred the case.

    Reference:
        Order 146, article 24; Road Traffic Safety Law, article 73.
    """
    decision = _decision(case)
    facts = facts_in_words(case, Sentence(formalities.place_zh, formalities.place_en))
    cause = cause_in_words(case, decision, wording)
    return replace(
        _form_filled_in(case, decision, formalities),
        facts_zh=facts.zh,
        facts_en=facts.en,
        cause_zh=cause.zh,
        cause_en=cause.en,
        provisions=tuple(_cited(key, wording) for key in decision.provisions),
    )


def _form_filled_in(
    case: Case, decision: OfficerDecision, formalities: Formalities
) -> Determination:
    """The form with everything that is copied from the file; facts and cause still blank."""
    hours = tuple(hour for letter in PartyLetter if (hour := _clock(case, letter)))
    form_zh, form_en = accident_form(hours)
    return Determination(
        number=formalities.number,
        verification_code=formalities.verification_code,
        version=1,
        case=case.id,
        tracking_code=case.tracking_code,
        status=DeterminationStatus.ISSUED,
        unit_name=decision.officer.unit_name,
        officer_name=decision.officer.name,
        officer_police_no=decision.officer.police_no,
        issued_at=formalities.issued_at,
        occurred_at=case.report.occurred_at,
        place=formalities.place_zh,
        place_en=formalities.place_en,
        weather=case.report.weather,
        accident_form_zh=form_zh,
        accident_form_en=form_en,
        parties=tuple(_party(case, party, decision) for party in case.parties),
        facts_zh="",
        facts_en="",
        cause_zh="",
        cause_en="",
        provisions=(),
        evidence=_evidence(case),
        versions=_versions(case),
        rights_zh=RIGHTS_ZH,
        rights_en=RIGHTS_EN,
    )


def _decision(case: Case) -> OfficerDecision:
    if case.decision is None:
        raise StepOutOfOrder(f"case {case.tracking_code} has no officer's decision")
    if case.decision.kind is DecisionKind.REFER:
        raise StepOutOfOrder(f"case {case.tracking_code} was referred; it gets no determination")
    return case.decision


def _party(case: Case, party: Party, decision: OfficerDecision) -> DeterminedParty:
    part = _contact_part(case, party.letter)
    grades = {entry.letter: entry.grade for entry in decision.grades}
    return DeterminedParty(
        letter=party.letter,
        name=party.name,
        identity_no=party.identity_no,
        phone=party.phone,
        vehicle_class=party.vehicle.vehicle_class,
        plate=party.vehicle.plate,
        insurer=party.insurance.insurer,
        policy_no=party.insurance.policy_no,
        contact_part_zh=part.zh,
        contact_part_en=part.en,
        grade=grades[party.letter],
    )


def _contact_part(case: Case, letter: PartyLetter) -> Sentence:
    measured, stated = _measured_clock(case, letter), case.statement(letter)
    if measured is not None:
        return part_in_words(measured)
    if stated is None:
        return NOT_KNOWN
    part = part_in_words(stated.damage_clock)
    return Sentence(f"{part.zh}（据本人陈述）", f"{part.en} (as stated)")


def _clock(case: Case, letter: PartyLetter) -> int | None:
    stated = case.statement(letter)
    return _measured_clock(case, letter) or (stated.damage_clock if stated else None)


def _measured_clock(case: Case, letter: PartyLetter) -> int | None:
    analysis, tracks = case.primary_analysis, case.party_tracks
    if analysis is None or analysis.contact is None or tracks is None:
        return None
    return next(
        (
            vehicle.contact_clock
            for vehicle in analysis.contact.vehicles
            if vehicle.track == tracks.track_of(letter)
        ),
        None,
    )


def _cited(key: str, wording: Callable[[str], tuple[str, str]]) -> CitedProvision:
    zh, en = wording(key)
    return CitedProvision(key=key, zh=zh, en=en)


def _evidence(case: Case) -> tuple[EvidenceItem, ...]:
    clips = tuple(
        EvidenceItem(
            what_zh=f"监控录像原件（摄像机{clip.camera}）",
            what_en=f"Recording as fetched, camera {clip.camera}",
            sha256=clip.sha256,
        )
        for clip in case.clips
    )
    results = tuple(
        EvidenceItem(
            what_zh=f"录像测量结果（{record.clip}）",
            what_en=f"Measurements from recording {record.clip}",
            sha256=record.result.sha256,
        )
        for record in case.analyses
    )
    primary = case.primary_analysis
    exhibits = tuple(
        EvidenceItem(
            what_zh=exhibit.caption_zh, what_en=exhibit.caption_en, sha256=exhibit.blob.sha256
        )
        for exhibit in (primary.exhibits if primary else ())
    )
    return (*clips, *results, *exhibits)


def _versions(case: Case) -> tuple[tuple[str, str], ...]:
    primary = case.primary_analysis
    measured = primary.versions if primary else ()
    rulebook = (("rulebook", case.proposal.rulebook_version),) if case.proposal else ()
    return (*measured, *rulebook)
