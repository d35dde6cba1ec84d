"""The ringing process: relay and reconciler in turns, for as long as the service runs.

Several may run at once, on several hosts; they ring twice now and then, and that is all.
"""

from dataclasses import dataclass
from typing import Protocol

from accident_service.errors import OutsideWorldFailed
from accident_service.journal import Journal
from accident_service.wiring import RingingParts
from workers.reconciler import Reconciler
from workers.relay import Relay

RELAY_EVERY_S = 0.5
LONGEST_PAUSE_S = 5.0
RECONCILINGS_PER_LEASE = 20

journal = Journal("ringing")


class StopSign(Protocol):
    """What ends the loop; a `threading.Event` is one."""

    def is_set(self) -> bool:
        """Is it time to stop?"""
        ...

    def wait(self, timeout: float, /) -> bool:
        """Pause for so many seconds, or until it is time to stop."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Ringing:
    """Turns until told to stop; a queue or ledger that is away is waited for."""

    relay: Relay
    reconciler: Reconciler
    relay_turns_per_reconciling: int

    def run(self, stop: StopSign) -> None:
        """Take turns until `stop` is set; the first turn reconciles."""
        turn = 0
        pause_s = RELAY_EVERY_S
        while not stop.is_set():
            try:
                self._take(turn)
                turn += 1
                pause_s = RELAY_EVERY_S
            except OutsideWorldFailed as failure:
                pause_s = min(2 * pause_s, LONGEST_PAUSE_S)
                journal.warn("waiting", reason=failure.code, told=str(failure), pause_s=pause_s)
            stop.wait(pause_s)

    def _take(self, turn: int) -> None:
        if turn % self.relay_turns_per_reconciling == 0 and (found := self.reconciler.turn()):
            journal.warn("put lost work right", count=found)
        if rung := self.relay.turn():
            journal.tell("rang", count=rung)


def ringing_of(parts: RingingParts, *, lease_s: float) -> Ringing:
    """Relay and reconciler on these parts, looking for dead attempts twenty times per lease."""
    reconcile_every_s = lease_s / RECONCILINGS_PER_LEASE
    return Ringing(
        relay=Relay(parts.outbox, parts.queue, parts.clock),
        reconciler=Reconciler(
            lost_attempts=parts.lost_attempts,
            outbox=parts.outbox,
            queue=parts.queue,
            clock=parts.clock,
            bell_patience_s=reconcile_every_s,
        ),
        relay_turns_per_reconciling=max(1, round(reconcile_every_s / RELAY_EVERY_S)),
    )
