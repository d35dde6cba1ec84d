from dataclasses import replace

import pytest

from accident_service.casefile.case import Case
from accident_service.casefile.correction import CorrectingAct, Correction, PartiesChosen, Withdrawn
from accident_service.casefile.correction_wording import confirmed_by_officer, correction_in_words
from accident_service.casefile.measured_wording import Sentence
from accident_service.casefile.wording import facts_in_words
from accident_service.liability.changes import (
    ContactDenied,
    ContactPlaced,
    FactTold,
    FootprintMoved,
    LineMarked,
    LineSide,
    PhaseMarked,
)
from accident_service.liability.fact import FactKind, Truth
from accident_service.liability.road_map import LineKind
from accident_service.liability.signal_log import Phase
from accident_service.quantities.identifiers import OfficerId
from tests.fakes import examples

A, B = examples.TRACK_A, examples.TRACK_B
REVERSED = FactTold(kind=FactKind.REVERSING, party=A, truth=Truth.TRUE, at_s=5.5)


def entry(act: CorrectingAct, number: int = 1) -> Correction:
    return Correction(
        number=number,
        act=act,
        reason="逐帧查看画面后确认。",
        officer=examples.officer().id,
        officer_name=examples.officer().name,
        corrected_at=examples.NOON,
    )


def corrected_case(*acts: CorrectingAct) -> Case:
    entries = tuple(entry(act, number) for number, act in enumerate(acts, start=1))
    return replace(examples.decided_case(), corrections=entries)


@pytest.mark.parametrize(
    ("act", "zh", "en"),
    [
        (REVERSED, "第5.50秒，车辆V1倒车", "Vehicle V1 was reversing, at 5.50 s"),
        (
            FactTold(kind=FactKind.USED_PHONE, party=B, truth=Truth.FALSE),
            "排除车辆V2驾驶人使用电话",
            "It is excluded that vehicle V2 had a driver on the phone",
        ),
        (
            FactTold(kind=FactKind.STATIONARY, party=B, truth=Truth.UNKNOWN),
            "不能确定车辆V2是否静止",
            "It cannot be told whether vehicle V2 was standing",
        ),
        (
            FootprintMoved(track=A, pts_s=5.0, x_m=1.0, y_m=-2.0),
            "第5.00秒，车辆V1位于x=1.00米、y=-2.00米（±0.5米）",
            "At 5.00 s vehicle V1 was at x 1.00 m, y -2.00 m (give or take 0.5 m)",
        ),
        (
            ContactPlaced(tracks=(A, B), pts_s=6.0),
            "车辆V1与车辆V2在第6.00秒（±0.10秒）接触",
            "Vehicle V1 and vehicle V2 touched at 6.00 s (give or take 0.10 s)",
        ),
        (
            ContactDenied(tracks=(A, B)),
            "车辆V1与车辆V2未发生接触",
            "Vehicle V1 and vehicle V2 did not touch",
        ),
        (
            PhaseMarked(light="E/left", from_s=2.0, to_s=4.0, phase=Phase.RED),
            "第2.00秒起至第4.00秒，E进口左转信号灯为红灯",
            "From 2.00 s to 4.00 s the left light of approach E showed red",
        ),
        (
            LineMarked(lane="W-1", side=LineSide.LEFT, line=LineKind.SOLID_WHITE),
            "车道W-1的左侧标线为白色实线",
            "On the left of lane W-1 lies a solid white line",
        ),
        (
            PartiesChosen(track_a=A, track_b=B),
            "画面中V1为甲方车辆，V2为乙方车辆",
            "In the picture V1 is party A's vehicle and V2 party B's",
        ),
        (Withdrawn(number=1), "撤回第1项补正", "Correction 1 is withdrawn"),
    ],
)
def test_every_correction_is_a_sentence(act: CorrectingAct, zh: str, en: str) -> None:
    assert correction_in_words(entry(act)) == Sentence(zh, en)


def test_a_document_tells_what_the_officer_established_by_party() -> None:
    said = confirmed_by_officer(corrected_case(REVERSED))

    assert said.zh == "认定警察核查录像后确认：（1）第5.50秒，甲方车辆倒车。"
    assert said.en.endswith("(1) Party A's vehicle was reversing, at 5.50 s.")


def test_another_officers_word_bears_that_officers_name() -> None:
    case = corrected_case(REVERSED)
    other = replace(case.corrections[0], officer=OfficerId("other"), officer_name="丁某")
    said = confirmed_by_officer(replace(case, corrections=(other,)))

    assert "（交通警察丁某确认）" in said.zh
    assert "(established by officer 丁某)" in said.en


def test_what_was_withdrawn_or_is_no_measurement_is_not_in_a_document() -> None:
    choice = PartiesChosen(track_a=A, track_b=B)

    assert confirmed_by_officer(corrected_case()) == Sentence("", "")
    assert confirmed_by_officer(corrected_case(choice)) == Sentence("", "")
    assert confirmed_by_officer(corrected_case(REVERSED, Withdrawn(number=1))).zh == ""


def test_the_determination_keeps_what_was_measured_and_what_was_told_apart() -> None:
    said = facts_in_words(corrected_case(REVERSED), Sentence("中央路", "Central Road"))

    assert "录像测量结果表明：" in said.zh
    assert "\n认定警察核查录像后确认：（1）第5.50秒，甲方车辆倒车。\n" in said.zh
