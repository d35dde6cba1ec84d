"""The ledger's signed heads in memory, over a fake ledger, and a seal with a key of the tests."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from accident_service.adapters.anchors.seal import UnitSeal
from accident_service.adapters.signing import UnitKey
from accident_service.casefile.ledger_head import SignedHead
from accident_service.casefile.merkle import GrowingTree
from accident_service.errors import OutsideWorldFailed
from tests.fakes.ledger import FakeLedger

SEAL = UnitSeal(UnitKey(b"k" * 32))


def root_of(entry_hashes: Iterable[str]) -> str:
    """The root over these entries, in their order."""
    tree = GrowingTree()
    for one in entry_hashes:
        tree.add(one)
    return tree.root


@dataclass(slots=True)
class FakeLedgerHeads:
    """A `LedgerHeads`."""

    ledger: FakeLedger
    kept: dict[int, SignedHead] = field(default_factory=dict)

    def latest(self) -> SignedHead | None:
        """The newest head."""
        return self.kept[max(self.kept)] if self.kept else None

    def every(self, after: int = 0) -> tuple[SignedHead, ...]:
        """All heads beyond a sequence."""
        return tuple(self.kept[one] for one in sorted(self.kept) if one > after)

    def unstamped(self) -> tuple[SignedHead, ...]:
        """Those without a token."""
        return tuple(one for one in self.every() if one.time_stamp is None)

    def entry_hashes(self, after: int = 0, up_to: int | None = None) -> Iterator[str]:
        """The hashes in the tables as they are now."""
        for one in self.ledger.tables.audit:
            if one.sequence > after and (up_to is None or one.sequence <= up_to):
                yield one.entry_hash

    def add(self, signed: SignedHead) -> None:
        """Keep a head."""
        self.kept.setdefault(signed.head.sequence, signed)

    def stamp(self, sequence: int, time_stamp: bytes) -> None:
        """Keep a token."""
        kept = self.kept[sequence]
        self.kept[sequence] = replace(kept, time_stamp=kept.time_stamp or time_stamp)


@dataclass(slots=True)
class FakeWitness:
    """A `Witness` in memory."""

    kept: list[SignedHead] = field(default_factory=list)

    def last(self) -> int:
        """The newest it has."""
        return self.kept[-1].head.sequence if self.kept else 0

    def keep(self, signed: SignedHead) -> None:
        """Note it."""
        self.kept.append(signed)


@dataclass(slots=True)
class FakeTimeStamper:
    """Stamps with a word, or fails as told."""

    failures: list[OutsideWorldFailed] = field(default_factory=list)

    def stamped(self, content: bytes) -> bytes:
        """The word."""
        if self.failures:
            raise self.failures.pop(0)
        return b"stamped " + content[:8]
