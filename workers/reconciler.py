"""Ledger against world: finds what was lost without a word, and asks for it again.

A clock that was set back is noticed first: what was written before it lies in the future.
Two things can be lost: a worker (its lease runs out) and a bell (the queue was emptied, or
its worker died before it took the lease). The ledger knows of both; nothing else has to.
"""

from dataclasses import dataclass
from datetime import timedelta

from accident_service.casework.ports import Clock
from accident_service.errors import AttemptSuperseded
from workers.ports import JobQueue, LostAttempts, Outbox

# Bells looked at in one turn. One row each; a backlog longer than this waits a turn. [design]
MOST_BELLS = 10_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Reconciler:
    """Takes steps from dead attempts and makes lost bells due again."""

    lost_attempts: LostAttempts
    outbox: Outbox
    queue: JobQueue
    clock: Clock
    bell_patience_s: float  # a bell this young may still be on its way between two lists

    def turn(self) -> int:
        """Put right what can be found wrong; the number of things put right.

        Raises:
            QueueUnavailable: The queue is away; dead attempts have been dealt with.
            LedgerUnavailable: The ledger did not answer.
        """
        moved = self.lost_attempts.bring_back_from_the_future(self.clock.now())
        moved += self.outbox.sort_in()
        return moved + self._ask_again_for_lost_attempts() + self._ring_again_for_lost_bells()

    def _ask_again_for_lost_attempts(self) -> int:
        asked_again = 0
        for lost in self.lost_attempts.expired(self.clock.now()):
            try:
                self.lost_attempts.supersede_and_request_again(lost)
            except AttemptSuperseded:  # alive after all
                continue
            asked_again += 1
        return asked_again

    def _ring_again_for_lost_bells(self) -> int:
        patience = timedelta(seconds=self.bell_patience_s)
        bells = tuple(self.outbox.unanswered(self.clock.now() - patience, MOST_BELLS))
        if not bells:
            return 0
        unheard = frozenset(self.queue.unheard([bell.attempt for bell in bells]))
        lost = [bell for bell in bells if bell.attempt in unheard]
        for bell in lost:
            self.outbox.ring_again(bell.attempt)
        return len(lost)
