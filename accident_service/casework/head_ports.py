"""Ports of the ledger's signed heads: where they are kept, who signs, who witnesses."""

from collections.abc import Iterator, Mapping
from typing import Protocol

from accident_service.casefile.ledger_head import SignedHead


class LedgerHeads(Protocol):
    """The signed heads, and the entries' hashes they stand for."""

    def latest(self) -> SignedHead | None:
        """The newest head, or None while there is none."""
        ...

    def every(self, after: int = 0) -> tuple[SignedHead, ...]:
        """All heads beyond a sequence, oldest first."""
        ...

    def unstamped(self) -> tuple[SignedHead, ...]:
        """Those without a token, oldest first."""
        ...

    def entry_hashes(self, after: int = 0, up_to: int | None = None) -> Iterator[str]:
        """The hashes of the entries after a sequence, in their order, as they are kept now."""
        ...

    def add(self, signed: SignedHead) -> None:
        """Keep a head; one of the same sequence that is kept already stays."""
        ...

    def stamp(self, sequence: int, time_stamp: bytes) -> None:
        """Keep the token of a head that had none."""
        ...


class EvidenceSeal(Protocol):
    """The service's own key, for what leaves it as evidence."""

    def sealed(self, statement: bytes, kind: str) -> bytes:
        """The statement with its signature, as a flattened JWS whose `typ` is `kind`."""
        ...

    def opened(self, sealed: bytes, kind: str) -> bytes:
        """The statement of a JWS.

        Raises:
            CustodyBroken: This service's key did not sign it, or signed it as another kind.
        """
        ...

    def public_keys(self) -> Mapping[str, object]:
        """What its signatures are checked with, as a JSON Web Key Set."""
        ...


class Witness(Protocol):
    """Keeps a copy of every head where this service cannot change it."""

    def last(self) -> int:
        """The sequence of the newest head it has; 0 while it has none.

        Raises:
            OutsideWorldFailed: It did not answer.
        """
        ...

    def keep(self, signed: SignedHead) -> None:
        """Note the head.

        Raises:
            OutsideWorldFailed: It could not be noted; worth another try.
        """
        ...


class TimeStamper(Protocol):
    """A time-stamping authority (RFC 3161)."""

    def stamped(self, content: bytes) -> bytes:
        """The authority's response over the content, checked, DER.

        Raises:
            OutsideWorldFailed: It did not answer, or its answer does not hold.
        """
        ...
