"""The head of the audit ledger, signed: whoever keeps one notices any later change before it.

A chain alone can be cut at its tail or made anew from its beginning; a head that was signed,
handed out and perhaps stamped by a third party's clock cannot be made to fit another chain.
"""

import json
from dataclasses import dataclass
from datetime import UTC, datetime

FORMAT = "accident-ledger-head/1"
JWS_TYPE = "accident-ledger-head+jws"


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerHead:
    """Where the ledger stood: how many entries, the last one's hash, the root over all."""

    sequence: int
    entry_hash: str
    tree_root: str  # RFC 6962, over the entries 1 to `sequence`
    signed_at: datetime

    def statement(self) -> bytes:
        """What is signed: canonical JSON (RFC 8785 for what occurs here)."""
        return json.dumps(
            {
                "format": FORMAT,
                "sequence": self.sequence,
                "entry_hash": self.entry_hash,
                "tree_root": self.tree_root,
                "signed_at": self.signed_at.astimezone(UTC).isoformat(),
            },
            sort_keys=True,
            separators=(",", ":"),
        ).encode()

    @classmethod
    def from_statement(cls, statement: bytes) -> "LedgerHead":
        """The head a statement speaks of.

        Raises:
            ValueError: It is no statement of this format.
        """
        try:
            told = json.loads(statement)
            if told["format"] != FORMAT:
                raise ValueError(f"the format is {told['format']!r}, not {FORMAT!r}")
            return cls(
                sequence=int(told["sequence"]),
                entry_hash=str(told["entry_hash"]),
                tree_root=str(told["tree_root"]),
                signed_at=datetime.fromisoformat(told["signed_at"]),
            )
        except (KeyError, TypeError) as missing:
            raise ValueError(f"no statement of a ledger's head: {missing!r}") from missing


@dataclass(frozen=True, slots=True, kw_only=True)
class SignedHead:
    """A head with the service's signature, and the token of a time-stamping authority, if any.

    `tree` is the tree at that point, as `GrowingTree.to_texts` wrote it, to be grown further.
    """

    head: LedgerHead
    signature: bytes  # flattened JWS over the statement
    tree: tuple[tuple[int, str], ...]
    time_stamp: bytes | None = None  # RFC 3161 response over the signature's bytes, DER
