"""Hold the ledger against the store of evidence: what is named and gone, what is kept and unnamed.

After a restore the two are of different moments: the ledger is older than the bytes, or a disk of
bytes is older than the ledger. Nothing is repaired here. A missing original is told, never
forgotten; bytes nobody names may be the only trace of what the ledger has lost.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from accident_service.casework.ports import Clock

# Bytes are kept before the ledger names them; a step may take so long in between. [design]
SETTLED_AFTER = timedelta(hours=6)


@dataclass(frozen=True, slots=True)
class KeptBlob:
    """Bytes in the store."""

    sha256: str
    size_bytes: int
    kept_at: datetime


@dataclass(frozen=True, slots=True)
class NamedBlob:
    """Bytes that the ledger says are there. `of` is a case's code, or a camera."""

    sha256: str
    kind: str  # "clip", "determination-pdf", "still" …
    of: str


class KeptBlobs(Protocol):
    """What lies in the store, whoever names it."""

    def every(self) -> Iterator[KeptBlob]:
        """All of them.

        Raises:
            BlobStoreUnavailable: The store cannot be listed.
        """
        ...

    def form_of(self, sha256: str) -> str:
        """What the bytes look like, such as "PDF"; empty where that is not known."""
        ...


class NamedBlobs(Protocol):
    """What the ledger says lies in the store."""

    def every(self) -> Iterator[NamedBlob]:
        """All names, of each case, document and survey; some bytes are named several times.

        Raises:
            LedgerUnavailable: The ledger did not answer.
        """
        ...

    def to_be_removed(self) -> Iterable[str]:
        """Hashes of destroyed cases whose bytes are still to be removed."""
        ...


@dataclass(frozen=True, slots=True)
class UnnamedBlob:
    """Bytes nobody names, and what they look like."""

    blob: KeptBlob
    form: str


@dataclass(frozen=True, slots=True, kw_only=True)
class BlobCheck:
    """What the ledger and the store say of one another."""

    named_count: int
    kept_count: int
    missing: tuple[NamedBlob, ...]  # named, and no bytes
    unnamed: tuple[UnnamedBlob, ...]  # bytes, and no name; the newest first
    arriving_count: int  # of the unnamed, those so new that a step may yet name them
    to_be_removed: tuple[str, ...]  # of destroyed cases; the retention's next turn removes them

    @property
    def is_whole(self) -> bool:
        """Is every byte there that is named?"""
        return not self.missing


@dataclass(frozen=True, slots=True)
class ReconcileBlobs:
    """Compare names and bytes; reads only."""

    named: NamedBlobs
    kept: KeptBlobs
    clock: Clock

    def __call__(self) -> BlobCheck:
        """What is missing and what is left over.

        The names are read first: bytes are there before their name, so that none of a case that
        goes on meanwhile looks as if it were missing.

        Raises:
            BlobStoreUnavailable, LedgerUnavailable: One of the two did not answer.
        """
        now_at = self.clock.now()
        names: dict[str, NamedBlob] = {}
        for named in self.named.every():
            names.setdefault(named.sha256, named)
        doomed = frozenset(self.named.to_be_removed()) - names.keys()
        kept = {blob.sha256: blob for blob in self.kept.every()}
        unnamed = [kept[one] for one in kept.keys() - names.keys() - doomed]
        return BlobCheck(
            named_count=len(names),
            kept_count=len(kept),
            missing=tuple(one for sha256, one in names.items() if sha256 not in kept),
            unnamed=tuple(self._newest_first(unnamed)),
            arriving_count=sum(now_at - one.kept_at < SETTLED_AFTER for one in unnamed),
            to_be_removed=tuple(sorted(doomed & kept.keys())),
        )

    def _newest_first(self, blobs: Iterable[KeptBlob]) -> Iterator[UnnamedBlob]:
        for one in sorted(blobs, key=lambda blob: (blob.kept_at, blob.sha256), reverse=True):
            yield UnnamedBlob(one, self.kept.form_of(one.sha256))
