"""Who did what to which case: acts, and the entries they become in the chain.

Each entry carries the hash of the one before it, so that none can be changed, dropped or
slipped in without every later hash telling.
"""

import hashlib
import json
from dataclasses import dataclass
from datetime import UTC, datetime

from accident_service.quantities.identifiers import CaseId

GENESIS_HASH = "0" * 64


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditAct:
    """One act. `detail` holds ids and numbers, never names, phones or other personal data."""

    at: datetime
    actor: str  # "driver:A", "officer:<id>", "insurer:<id>", "worker:<step>"
    verb: str  # "file-report", "view-exhibit", "confirm" …
    case: CaseId | None
    detail: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditEntry:
    """An act in its place in the chain."""

    sequence: int
    act: AuditAct
    previous_hash: str
    entry_hash: str

    @classmethod
    def following(cls, sequence: int, previous_hash: str, act: AuditAct) -> "AuditEntry":
        """The entry that continues the chain with `act`."""
        return cls(
            sequence=sequence,
            act=act,
            previous_hash=previous_hash,
            entry_hash=_hash(sequence, previous_hash, act),
        )

    @property
    def intact(self) -> bool:
        """Does the entry still carry its own hash?"""
        return self.entry_hash == _hash(self.sequence, self.previous_hash, self.act)


def _hash(sequence: int, previous_hash: str, act: AuditAct) -> str:
    canonical = json.dumps(
        {
            "sequence": sequence,
            "previous": previous_hash,
            "at": act.at.astimezone(UTC).isoformat(),  # whatever zone it was noted in
            "actor": act.actor,
            "verb": act.verb,
            "case": act.case,
            "detail": [list(pair) for pair in act.detail],
        },
        sort_keys=True,
        ensure_ascii=False,
        separators=(",", ":"),
    )
    return hashlib.sha256(canonical.encode()).hexdigest()
