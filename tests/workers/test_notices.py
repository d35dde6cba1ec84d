"""The sending goes on beside the ringing, whatever fails, until it is told to stop."""

from threading import Event

from typing_extensions import override

from accident_service.errors import LedgerUnavailable
from workers.notices import NoticeLoop


class Turns:
    """Sends nothing; the first turn fails, the third ends the loop."""

    def __init__(self, stop: Event) -> None:
        self.taken = 0
        self.stop = stop

    def turn(self) -> int:
        """Count."""
        self.taken += 1
        if self.taken == 1:
            raise LedgerUnavailable("the ledger is away")
        if self.taken == 3:
            self.stop.set()
        return 1


class Impatient(Event):
    """A stop sign that does not wait."""

    @override
    def wait(self, timeout: float | None = None) -> bool:
        """Return at once."""
        return super().wait(0)


def test_a_ledger_that_was_away_is_asked_again() -> None:
    stop = Impatient()
    turns = Turns(stop)
    NoticeLoop(turns).run(stop)
    assert turns.taken == 3


def test_the_loop_runs_beside_and_ends_with_the_sign() -> None:
    stop = Impatient()
    turns = Turns(stop)
    thread = NoticeLoop(turns).beside(stop)
    thread.join(5)
    assert not thread.is_alive()
    assert turns.taken == 3
