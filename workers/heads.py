"""The signing of the ledger's heads, beside the ringing: every so often, and never in its way."""

from dataclasses import dataclass
from threading import Thread
from typing import Protocol

from accident_service.errors import CustodyBroken, OutsideWorldFailed
from accident_service.journal import Journal
from workers.ringing import StopSign

FIRST_AFTER_S = 5.0  # a service that just started has other things to do

journal = Journal("heads")


class Signing(Protocol):
    """What signs where the ledger stands."""

    def turn(self) -> int:
        """Sign if entries have come since; 1 where a head was signed.

        Raises:
            CustodyBroken: The ledger no longer holds what was signed before.
            OutsideWorldFailed: Ledger, witness or authority did not answer.
        """
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class HeadLoop:
    """Turns until told to stop; a ledger that does not fit its heads is an alarm every time."""

    signing: Signing
    every_s: float

    def run(self, stop: StopSign) -> None:
        """Take turns until `stop` is set."""
        stop.wait(min(FIRST_AFTER_S, self.every_s))
        while not stop.is_set():
            try:
                if self.signing.turn():
                    journal.tell("signed the ledger's head")
            except CustodyBroken as alarm:
                journal.alarm("the ledger does not fit its heads", alarm, told=str(alarm))
            except OutsideWorldFailed as failure:
                journal.warn(
                    "waiting", reason=failure.code, told=str(failure), pause_s=self.every_s
                )
            stop.wait(self.every_s)

    def beside(self, stop: StopSign) -> Thread:
        """The loop in a thread of its own; it ends with the process, whatever it waits for."""
        thread = Thread(target=self.run, args=(stop,), name="heads", daemon=True)
        thread.start()
        return thread
