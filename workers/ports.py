"""What the bell ringers need from ledger and queue; the wiring brings both."""

from collections.abc import Iterable
from datetime import datetime
from typing import Protocol

from accident_service.casework.ports import Lease
from accident_service.casework.queues import Queue
from accident_service.quantities.identifiers import AttemptId


class Bell(Protocol):
    """One announcement of a waiting attempt."""

    @property
    def attempt(self) -> AttemptId: ...  # noqa: D102 - the name says it

    @property
    def queue(self) -> Queue: ...  # noqa: D102 - the name says it


class Outbox(Protocol):
    """The bells written together with the work they announce."""

    def due(self, queue: Queue, now_at: datetime, limit: int) -> Iterable[Bell]:
        """Unsent bells of the queue whose time has come, in the order they are to be rung."""
        ...

    def unanswered(self, sent_before_at: datetime, limit: int) -> Iterable[Bell]:
        """Bells sent before that moment whose attempt still waits."""
        ...

    def mark_sent(self, attempt: AttemptId, sent_at: datetime) -> None:
        """The queue has accepted the bell."""
        ...

    def ring_again(self, attempt: AttemptId) -> None:
        """Make the bell due once more."""
        ...

    def sort_in(self) -> int:
        """Give bells that the version before this one wrote their queue; how many there were."""
        ...


class LostAttempts(Protocol):
    """Attempts whose worker died without a word."""

    def expired(self, now_at: datetime) -> Iterable[Lease]:
        """Running attempts whose lease ran out before that moment."""
        ...

    def bring_back_from_the_future(self, now_at: datetime) -> int:
        """Move moments that a clock since set back has written; how many were moved."""
        ...

    def supersede_and_request_again(self, lost: Lease) -> bool:
        """Take the step from a lost attempt; True when another attempt waits now.

        Raises:
            AttemptSuperseded: The attempt settled or renewed its lease meanwhile.
        """
        ...


class JobQueue(Protocol):
    """The queues the workers listen to."""

    def ring(self, attempt: AttemptId, queue: Queue) -> None:
        """Queue the attempt for the workers of `queue`; twice is harmless.

        Raises:
            QueueUnavailable: The queue server did not take it.
        """
        ...

    def room(self, queue: Queue) -> int:
        """How many bells more the workers of the queue can take within a while.

        Raises:
            QueueUnavailable: The queue server did not answer.
        """
        ...

    def unheard(self, attempts: Iterable[AttemptId]) -> Iterable[AttemptId]:
        """Those that are neither queued nor in a worker's hand.

        Raises:
            QueueUnavailable: The queue server did not answer.
        """
        ...
