"""From outbox to queue: what the ledger has asked for reaches a worker at least once."""

from dataclasses import dataclass

from accident_service.casework.ports import Clock
from workers.ports import JobQueue, Outbox

BATCH = 100


@dataclass(frozen=True, slots=True)
class Relay:
    """Rings the bells that are due, and only then marks them.

    A crash between the two rings once more; the other order could ring never.
    """

    outbox: Outbox
    queue: JobQueue
    clock: Clock

    def turn(self) -> int:
        """Ring every bell that is due; the number rung.

        Raises:
            QueueUnavailable: The queue is away; what was not rung stays due.
            LedgerUnavailable: The ledger did not answer.
        """
        rung = 0
        while batch := tuple(self.outbox.due(self.clock.now(), BATCH)):
            for bell in batch:
                self.queue.ring(bell.attempt)
                self.outbox.mark_sent(bell.id, self.clock.now())
                rung += 1
        return rung
