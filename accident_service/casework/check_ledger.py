"""Hold the audit ledger against every head that was ever signed, here or kept elsewhere."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from accident_service.casefile.ledger_head import JWS_TYPE, LedgerHead
from accident_service.casefile.merkle import GrowingTree
from accident_service.casework.audit_ports import AuditSearch, ChainState
from accident_service.casework.head_ports import EvidenceSeal, LedgerHeads
from accident_service.errors import CustodyBroken


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerCheck:
    """The chain by itself, how many heads it was held against, and all that is wrong.

    `misfits` counts the faults that heads told of, beyond the chain's own.
    """

    chain: ChainState
    head_count: int
    faults: tuple[str, ...]

    @property
    def entry_count(self) -> int:
        """How many entries there are."""
        return self.chain.count

    @property
    def misfits(self) -> int:
        """How many heads do not fit, or nobody signed."""
        return len(self.faults) - (self.chain.broken_at is not None)


@dataclass(frozen=True, slots=True)
class CheckLedger:
    """Follow the chain, then ask every head whether it still fits."""

    search: AuditSearch
    heads: LedgerHeads
    seal: EvidenceSeal

    def __call__(self, kept_elsewhere: Iterable[bytes] = ()) -> LedgerCheck:
        """What the whole ledger comes to.

        Args:
            kept_elsewhere: Signed heads from outside, such as from bundles handed out before:
                they tell of a ledger that was made anew together with its own heads.
        """
        chain = self.search.check()
        faults = [] if chain.broken_at is None else [f"entry {chain.broken_at} breaks the chain"]
        own = [(f"head {one.head.sequence}", one.signature) for one in self.heads.every()]
        brought = [(f"head no. {n} from outside", one) for n, one in enumerate(kept_elsewhere, 1)]
        claimed: dict[int, list[tuple[str, LedgerHead]]] = {}
        for name, signature in (*own, *brought):
            try:
                head = LedgerHead.from_statement(self.seal.opened(signature, JWS_TYPE))
            except (CustodyBroken, ValueError) as fault:
                faults.append(f"{name}: {fault}")
            else:
                claimed.setdefault(head.sequence, []).append((name, head))
        faults.extend(self._misfits(claimed))
        return LedgerCheck(chain=chain, head_count=len(own) + len(brought), faults=tuple(faults))

    def _misfits(self, claimed: dict[int, list[tuple[str, LedgerHead]]]) -> Iterator[str]:
        tree = GrowingTree()
        for entry_hash in self.heads.entry_hashes():
            tree.add(entry_hash)
            for name, head in claimed.pop(tree.leaf_count, ()):
                if (head.entry_hash, head.tree_root) != (entry_hash, tree.root):
                    yield (
                        f"{name}, signed {head.signed_at:%Y-%m-%d %H:%M} UTC, stands for other"
                        f" entries than the ledger holds up to {head.sequence}"
                    )
        for sequence in sorted(claimed):
            for name, head in claimed[sequence]:
                yield (
                    f"{name}, signed {head.signed_at:%Y-%m-%d %H:%M} UTC, knows {sequence}"
                    f" entries; the ledger holds {tree.leaf_count}: its end was cut off"
                )
