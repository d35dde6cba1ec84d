"""From outbox to queue: what the ledger has asked for reaches a worker at least once.

Only as many bells are rung as the workers can take within a while. The rest stays in the
ledger, where what is in greater haste still goes before it.
"""

from dataclasses import dataclass

from accident_service.casework.ports import Clock
from accident_service.casework.queues import Queue
from workers.ports import JobQueue, Outbox


@dataclass(frozen=True, slots=True)
class Relay:
    """Rings the bells that are due, and only then marks them.

    A crash between the two rings once more; the other order could ring never.
    """

    outbox: Outbox
    queue: JobQueue
    clock: Clock

    def turn(self) -> int:
        """Ring the bells that are due, in their order, as far as there is room; the number rung.

        Raises:
            QueueUnavailable: The queue is away; what was not rung stays due.
            LedgerUnavailable: The ledger did not answer.
        """
        return sum(map(self._ring, Queue))

    def _ring(self, queue: Queue) -> int:
        room = self.queue.room(queue)
        bells = tuple(self.outbox.due(queue, self.clock.now(), room)) if room > 0 else ()
        for bell in bells:
            self.queue.ring(bell.attempt, queue)
            self.outbox.mark_sent(bell.attempt, self.clock.now())
        return len(bells)
