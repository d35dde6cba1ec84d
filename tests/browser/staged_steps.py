"""Steps in every kind of trouble, for the page of whoever keeps the service running."""

from datetime import datetime, timedelta

from accident_service.casework.ports import Step
from accident_service.errors import StepGivenUp
from accident_service.quantities.identifiers import AttemptId, CaseId
from tests.fakes import examples
from tests.fakes.casework import FakeWorld
from tests.fakes.ledger_tables import Attempt

NO_CAMERA = "clip-source-unavailable: recorder nvr-3 did not answer within 30 s"
HOUR = timedelta(hours=1)


def stage_steps(world: FakeWorld) -> None:
    """One step of each trouble, and one given up that can be taken up again."""
    now = world.clock.now()
    tables = world.ledger.tables
    for name in ("step1", "step2", "step3", "step4"):
        case = examples.case_with_clip_requests(name)
        if name == "step4":
            case = case.handed_to_officer(StepGivenUp("fetch-clips failed 5 times"))
        tables.cases[case.id] = case
    tables.attempts += [
        _try("case-step1", 1, now - HOUR, state="failed", failure=NO_CAMERA),
        _try("case-step1", 2, now + timedelta(minutes=4)),
        _try("case-step2", 1, now - timedelta(minutes=40), step=Step.ISSUE_DETERMINATION),
        _try("case-step3", 1, now - HOUR, state="superseded", failure="lease-expired"),
        _try("case-step3", 2, now - HOUR, state="running", lease_expires_at=now - HOUR / 2),
        _try("case-step4", 5, now - 2 * HOUR, state="failed", failure=NO_CAMERA),
    ]


def _try(
    case: str, number: int, due_at: datetime, *, step: Step = Step.FETCH_CLIPS, **more: object
) -> Attempt:
    attempt = Attempt(
        id=AttemptId(f"attempt-{case}-{number}"),
        case=CaseId(case),
        step=step,
        number=number,
        not_before=due_at,
    )
    for name, value in more.items():
        setattr(attempt, name, value)
    if attempt.failure:
        attempt.done_at = due_at + timedelta(seconds=31)
    return attempt
