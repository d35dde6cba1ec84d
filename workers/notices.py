"""The sending beside the ringing and never in its way: a gateway or a receiver may be slow."""

import logging
from dataclasses import dataclass
from threading import Thread
from typing import Protocol

from accident_service.errors import OutsideWorldFailed
from workers.ringing import StopSign

EVERY_S = 2.0
LONGEST_PAUSE_S = 60.0

log = logging.getLogger("accident-service.notices")


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

    def run(self, stop: StopSign) -> None:
        """Take turns until `stop` is set."""
        pause_s = EVERY_S
        while not stop.is_set():
            try:
                if sent := self.sending.turn():
                    log.info("%d %s sent", sent, self.what)
                pause_s = EVERY_S
            except OutsideWorldFailed as failure:
                pause_s = min(2 * pause_s, LONGEST_PAUSE_S)
                log.warning("%s; next try in %.0f s", failure, pause_s)
            stop.wait(pause_s)

    def beside(self, stop: StopSign) -> Thread:
        """The loop in a thread of its own; it ends with the process, whatever it waits for."""
        thread = Thread(target=self.run, args=(stop,), name=self.what, daemon=True)
        thread.start()
        return thread
