"""A tree of hashes over the audit chain: one short root stands for every entry up to it.

With the chain alone, whoever is to see that an entry is in it must be given every entry, other
people's too. The tree proves one entry by a few hashes that say nothing of the others.

Reference:
    RFC 6962 (and RFC 9162), section 2.1: Merkle hash trees, audit paths.
"""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Self

LEAF, NODE = b"\x00", b"\x01"  # so that no leaf can pass for a node
EMPTY_ROOT = hashlib.sha256().hexdigest()


def leaf_hash(entry_hash: str) -> bytes:
    """The leaf of an entry: the hash of the 32 bytes its own hash stands for."""
    return hashlib.sha256(LEAF + bytes.fromhex(entry_hash)).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """What two neighbours come to."""
    return hashlib.sha256(NODE + left + right).digest()


@dataclass(slots=True)
class GrowingTree:
    """The tree as entries are added, kept as the roots of its full subtrees.

    `full` holds (leaf count, root) from the largest to the smallest, the counts being the
    powers of two that add up to all leaves; a million entries are twenty hashes.
    """

    full: list[tuple[int, bytes]] = field(default_factory=list)

    @classmethod
    def from_texts(cls, texts: Iterable[tuple[int, str]]) -> Self:
        """The tree that `to_texts` wrote down."""
        return cls([(count, bytes.fromhex(root)) for count, root in texts])

    def to_texts(self) -> list[tuple[int, str]]:
        """The tree as counts and hexadecimal roots, to be kept and grown further."""
        return [(count, root.hex()) for count, root in self.full]

    @property
    def leaf_count(self) -> int:
        """How many entries it stands for."""
        return sum(count for count, _ in self.full)

    def add(self, entry_hash: str) -> None:
        """Take the next entry."""
        count, root = 1, leaf_hash(entry_hash)
        while self.full and self.full[-1][0] == count:
            _, left = self.full.pop()
            count, root = 2 * count, node_hash(left, root)
        self.full.append((count, root))

    @property
    def root(self) -> str:
        """The one hash for all of it, in hexadecimal."""
        if not self.full:
            return EMPTY_ROOT
        _, root = self.full[-1]
        for _, left in reversed(self.full[:-1]):
            root = node_hash(left, root)
        return root.hex()


class ProofMaker:
    """Gives the audit path of any entry of one tree; every level is worked out once."""

    def __init__(self, entry_hashes: Sequence[str]) -> None:
        self._levels = [[leaf_hash(one) for one in entry_hashes]]
        while len(self._levels[-1]) > 1:
            below = self._levels[-1]
            pairs = zip(below[::2], below[1::2], strict=False)
            above = [node_hash(left, right) for left, right in pairs]
            # An odd one out rises as it is: the same tree as RFC 6962's split.
            self._levels.append(above + below[len(below) & ~1 :])

    def path(self, index: int) -> tuple[str, ...]:
        """The neighbours to hash with on the way up, lowest first.

        Args:
            index: Of the entry, counted from 0.

        Raises:
            IndexError: The tree has no such entry.
        """
        if not 0 <= index < len(self._levels[0]):
            raise IndexError(f"no leaf {index} in a tree of {len(self._levels[0])}")
        found = []
        for level in self._levels[:-1]:
            beside = index ^ 1
            if beside < len(level):
                found.append(level[beside].hex())
            index //= 2
        return tuple(found)
