"""R16: a clock that steps an hour forward or back loses no work and holds none up."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from accident_service.casework.ports import Lease
from accident_service.errors import AttemptSuperseded
from tests.workers.back_room import LEASE_S, PATIENCE_S, BackRoom, back_room

pytestmark = pytest.mark.proves("R16")

HOUR_S = 3600.0


@pytest.fixture
def room(tmp_path: Path, engines_of_run: dict[str, str]) -> Iterator[BackRoom]:
    with back_room(tmp_path, engines_of_run) as opened:
        yield opened


def begun(room: BackRoom) -> Lease:
    room.relay.turn()
    lease = room.begin(room.queue.rung[-1])
    assert lease is not None
    return lease


def renew(room: BackRoom, lease: Lease) -> None:
    with room.ledger.transaction() as unit:
        unit.steps.extend(lease, 0.5)


def finish(room: BackRoom, lease: Lease) -> None:
    with room.ledger.transaction() as unit:
        unit.steps.finish(lease)


def test_a_dead_worker_loses_its_lease_after_one_lease_though_the_clock_went_back(
    room: BackRoom,
) -> None:
    room.ask()
    dead = begun(room)
    room.clock.pass_by(-HOUR_S)
    room.reconciler.turn()
    room.clock.pass_by(LEASE_S + 1)

    room.reconciler.turn()

    assert begun(room).number == dead.number + 1


def test_a_living_worker_keeps_its_lease_when_the_clock_goes_back(room: BackRoom) -> None:
    room.ask()
    lease = begun(room)
    room.clock.pass_by(-HOUR_S)
    for _ in range(20):
        room.reconciler.turn()
        room.clock.pass_by(LEASE_S / 4)
        renew(room, lease)

    room.reconciler.turn()
    finish(room, lease)

    assert room.relay.turn() == 0


def test_work_asked_for_before_the_clock_went_back_is_rung_at_once(room: BackRoom) -> None:
    room.ask()
    room.clock.pass_by(-HOUR_S)

    room.reconciler.turn()

    assert room.relay.turn() == 1


def test_a_pause_before_another_try_keeps_its_length(room: BackRoom) -> None:
    room.ask()
    lease = begun(room)
    with room.ledger.transaction() as unit:
        unit.steps.fail(lease, "away", retry_at=room.clock.now() + timedelta(seconds=300))
    room.clock.pass_by(-HOUR_S)
    room.reconciler.turn()

    room.clock.pass_by(299)
    assert room.relay.turn() == 0
    room.clock.pass_by(2)
    assert room.relay.turn() == 1


def test_a_bell_lost_before_the_clock_went_back_is_rung_again(room: BackRoom) -> None:
    room.ask()
    room.relay.turn()
    room.queue.in_the_air.clear()
    room.clock.pass_by(-HOUR_S)
    room.reconciler.turn()
    room.clock.pass_by(2 * PATIENCE_S)

    room.reconciler.turn()

    assert room.relay.turn() == 1


def test_a_clock_that_runs_on_moves_nothing(room: BackRoom) -> None:
    room.ask()
    lease = begun(room)
    room.clock.pass_by(-1.0)  # as clocks of two hosts differ
    assert room.reconciler.turn() == 0
    finish(room, lease)


def test_a_clock_set_forward_costs_an_attempt_and_never_gives_two_results(
    room: BackRoom,
) -> None:
    room.ask()
    alive = begun(room)
    room.clock.pass_by(HOUR_S)
    assert room.reconciler.turn() == 1
    second = begun(room)

    with pytest.raises(AttemptSuperseded):
        renew(room, alive)
    with pytest.raises(AttemptSuperseded):
        finish(room, alive)
    finish(room, second)


def test_forward_and_back_again_leaves_one_open_attempt(room: BackRoom) -> None:
    room.ask()
    begun(room)
    room.clock.pass_by(HOUR_S)
    room.reconciler.turn()
    room.clock.pass_by(-HOUR_S)
    room.reconciler.turn()

    assert room.relay.turn() == 1
    second = begun(room)
    finish(room, second)
    assert room.reconciler.turn() == 0
