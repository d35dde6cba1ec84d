"""Bells are rung until they are marked, and rung again when nobody came."""

from datetime import timedelta

import pytest

from accident_service.adapters.database.ledger import SqlLedger
from accident_service.adapters.database.outbox import Outbox, OutboxEntry
from accident_service.casework.ports import Step
from accident_service.casework.queues import Queue
from tests.fakes import examples
from tests.fakes.clock import FakeClock


@pytest.fixture
def outbox(sql_ledger: SqlLedger) -> Outbox:
    with sql_ledger.transaction() as work:
        for name in ("1", "2", "3"):
            case = examples.reported_case(name)
            work.cases.add(case)
            work.steps.request(case.id, Step.FIND_CLIPS)
    return Outbox(sql_ledger.engines)


def ids(entries: tuple[OutboxEntry, ...]) -> list[int]:
    return [entry.id for entry in entries]


def test_bells_are_due_in_the_order_they_were_asked_for(outbox: Outbox, clock: FakeClock) -> None:
    assert ids(outbox.due(Queue.FETCH, clock.now(), 10)) == [1, 2, 3]
    assert ids(outbox.due(Queue.FETCH, clock.now(), 2)) == [1, 2]
    assert outbox.due(Queue.FETCH, clock.now(), 1)[0].step is Step.FIND_CLIPS


def test_a_bell_is_due_until_it_is_marked(outbox: Outbox, clock: FakeClock) -> None:
    (first, *_) = outbox.due(Queue.FETCH, clock.now(), 1)
    outbox.mark_sent(first.attempt, clock.now())
    outbox.mark_sent(first.attempt, clock.now())
    assert ids(outbox.due(Queue.FETCH, clock.now(), 10)) == [2, 3]


def test_a_bell_waits_for_its_moment(
    outbox: Outbox, sql_ledger: SqlLedger, clock: FakeClock
) -> None:
    (first, *_) = outbox.due(Queue.FETCH, clock.now(), 1)
    with sql_ledger.transaction() as work:
        lease = work.steps.begin(first.attempt)
        assert lease is not None
        work.steps.fail(lease, "no answer", retry_at=clock.now() + timedelta(seconds=10))
    assert ids(outbox.due(Queue.FETCH, clock.now(), 10)) == [2, 3]
    clock.pass_by(10.0)
    assert ids(outbox.due(Queue.FETCH, clock.now(), 10)) == [2, 3, 4]


def test_a_bell_nobody_answered_can_be_rung_again(outbox: Outbox, clock: FakeClock) -> None:
    for entry in outbox.due(Queue.FETCH, clock.now(), 10):
        outbox.mark_sent(entry.attempt, clock.now())
    assert outbox.unanswered(clock.now(), 10) == ()
    clock.pass_by(120.0)
    for entry in outbox.unanswered(clock.now(), 10):
        outbox.ring_again(entry.attempt)
    assert ids(outbox.due(Queue.FETCH, clock.now(), 10)) == [1, 2, 3]


def test_a_bell_that_was_answered_is_not_rung_again(
    outbox: Outbox, sql_ledger: SqlLedger, clock: FakeClock
) -> None:
    (first, *_) = outbox.due(Queue.FETCH, clock.now(), 1)
    outbox.mark_sent(first.attempt, clock.now())
    with sql_ledger.transaction() as work:
        work.steps.begin(first.attempt)
    clock.pass_by(120.0)
    assert outbox.unanswered(clock.now(), 10) == ()
