"""The unit's key as the seal of what leaves the service as evidence."""

from collections.abc import Mapping
from dataclasses import dataclass

from accident_service.adapters.signing import UnitKey, verified


@dataclass(frozen=True, slots=True)
class UnitSeal:
    """An `EvidenceSeal`; the kind stands in the protected header, so none passes for another."""

    key: UnitKey

    def sealed(self, statement: bytes, kind: str) -> bytes:
        """The statement with its signature."""
        return self.key.signed(statement, kind)

    def opened(self, sealed: bytes, kind: str) -> bytes:
        """The statement, if it was signed as this kind.

        Raises:
            CustodyBroken: It was not signed by this key, or as another kind.
        """
        return verified(sealed, self.key.public_keys(), kind)

    def public_keys(self) -> Mapping[str, object]:
        """What its signatures are checked with."""
        return self.key.public_keys()
