"""The unit's key as the seal of what leaves the service as evidence."""

import json
from base64 import urlsafe_b64decode
from collections.abc import Mapping
from dataclasses import dataclass

from accident_service.adapters.signing import UnitKey, verified
from accident_service.errors import CustodyBroken


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
        statement = verified(sealed, self.key.public_keys())
        protected = json.loads(sealed)["protected"]
        told = json.loads(urlsafe_b64decode(protected + "=" * (-len(protected) % 4)))
        if told.get("typ") != kind:
            raise CustodyBroken(f"it was signed as {told.get('typ')!r}, not as {kind!r}")
        return statement

    def public_keys(self) -> Mapping[str, object]:
        """What its signatures are checked with."""
        return self.key.public_keys()
