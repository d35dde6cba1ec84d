"""What an officer put right, in words: for the list at the desk and for the document.

Vehicles are named by their tracks here; who reads is told the party in the track's place.
"""

from collections.abc import Callable

from accident_service.casefile.case import Case
from accident_service.casefile.correction import (
    CHANGES_OF_MEASUREMENT,
    Correction,
    PartiesChosen,
    Withdrawn,
    in_force,
)
from accident_service.casefile.measured_wording import Sentence
from accident_service.casefile.party_terms import in_party_terms_en, in_party_terms_zh
from accident_service.liability.changes import (
    ContactDenied,
    ContactPlaced,
    FactTold,
    FootprintMoved,
    LineMarked,
    LineSide,
    PhaseMarked,
)
from accident_service.liability.fact import Truth
from accident_service.liability.fact_words import FACT_WORDS
from accident_service.liability.facts.signal_phase import NAMES_ZH
from accident_service.liability.facts.wheels import LINE_NAMES
from accident_service.liability.phrasing import vehicle

SIDES = {LineSide.LEFT: ("左侧", "left"), LineSide.RIGHT: ("右侧", "right")}
ARROWS_ZH = {"left": "左转", "straight": "直行", "right": "右转"}


def correction_in_words(correction: Correction) -> Sentence:
    """One entry as a statement of what holds, without its reason."""
    return SAID[type(correction.act)](correction.act)


def confirmed_by_officer(case: Case) -> Sentence:
    """A paragraph for a document: what officers established beside the measurement.

    Nothing where no such correction is in force; an entry of another officer than the one who
    decides names who made it.
    """
    entries = [
        one for one in in_force(case.corrections) if isinstance(one.act, CHANGES_OF_MEASUREMENT)
    ]
    if not entries:
        return Sentence("", "")
    told = [_of_document(case, one) for one in entries]
    zh = "；".join(f"（{number}）{one.zh}" for number, one in enumerate(told, start=1))
    en = "; ".join(f"({number}) {one.en}" for number, one in enumerate(told, start=1))
    return Sentence(
        f"认定警察核查录像后确认：{zh}。",
        f"Having examined the recording, the officer established: {en}.",
    )


def _of_document(case: Case, correction: Correction) -> Sentence:
    said = correction_in_words(correction)
    own = case.decision is None or case.decision.officer.id == correction.officer
    zh, en = (
        ("", "")
        if own
        else (
            f"（交通警察{correction.officer_name}确认）",
            f" (established by officer {correction.officer_name})",
        )
    )
    return Sentence(
        in_party_terms_zh(said.zh, case.party_tracks) + zh,
        in_party_terms_en(said.en, case.party_tracks) + en,
    )


def _footprint(act: FootprintMoved) -> Sentence:
    us = vehicle(act.track)
    return Sentence(
        f"第{act.pts_s:.2f}秒，{us.zh}位于x={act.x_m:.2f}米、y={act.y_m:.2f}米（±{act.doubt_m:.1f}米）",
        f"At {act.pts_s:.2f} s {us.en} was at x {act.x_m:.2f} m, y {act.y_m:.2f} m"
        f" (give or take {act.doubt_m:.1f} m)",
    )


def _contact(act: ContactPlaced) -> Sentence:
    one, other = (vehicle(track) for track in act.tracks)
    return Sentence(
        f"{one.zh}与{other.zh}在第{act.pts_s:.2f}秒（±{act.doubt_s:.2f}秒）接触",
        f"{one.opening_en} and {other.en} touched at {act.pts_s:.2f} s"
        f" (give or take {act.doubt_s:.2f} s)",
    )


def _no_contact(act: ContactDenied) -> Sentence:
    one, other = (vehicle(track) for track in act.tracks)
    return Sentence(
        f"{one.zh}与{other.zh}未发生接触",
        f"{one.opening_en} and {other.en} did not touch",
    )


def _phase(act: PhaseMarked) -> Sentence:
    approach, _, arrow = act.light.partition("/")
    light_zh = f"{approach}进口{ARROWS_ZH.get(arrow, '')}信号灯"
    light_en = f"the {arrow + ' ' if arrow else ''}light of approach {approach}"
    to_zh = "" if act.to_s is None else f"至第{act.to_s:.2f}秒"
    to_en = "" if act.to_s is None else f" to {act.to_s:.2f} s"
    return Sentence(
        f"第{act.from_s:.2f}秒起{to_zh}，{light_zh}为{NAMES_ZH[act.phase]}",
        f"From {act.from_s:.2f} s{to_en} {light_en} showed {act.phase}",
    )


def _line(act: LineMarked) -> Sentence:
    (side_zh, side_en), line = SIDES[act.side], LINE_NAMES[act.line]
    return Sentence(
        f"车道{act.lane}的{side_zh}标线为{line.zh}",
        f"On the {side_en} of lane {act.lane} lies {line.en}",
    )


def _fact(act: FactTold) -> Sentence:
    us, words = vehicle(act.party), FACT_WORDS[act.kind]
    at_zh = "" if act.at_s is None else f"第{act.at_s:.2f}秒，"
    at_en = "" if act.at_s is None else f", at {act.at_s:.2f} s"
    if act.truth is Truth.TRUE:
        return Sentence(f"{at_zh}{us.zh}{words.zh}", f"{us.opening_en} {words.en}{at_en}")
    if act.truth is Truth.FALSE:
        return Sentence(
            f"{at_zh}排除{us.zh}{words.zh}", f"It is excluded that {us.en} {words.en}{at_en}"
        )
    return Sentence(
        f"{at_zh}不能确定{us.zh}是否{words.zh}",
        f"It cannot be told whether {us.en} {words.en}{at_en}",
    )


def _parties(act: PartiesChosen) -> Sentence:
    return Sentence(
        f"画面中{act.track_a}为甲方车辆，{act.track_b}为乙方车辆",
        f"In the picture {act.track_a} is party A's vehicle and {act.track_b} party B's",
    )


def _withdrawal(act: Withdrawn) -> Sentence:
    return Sentence(f"撤回第{act.number}项补正", f"Correction {act.number} is withdrawn")


SAID: dict[type, Callable[..., Sentence]] = {
    FootprintMoved: _footprint,
    ContactPlaced: _contact,
    ContactDenied: _no_contact,
    PhaseMarked: _phase,
    LineMarked: _line,
    FactTold: _fact,
    PartiesChosen: _parties,
    Withdrawn: _withdrawal,
}
