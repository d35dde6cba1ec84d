"""Sign where the audit ledger stands, so that nothing before it can be changed unnoticed.

Done every so often, and for every evidence bundle. A ledger that no longer holds what was
signed before is not signed again: that would cover up what happened to it.
"""

from dataclasses import dataclass, replace

from accident_service.casefile.ledger_head import JWS_TYPE, LedgerHead, SignedHead
from accident_service.casefile.merkle import GrowingTree
from accident_service.casework.head_ports import EvidenceSeal, LedgerHeads, TimeStamper, Witness
from accident_service.casework.ports import Clock
from accident_service.errors import CustodyBroken, OutsideWorldFailed


@dataclass(frozen=True, slots=True)
class SignHead:
    """Sign the newest head, and see to copies and time stamps outside."""

    heads: LedgerHeads
    seal: EvidenceSeal
    clock: Clock
    witness: Witness | None = None
    time_stamper: TimeStamper | None = None

    def __call__(self) -> SignedHead | None:
        """The newest head, signed now if entries have come since; None while there are none.

        Raises:
            CustodyBroken: The ledger no longer holds the entry that was signed last.
        """
        before = self.heads.latest()
        tree = GrowingTree.from_texts(before.tree if before else ())
        entries = iter(self.heads.entry_hashes(after=_from(before)))
        if before is not None and next(entries, None) != before.head.entry_hash:
            raise CustodyBroken(
                f"entry {before.head.sequence} of the audit ledger, signed at"
                f" {before.head.signed_at:%Y-%m-%d %H:%M} UTC, is gone or another"
            )
        last = ""
        for last in entries:
            tree.add(last)
        return self._signed(tree, last) if last else before

    def see_to_copies(self) -> int:
        """Bring heads to the witness and stamp those without a token; how many were stamped.

        Raises:
            OutsideWorldFailed: Witness or authority did not answer; the rest waits.
        """
        if self.witness is not None:
            for signed in self.heads.every(after=self.witness.last()):
                self.witness.keep(signed)
        stamped = 0
        if self.time_stamper is not None:
            for signed in self.heads.unstamped():
                token = self.time_stamper.stamped(signed.signature)
                self.heads.stamp(signed.head.sequence, token)
                stamped += 1
        return stamped

    def stamped(self, signed: SignedHead) -> SignedHead:
        """The head with a token, if the authority gives one now; else as it is, stamped later."""
        if self.time_stamper is None or signed.time_stamp is not None:
            return signed
        try:
            token = self.time_stamper.stamped(signed.signature)
        except OutsideWorldFailed:
            return signed
        self.heads.stamp(signed.head.sequence, token)
        return replace(signed, time_stamp=token)

    def turn(self) -> int:
        """Sign and see to copies; 1 where a new head was signed, else 0.

        Raises:
            CustodyBroken: As above.
            OutsideWorldFailed: As above, after the head was kept.
        """
        before = self.heads.latest()
        now = self()
        self.see_to_copies()
        return 0 if now is None or (before and before.head == now.head) else 1

    def _signed(self, tree: GrowingTree, entry_hash: str) -> SignedHead:
        head = LedgerHead(
            sequence=tree.leaf_count,
            entry_hash=entry_hash,
            tree_root=tree.root,
            signed_at=self.clock.now(),
        )
        signed = SignedHead(
            head=head,
            signature=self.seal.sealed(head.statement(), JWS_TYPE),
            tree=tuple(tree.to_texts()),
        )
        self.heads.add(signed)
        kept = self.heads.latest()
        return signed if kept is None or kept.head.sequence != head.sequence else kept


def _from(before: SignedHead | None) -> int:
    """From the last signed entry on, that one included: it must still be there."""
    return 0 if before is None else before.head.sequence - 1
