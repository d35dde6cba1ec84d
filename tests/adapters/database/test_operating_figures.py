"""The figures an operator watches are what the ledger holds at that moment."""

from accident_service.adapters.database.ledger import SqlLedger
from accident_service.adapters.database.operating_figures import SqlOperatingFigures
from accident_service.casefile.audit import AuditAct
from accident_service.casework.ports import Step
from accident_service.web.exported_figures import EXPORTED, exposition
from tests.fakes.clock import FakeClock
from tests.fakes.examples import case_with_clips
from tests.keys import open_engines

LEASE_S = 60.0
WANTED = {
    ("accident_steps_open", "reconstruct", "waiting"): 1,
    ("accident_steps_open", "reconstruct", "running"): 1,
    ("accident_steps_lease_expired",): 1,
    ("accident_step_longest_wait_seconds", "reconstruct"): 80,
    ("accident_step_longest_wait_seconds", "propose"): 0,
    ("accident_step_attempts_last_hour", "reconstruct", "done"): 1,
    ("accident_step_run_seconds", "reconstruct", "0.95"): 20,
    # Nobody has rung for any of them; the two that were begun need no bell any more.
    ("accident_queue_waiting", "reconstruct"): 1,
    ("accident_queue_urgent_waiting", "reconstruct"): 0,
    ("accident_queue_longest_wait_seconds", "reconstruct"): 80,
    ("accident_queue_longest_wait_seconds", "deliver"): 0,
    ("accident_outbox_due",): 1,
    ("accident_outbox_lag_seconds",): 80,
    ("accident_audit_entries_unsigned",): 1,
    ("accident_room_free_bytes",): 5,
    ("accident_cases_last_week", "abstained"): 0,
}


def test_open_done_and_lost_attempts_are_told(database_url: str, clock: FakeClock) -> None:
    engines = open_engines(database_url)
    ledger = SqlLedger(engines=engines, clock=clock, lease_s=LEASE_S)
    attempts = []
    for name in "123":
        case = case_with_clips(name)
        with ledger.transaction() as unit:
            unit.cases.add(case)
            attempts.append(
                unit.steps.add_attempt(case.id, Step.RECONSTRUCT, not_before=clock.now())
            )
    act = AuditAct(at=clock.now(), actor="worker:propose", verb="begin-step", case=None)
    with ledger.transaction() as unit:
        unit.audit.append(act)
        lease = unit.steps.begin(attempts[0])
        unit.steps.begin(attempts[1])
    assert lease is not None
    clock.pass_by(20.0)
    with ledger.transaction() as unit:
        unit.steps.finish(lease)
    clock.pass_by(60.0)

    measured = SqlOperatingFigures(engines, lambda: 5).read(clock.now())
    told = {(one.name, *(value for _, value in one.labels)): one.value for one in measured}
    engines.close()

    assert WANTED.items() <= told.items()
    assert {one.name for one in measured} <= EXPORTED
    assert b"accident_outbox_lag_seconds 80.0" in exposition(measured, ())
