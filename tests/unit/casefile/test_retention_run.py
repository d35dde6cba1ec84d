"""Two people end a case's file: one proposes, another approves, and each case has its turn."""

from dataclasses import replace
from datetime import date

import pytest

from accident_service.casefile.retention_run import (
    MOST_CASES,
    Fate,
    RetentionRun,
    RunCase,
    RunState,
    approved_run,
    ended_run,
    proposed_run,
    with_fate,
)
from accident_service.casefile.stage import Stage
from accident_service.errors import InvalidDecision, NotPermitted, StepOutOfOrder
from accident_service.quantities.identifiers import CaseId, OfficerId
from tests.fakes import examples

CHIEF = examples.officer()
SECOND = replace(CHIEF, id=OfficerId("officer-2"), name="丁某", police_no="220302")
REASON = "保管期限届满，予以销毁。"
AT = examples.NOON


def run_case(name: str) -> RunCase:
    return RunCase(
        case=CaseId(name),
        tracking_code=name.upper(),
        ended_as=Stage.REFERRED,
        closed_on=date(2020, 3, 2),
        kept_until=date(2023, 12, 31),
        item_count=3,
    )


def proposed(count: int = 2, reason: str = REASON) -> RetentionRun:
    cases = tuple(run_case(f"case-{number}") for number in range(count))
    return proposed_run("run-1", cases, reason, by=CHIEF, at=AT)


def test_a_run_waits_until_another_person_approves() -> None:
    run = proposed()
    assert run.state is RunState.PROPOSED
    with pytest.raises(NotPermitted):
        approved_run(run, by=CHIEF, at=AT)
    approved = approved_run(run, by=SECOND, at=AT)
    assert approved.state is RunState.APPROVED
    assert approved.approval is not None
    assert approved.approval.name == SECOND.name
    assert CHIEF.police_no in approved.approval.proposed_by
    with pytest.raises(StepOutOfOrder):
        approved_run(approved, by=SECOND, at=AT)


@pytest.mark.parametrize(("count", "reason"), [(0, REASON), (MOST_CASES + 1, REASON), (1, "kurz")])
def test_what_nobody_could_answer_for_is_no_run(count: int, reason: str) -> None:
    with pytest.raises(InvalidDecision):
        proposed(count, reason)


def test_a_run_is_ended_only_before_it_is_approved() -> None:
    ended = ended_run(proposed(), " 案件有争议。 ", by=CHIEF, at=AT)
    assert ended.state is RunState.ENDED
    assert ended.end is not None
    assert ended.end.words == "案件有争议。"
    with pytest.raises(StepOutOfOrder):
        approved_run(ended, by=SECOND, at=AT)
    with pytest.raises(StepOutOfOrder):
        ended_run(approved_run(proposed(), by=SECOND, at=AT), "", by=CHIEF, at=AT)


def test_every_case_has_its_turn() -> None:
    run = approved_run(proposed(), by=SECOND, at=AT)
    first, second = run.following
    run = with_fate(run, first.case, Fate.DESTROYED, "", AT)
    assert (run.state, run.count(Fate.DESTROYED)) == (RunState.APPROVED, 1)
    assert run.following == (second,)
    run = with_fate(run, second.case, Fate.KEPT, "reopened", AT)
    assert (run.state, run.following, run.count(Fate.KEPT)) == (RunState.DONE, (), 1)
