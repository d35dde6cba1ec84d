"""Two officers decide what one may not: in one transaction, each with their own device."""

from dataclasses import replace

import pytest

from accident_service.casefile.audit import AuditAct
from accident_service.casefile.case import Case
from accident_service.casefile.decision import (
    DecisionKind,
    DecisionRequest,
    Officer,
    PartyGrade,
)
from accident_service.casefile.four_eyes import waiting
from accident_service.casefile.recusal import recusal
from accident_service.casefile.stage import Stage
from accident_service.casework.casework import Casework
from accident_service.casework.ports import Step
from accident_service.casework.sign_decision import VIEWED
from accident_service.errors import CaseMovedOn, NotPermitted, StepOutOfOrder, WrongCode
from accident_service.liability.grade import Grade
from accident_service.quantities.identifiers import CaseId
from accident_service.reports.party import PartyLetter
from tests.casework.after_decision import COLLEAGUE, deciding_officer
from tests.fakes import examples
from tests.fakes.casework import FakeWorld

OFFICER = deciding_officer()
CASE = CaseId("case-1")
CODE = "135790"
WORDS = "画面中看不清，请再核实信号相位。"


@pytest.fixture
def world() -> FakeWorld:
    world = FakeWorld()
    with world.ledger.transaction() as work:
        work.cases.add(examples.proposed_case())
    return world


@pytest.fixture
def casework(world: FakeWorld) -> Casework:
    return world.casework()


def case_of(casework: Casework) -> Case:
    with casework.ledger.reading() as work:
        return work.cases.load(CASE)


def opens(casework: Casework, officer: Officer) -> Case:
    """The officer has the case's page open, as it stands."""
    case = case_of(casework)
    act = AuditAct(
        at=casework.clock.now(),
        actor=f"officer:{officer.id}",
        verb=VIEWED,
        case=CASE,
        detail=(("version", str(case.version)),),
    )
    with casework.ledger.transaction() as work:
        work.audit.append(act)
    return case


def amend(casework: Casework) -> Case:
    """The first officer amends a firm proposal and signs."""
    case = opens(casework, OFFICER)
    request = DecisionRequest(
        kind=DecisionKind.AMEND,
        seen_version=case.version,
        grades=(
            PartyGrade(letter=PartyLetter.A, grade=Grade.EQUAL),
            PartyGrade(letter=PartyLetter.B, grade=Grade.EQUAL),
        ),
        provisions=("RTSL-43",),
        reason="双方同时起步，均未观察。",
    )
    shown = casework.preview_decision(CASE, request, OFFICER)
    assert shown.grounds
    return casework.sign_decision(CASE, request, OFFICER, shown=shown.fingerprint, code=CODE)


def sign(casework: Casework, officer: Officer = COLLEAGUE, code: str = CODE) -> Case:
    shown = casework.preview_decision.for_second(CASE, officer).fingerprint
    return casework.second_officer.sign(CASE, officer, shown=shown, code=code)


@pytest.mark.proves("S12")
def test_who_has_not_opened_the_case_as_it_stands_signs_nothing(casework: Casework) -> None:
    request = DecisionRequest(kind=DecisionKind.CONFIRM, seen_version=case_of(casework).version)
    shown = casework.preview_decision(CASE, request, OFFICER).fingerprint
    with pytest.raises(StepOutOfOrder, match="look at it before you sign"):
        casework.sign_decision(CASE, request, OFFICER, shown=shown, code=CODE)
    opens(casework, COLLEAGUE)
    with pytest.raises(StepOutOfOrder):
        casework.sign_decision(CASE, request, OFFICER, shown=shown, code=CODE)
    opens(casework, OFFICER)
    signed = casework.sign_decision(CASE, request, OFFICER, shown=shown, code=CODE)
    assert signed.stage is Stage.DECIDED


def test_the_second_signature_decides(world: FakeWorld, casework: Casework) -> None:
    amend(casework)
    assert world.ledger.waiting() == ()
    opens(casework, COLLEAGUE)
    decided = sign(casework)

    assert decided.stage is Stage.DECIDED
    assert decided.decision is not None
    assert decided.decision.second_officer == COLLEAGUE
    assert world.ledger.only_waiting(Step.ISSUE_DETERMINATION)
    with casework.ledger.reading() as work:
        entry = work.audit.of_case(CASE)[-1].act
    assert (entry.verb, entry.actor) == ("amend", f"officer:{COLLEAGUE.id}")
    assert ("first-officer", OFFICER.id) in entry.detail


@pytest.mark.proves("S12")
def test_the_second_signs_only_with_the_case_open_and_the_right_code(casework: Casework) -> None:
    amend(casework)
    with pytest.raises(StepOutOfOrder):
        sign(casework)
    opens(casework, COLLEAGUE)
    with pytest.raises(WrongCode):
        sign(casework, code="000000")
    with pytest.raises(CaseMovedOn):
        casework.second_officer.sign(CASE, COLLEAGUE, shown="another", code=CODE)
    with pytest.raises(NotPermitted):
        sign(casework, OFFICER)
    assert case_of(casework).decision is None


def test_signing_twice_is_one_decision(casework: Casework) -> None:
    amend(casework)
    opens(casework, COLLEAGUE)
    sign(casework)
    with pytest.raises(StepOutOfOrder):
        sign(casework)


@pytest.mark.proves("S12")
@pytest.mark.parametrize("stands_aside", [OFFICER, COLLEAGUE])
def test_neither_of_the_two_may_be_recused(casework: Casework, stands_aside: Officer) -> None:
    amend(casework)
    opens(casework, COLLEAGUE)
    with casework.ledger.transaction() as work:
        declared = recusal(
            officer=(stands_aside.id, stands_aside.name),
            asked_by=None,
            reason="与乙方系亲属关系，应当回避。",
            at=casework.clock.now(),
        )
        before = work.proceedings.load(CASE)
        work.proceedings.save(
            replace(before, version=before.version + 1, recusals=(*before.recusals, declared))
        )
    with pytest.raises(NotPermitted, match="stand aside"):
        sign(casework)


def test_it_is_given_back_and_taken_back(casework: Casework) -> None:
    seen = amend(casework).version
    with pytest.raises(CaseMovedOn):
        casework.second_officer.give_back(CASE, COLLEAGUE, WORDS, seen_version=seen - 1)
    case = casework.second_officer.give_back(CASE, COLLEAGUE, WORDS, seen_version=seen)
    assert waiting(case) is None

    seen = amend(casework).version
    case = casework.second_officer.take_back(CASE, OFFICER, seen_version=seen)
    assert case.pending_decision is None
    with casework.ledger.reading() as work:
        verbs = [one.act.verb for one in work.audit.of_case(CASE)]
    assert [verb for verb in verbs if verb != VIEWED] == [
        "ask-second-officer",
        "give-back-decision",
        "ask-second-officer",
        "take-back-decision",
    ]
