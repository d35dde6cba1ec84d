"""The sending beside the ringing and never in its way: a gateway or a receiver may be slow."""

from dataclasses import dataclass
from threading import Thread
from typing import Protocol

from accident_service.errors import OutsideWorldFailed
from accident_service.journal import Journal
from workers.ringing import StopSign

EVERY_S = 2.0
LONGEST_PAUSE_S = 60.0

journal = Journal("sending")


class Sending(Protocol):
    """What sends the notices that are due."""

    def turn(self) -> int:
        """Send what is due; how many were accepted.

        Raises:
            OutsideWorldFailed: The ledger did not answer.
        """
        ...


@dataclass(frozen=True, slots=True)
class NoticeLoop:
    """Turns until told to stop; a ledger that is away is waited for."""

    sending: Sending
    what: str = "messages"
    every_s: float = EVERY_S

    def run(self, stop: StopSign) -> None:
        """Take turns until `stop` is set."""
        pause_s = self.every_s
        while not stop.is_set():
            try:
                if sent := self.sending.turn():
                    journal.tell("did", count=sent, kind=self.what)
                pause_s = self.every_s
            except OutsideWorldFailed as failure:
                pause_s = max(self.every_s, min(2 * pause_s, LONGEST_PAUSE_S))
                journal.warn(
                    "waiting",
                    kind=self.what,
                    reason=failure.code,
                    told=str(failure),
                    pause_s=pause_s,
                )
            stop.wait(pause_s)

    def beside(self, stop: StopSign) -> Thread:
        """The loop in a thread of its own; it ends with the process, whatever it waits for."""
        thread = Thread(target=self.run, args=(stop,), name=self.what, daemon=True)
        thread.start()
        return thread
