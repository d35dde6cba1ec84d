"""The sending of announcements, beside the ringing: a few senders, for receivers may be slow."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from workers.notices import NoticeLoop
from workers.ringing import StopSign

SENDERS = 3  # as many receivers are waited for at once
SWEEP_EVERY = 1800  # turns: about once an hour


class Announcing(Protocol):
    """What sends the announcements that are due."""

    def turn(self) -> int:
        """Send what is due; how many were taken."""
        ...

    def forget_old(self) -> int:
        """Forget what was settled long ago; how many."""
        ...


@dataclass(slots=True)
class Sweeping:
    """Announcing, with the log swept now and then."""

    announcing: Announcing
    turns: int = 0

    def turn(self) -> int:
        """Sweep where it is time, and send what is due."""
        if self.turns % SWEEP_EVERY == 0:
            self.announcing.forget_old()
        self.turns += 1
        return self.announcing.turn()


def send_beside(opened: Callable[[], Announcing], sandbox: Announcing, stop: StopSign) -> None:
    """Start the senders, each in a thread and on connections of its own; the first sweeps."""
    NoticeLoop(Sweeping(sandbox), "trial announcements").beside(stop)
    NoticeLoop(Sweeping(opened()), "announcements").beside(stop)
    for _ in range(SENDERS - 1):
        NoticeLoop(opened(), "announcements").beside(stop)
