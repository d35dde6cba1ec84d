"""Looking through the record of who did what, and checking that nothing of it was changed."""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from accident_service.casefile.audit import GENESIS_HASH, AuditEntry
from accident_service.quantities.identifiers import CaseId


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditQuery:
    """What is looked for; None and empty leave a matter open.

    `actor` is how an actor begins, such as "officer:" or one officer's whole "officer:<id>".
    `before_sequence` continues a list after its last entry.
    """

    case: CaseId | None = None
    actor: str = ""
    verb: str = ""
    from_at: datetime | None = None
    to_at: datetime | None = None
    before_sequence: int | None = None


@dataclass(frozen=True, slots=True)
class ChainState:
    """What a check of the whole chain found: how many entries, and the first that is not right."""

    count: int
    broken_at: int | None = None


class AuditSearch(Protocol):
    """The record, for those who may read all of it."""

    def found(self, query: AuditQuery, *, limit: int) -> tuple[AuditEntry, ...]:
        """Entries, newest first."""
        ...

    def verbs(self) -> tuple[str, ...]:
        """Every act there has been, in order of its name."""
        ...

    def check(self) -> ChainState:
        """Follow the whole chain from its beginning to its head."""
        ...


@dataclass(slots=True)
class ChainCheck:
    """Follows entries in their order; each must continue the one before and be unchanged."""

    count: int = 0
    broken_at: int | None = None
    last_hash: str = GENESIS_HASH

    def follow(self, entry: AuditEntry) -> None:
        """Take the next entry."""
        right = (
            entry.sequence == self.count + 1
            and entry.previous_hash == self.last_hash
            and entry.intact
        )
        if not right and self.broken_at is None:
            self.broken_at = entry.sequence
        self.count += 1
        self.last_hash = entry.entry_hash

    def ended_at(self, sequence: int, entry_hash: str) -> ChainState:
        """The state, given the head that is kept apart: a tail cut off shows here."""
        if self.broken_at is None and (sequence, entry_hash) != (self.count, self.last_hash):
            self.broken_at = self.count + 1
        return ChainState(self.count, self.broken_at)
