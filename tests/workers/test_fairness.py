"""A burst of cases holds nothing up for ever, and what is in haste not at all."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from accident_service.casework.ports import Step
from accident_service.casework.queues import Queue
from accident_service.quantities.identifiers import CaseId, SiteId
from tests.fakes.examples import case_with_clips
from tests.workers.back_room import BackRoom, back_room
from workers.relay import Relay

BURST, SMALL_BURST = 500, 80
PLACES = 7
WINDOW = 4


@pytest.fixture
def room(tmp_path: Path, engines_of_run: dict[str, str]) -> Iterator[BackRoom]:
    with back_room(tmp_path, engines_of_run) as opened:
        opened.queue.most_waiting = WINDOW
        yield opened


def burst(room: BackRoom, count: int) -> None:
    """Cases from a few places, reported long after; all wait to be reconstructed."""
    with room.ledger.transaction() as unit:
        for number in range(count):
            case = case_with_clips(str(number))
            report = replace(case.report, filed_at=case.report.occurred_at + timedelta(hours=20))
            place = SiteId(f"site-{number % PLACES}")
            unit.cases.add(replace(case, report=report, site=place))
            unit.steps.request(case.id, Step.RECONSTRUCT)


def urgent(room: BackRoom) -> CaseId:
    """A case an officer sits before: a correction was made, its answer is waited for."""
    case = case_with_clips("urgent")
    with room.ledger.transaction() as unit:
        unit.cases.add(case)
        unit.steps.request(case.id, Step.LOOK_AGAIN)
    return case.id


def take_one(room: BackRoom) -> CaseId | None:
    """What a worker does with the next bell; None when nothing came of it."""
    attempt = next(one for one in room.queue.rung if one in room.queue.in_the_air)
    room.queue.in_the_air.discard(attempt)
    lease = room.begin(attempt)
    if lease is None:
        return None
    with room.ledger.transaction() as unit:
        unit.steps.finish(lease)
    return lease.case


def test_a_case_in_haste_begins_within_the_window_though_five_hundred_wait(room: BackRoom) -> None:
    burst(room, BURST)
    room.relay.turn()
    hasty = urgent(room)

    begun = []
    while hasty not in begun:
        room.relay.turn()
        begun.append(take_one(room))

    assert len(begun) <= WINDOW + 1


def test_two_relays_side_by_side_finish_every_case_once(room: BackRoom) -> None:
    burst(room, SMALL_BURST)
    other = Relay(room.relay.outbox, room.queue, room.clock)
    begun: list[CaseId | None] = []
    while room.relay.turn() + other.turn() or room.queue.in_the_air:
        begun.append(take_one(room))

    assert sorted(one for one in begun if one) == sorted(
        CaseId(f"case-{n}") for n in range(SMALL_BURST)
    )


def test_two_relays_that_saw_the_same_bells_ring_twice_with_one_effect(room: BackRoom) -> None:
    room.ask("1")
    seen_by_both = tuple(room.relay.outbox.due(Queue.RECONSTRUCT, room.clock.now(), WINDOW))
    for bell in (*seen_by_both, *seen_by_both):
        room.queue.ring(bell.attempt, bell.queue)
        room.relay.outbox.mark_sent(bell.attempt, room.clock.now())

    assert len(room.queue.rung) == 2
    assert room.begin(room.queue.rung[0]) is not None
    assert room.begin(room.queue.rung[1]) is None
