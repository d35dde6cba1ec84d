"""Relay, reconciler and their loop on a real ledger file, with a queue and a clock of our own."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from accident_service.adapters.database.lost_attempts import LostAttempts
from accident_service.errors import QueueUnavailable
from tests.workers.back_room import LEASE_S, PATIENCE_S, BackRoom, back_room
from workers.ringing import Ringing


@pytest.fixture
def room(tmp_path: Path, engines_of_run: dict[str, str]) -> Iterator[BackRoom]:
    with back_room(tmp_path, engines_of_run) as opened:
        yield opened


def test_every_bell_is_rung_once(room: BackRoom) -> None:
    room.ask("1")
    room.ask("2")

    assert room.relay.turn() == 2
    assert room.relay.turn() == 0
    assert len(set(room.queue.rung)) == 2


def test_a_queue_that_is_away_leaves_the_bell_due(room: BackRoom) -> None:
    room.ask()
    room.queue.away = True
    with pytest.raises(QueueUnavailable):
        room.relay.turn()

    room.queue.away = False
    assert room.relay.turn() == 1


def test_a_bell_that_is_in_the_air_is_not_rung_again_however_long_it_waits(
    room: BackRoom,
) -> None:
    room.ask()
    room.relay.turn()
    room.clock.pass_by(3600.0)

    assert room.reconciler.turn() == 0
    assert room.relay.turn() == 0


def test_a_lost_bell_is_rung_again_once_patience_is_over(room: BackRoom) -> None:
    room.ask()
    room.relay.turn()
    room.queue.in_the_air.clear()

    room.clock.pass_by(PATIENCE_S / 2)
    assert room.reconciler.turn() == 0
    room.clock.pass_by(PATIENCE_S)
    assert room.reconciler.turn() == 1
    assert room.relay.turn() == 1
    assert room.queue.rung[0] == room.queue.rung[1]


def test_an_attempt_that_was_begun_needs_no_bell(room: BackRoom) -> None:
    room.ask()
    room.relay.turn()
    assert room.begin(room.queue.rung[0]) is not None
    room.queue.in_the_air.clear()
    room.clock.pass_by(2 * PATIENCE_S)

    assert room.reconciler.turn() == 0


def test_a_dead_attempt_gives_way_to_a_new_one_with_a_bell_of_its_own(room: BackRoom) -> None:
    room.ask()
    room.relay.turn()
    first = room.begin(room.queue.rung[0])
    room.clock.pass_by(LEASE_S + 1)

    assert room.reconciler.turn() == 1
    assert room.relay.turn() == 1
    second = room.begin(room.queue.rung[1])
    assert first is not None
    assert second is not None
    assert (first.number, second.number) == (1, 2)


def test_dead_attempts_are_dealt_with_even_while_the_queue_is_away(room: BackRoom) -> None:
    room.ask("1")
    room.relay.turn()
    room.begin(room.queue.rung[0])
    room.ask("2")
    room.relay.turn()
    room.clock.pass_by(LEASE_S + 1)
    room.queue.away = True

    with pytest.raises(QueueUnavailable):
        room.reconciler.turn()

    assert LostAttempts(room.ledger).expired(room.clock.now()) == ()


class StopAfter:
    """Stands in for the event that ends the loop, and notes how long each pause was meant."""

    def __init__(self, turns: int, then: Callable[[int], None]) -> None:
        self.pauses_s: list[float] = []
        self._turns, self._then = turns, then

    def is_set(self) -> bool:
        return len(self.pauses_s) >= self._turns

    def wait(self, timeout_s: float) -> bool:
        self.pauses_s.append(timeout_s)
        self._then(len(self.pauses_s))
        return self.is_set()


def test_the_loop_pauses_longer_while_the_queue_is_away_and_recovers(room: BackRoom) -> None:
    room.ask()
    room.queue.away = True

    def come_back(turns: int) -> None:
        room.queue.away = turns < 6

    stop = StopAfter(8, come_back)
    Ringing(relay=room.relay, reconciler=room.reconciler, relay_turns_per_reconciling=2).run(stop)

    assert stop.pauses_s == [1.0, 2.0, 4.0, 5.0, 5.0, 5.0, 0.5, 0.5]
    assert len(room.queue.rung) == 1
