"""Which decisions take two officers: the officers' table, and who the second may be."""

import tomllib
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from accident_service.casefile.case import Case
from accident_service.casefile.correct import correct, corrected_by
from accident_service.casefile.correction import CorrectionRequest, PartiesChosen
from accident_service.casefile.decide import countersigned, decide
from accident_service.casefile.decision import DecisionKind, DecisionRequest, PartyGrade
from accident_service.casefile.four_eyes import (
    demand_second_officer,
    fell_away,
    given_back,
    grounds_for_second,
    put_to_second,
    taken_back,
    waiting,
)
from accident_service.casefile.pending_decision import SecondOfficerGround
from accident_service.casefile.stage import Stage
from accident_service.errors import InvalidDecision, NotPermitted, StepOutOfOrder
from accident_service.liability.changes import FactTold
from accident_service.liability.fact import FactKind, Truth
from accident_service.liability.grade import Grade
from accident_service.liability.proposal import LiabilityProposal, Strength
from accident_service.quantities.identifiers import OfficerId, UnitId
from accident_service.reports.party import PartyLetter
from tests.fakes import examples
from tests.fakes.measured import abstention, proposal

TABLE = Path(__file__).resolve().parents[2] / "case_tables" / "four_eyes.toml"
ROWS = tomllib.loads(TABLE.read_text(encoding="utf-8"))["case"]
OFFICER = examples.officer()
COLLEAGUE = replace(OFFICER, id=OfficerId("officer-2"), name="己某", police_no="000002")
A, B = examples.TRACK_A, examples.TRACK_B
TOLD = FactTold(kind=FactKind.REVERSING, party=A, truth=Truth.TRUE)
REASON = "逐帧查看画面后确认，甲方在倒车。"
WORDS = "画面中看不清倒车灯，请再核实。"

MACHINES = {
    "firm": proposal(),
    "limited": replace(proposal(), strength=Strength.LIMITED),
    "abstained": abstention(),
}


def turned(from_machine: LiabilityProposal) -> LiabilityProposal:
    grades = ((A, Grade.FULL), (B, Grade.NONE))
    return replace(proposal(), grades=grades, rule_code="R03", strength=from_machine.strength)


def relying(from_machine: LiabilityProposal) -> LiabilityProposal:
    found = from_machine.findings[0]
    by_officer = tuple(replace(fact, told_by=OFFICER.name) for fact in found.relied_on)
    return replace(from_machine, findings=(replace(found, relied_on=by_officer),))


CORRECTED = {"beside": lambda machine: machine, "relied-on": relying} | dict.fromkeys(
    ("turned", "answered"), turned
)


def case_of(row: dict[str, Any]) -> Case:
    machine = MACHINES[row["machine"]]
    case = replace(examples.proposed_case(), proposal=machine)
    if not row.get("told"):
        return case
    request = CorrectionRequest(act=TOLD, seen_version=case.version, reason=REASON)
    entry = correct(case, request, OFFICER, examples.NOON)
    return corrected_by(case, entry, CORRECTED[row["told"]](machine))


def request_of(row: dict[str, Any], case: Case) -> DecisionRequest:
    return DecisionRequest(
        kind=DecisionKind(row["decided"]),
        seen_version=case.version,
        grades=tuple(
            PartyGrade(letter=PartyLetter(letter), grade=Grade(grade))
            for letter, grade in row.get("grades", {}).items()
        ),
        provisions=("RTSL-43",),
        reason=REASON,
        found="双方车辆在路口内发生接触。",
    )


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["name"])
def test_a_second_officer_is_asked_for_as_the_table_says(row: dict[str, Any]) -> None:
    case = case_of(row)
    decision = decide(case, request_of(row, case), OFFICER, examples.NOON)

    assert [ground.value for ground in grounds_for_second(case, decision)] == row["grounds"]


def put(case: Case | None = None) -> Case:
    """An amendment against a firm proposal, signed by the first officer."""
    row = next(one for one in ROWS if one["grounds"] == ["against-firm"])
    case = case or case_of(row)
    decision = decide(case, request_of(row, case), OFFICER, examples.NOON)
    return put_to_second(case, decision, (SecondOfficerGround.AGAINST_FIRM,))


def test_nothing_is_decided_while_it_waits() -> None:
    case = put()

    assert waiting(case) is case.pending_decision
    assert (case.stage, case.decision) == (Stage.PROPOSED, None)


def test_nobody_decides_past_a_decision_that_waits() -> None:
    case = put()
    other = DecisionRequest(kind=DecisionKind.CONFIRM, seen_version=case.version)
    with pytest.raises(StepOutOfOrder, match="second officer"):
        decide(case, other, COLLEAGUE, examples.NOON)


def test_both_have_signed_what_the_first_wrote() -> None:
    case, later = put(), examples.NOON + timedelta(hours=1)
    decision = countersigned(case, COLLEAGUE, later)

    assert (decision.officer, decision.second_officer) == (OFFICER, COLLEAGUE)
    assert (decision.first_signed_at, decision.decided_at) == (examples.NOON, later)
    assert decision.reason == REASON
    decided = case.decided_by(decision)
    assert (decided.stage, decided.pending_decision) == (Stage.DECIDED, None)


@pytest.mark.parametrize(
    ("second", "why"),
    [
        (OFFICER, "another officer's"),
        (replace(COLLEAGUE, unit=UnitId("elsewhere")), "same unit"),
        (replace(COLLEAGUE, may_decide_simple_procedure=False), "not qualified"),
    ],
)
def test_not_everybody_may_sign_second(second: Any, why: str) -> None:
    with pytest.raises(NotPermitted, match=why):
        countersigned(put(), second, examples.NOON)


def test_the_higher_unit_may_sign_second() -> None:
    pending = waiting(put())
    assert pending is not None
    first = replace(OFFICER, higher_unit=UnitId("higher"))
    pending = replace(pending, decision=replace(pending.decision, officer=first))
    demand_second_officer(pending, replace(COLLEAGUE, unit=UnitId("higher")))


def test_it_comes_back_with_words() -> None:
    case = given_back(put(), COLLEAGUE, WORDS, examples.NOON)

    assert waiting(case) is None
    assert not fell_away(case)
    assert case.pending_decision is not None
    assert case.pending_decision.given_back is not None
    assert case.pending_decision.given_back.words == WORDS
    with pytest.raises(StepOutOfOrder):
        countersigned(case, COLLEAGUE, examples.NOON)
    assert waiting(put(case)) is not None, "and may be put again"


def test_it_does_not_come_back_without_words_or_from_the_first() -> None:
    with pytest.raises(InvalidDecision):
        given_back(put(), COLLEAGUE, "不同意", examples.NOON)
    with pytest.raises(NotPermitted):
        given_back(put(), OFFICER, WORDS, examples.NOON)


def test_only_the_first_takes_it_back() -> None:
    assert taken_back(put(), OFFICER).pending_decision is None
    with pytest.raises(NotPermitted):
        taken_back(put(), COLLEAGUE)
    with pytest.raises(StepOutOfOrder):
        taken_back(examples.proposed_case(), OFFICER)


@pytest.mark.parametrize("act", [TOLD, PartiesChosen(track_a=B, track_b=A)])
def test_a_correction_lets_it_fall_away(act: Any) -> None:
    case = put()
    request = CorrectionRequest(act=act, seen_version=case.version, reason=REASON)
    after = corrected_by(case, correct(case, request, COLLEAGUE, examples.NOON), abstention())

    assert waiting(after) is None
    assert fell_away(after)
