"""The unit's signature: Ed25519 in a JWS of the flattened JSON serialisation (RFC 7515, 7.2.2).

Flattened rather than compact, because it is kept and handed out as a JSON file. The key id
is the public key's thumbprint (RFC 7638), so a reader with several keys picks the right one.
Ed25519 is deterministic: the same content signed twice is the same file.
"""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from joserfc import jws
from joserfc.errors import JoseError
from joserfc.jwk import KeySet, OKPKey
from joserfc.jws import HeaderDict

from accident_service.adapters.key_files import kept_keys
from accident_service.errors import CustodyBroken, InvalidSettings

ALGORITHM = "Ed25519"
SEED_BYTES = 32
TYPE = "accident-determination+jws"


class UnitKey:
    """The private key of the issuing unit, from its 32-byte seed.

    Of the keys before it, only the public halves are kept: they check what is signed, and can
    sign nothing more.
    """

    def __init__(self, seed: bytes, former: tuple[bytes, ...] = ()) -> None:
        """Take the seed as it is kept.

        Args:
            former: Public keys that have signed before, 32 bytes each.

        Raises:
            InvalidSettings: The seed is not 32 bytes long.
        """
        if len(seed) != SEED_BYTES:
            raise InvalidSettings(f"the unit's key has {len(seed)} bytes; it takes {SEED_BYTES}")
        self._key = OKPKey.import_key(Ed25519PrivateKey.from_private_bytes(seed))
        self._key_id = self._key.thumbprint()
        self._former = tuple(
            OKPKey.import_key(Ed25519PublicKey.from_public_bytes(one)) for one in former
        )

    def signed(self, payload: bytes, kind: str = TYPE) -> bytes:
        """The payload with its signature, as a flattened JWS; `kind` says what is signed."""
        member: HeaderDict = {"protected": {"alg": ALGORITHM, "typ": kind, "kid": self._key_id}}
        parts = jws.serialize_json(member, payload, self._key, algorithms=[ALGORITHM])
        return json.dumps(parts, sort_keys=True, separators=(",", ":")).encode()

    def public_keys(self) -> Mapping[str, object]:
        """The public keys as a JSON Web Key Set, the one that signs now first."""
        every = (self._key, *self._former)
        return {
            "keys": [
                {
                    **one.as_dict(private=False),
                    "kid": one.thumbprint(),
                    "alg": ALGORITHM,
                    "use": "sig",
                }
                for one in every
            ]
        }


def kept_unit_key(path: Path) -> UnitKey:
    """The unit's key in `path`, made where there is none, and the public halves of those before.

    Raises:
        InvalidSettings: A file can be read by others, or is no key.
    """
    key, *former = kept_keys(path)
    return UnitKey(key, tuple(former))


def public_half(seed: bytes) -> bytes:
    """What is kept of a key that signs no more."""
    return Ed25519PrivateKey.from_private_bytes(seed).public_key().public_bytes_raw()


def verified(signed: bytes, public_keys: Mapping[str, Any], kind: str | None = None) -> bytes:
    """The payload of a signed document.

    Args:
        kind: What it must have been signed as; None takes any.

    Raises:
        CustodyBroken: No key of the set made this signature, or it is no signed document, or
            it was signed as another kind.
    """
    try:
        keys = KeySet.import_key_set({"keys": list(public_keys["keys"])})
        checked = jws.deserialize_json(json.loads(signed), keys, algorithms=[ALGORITHM])
    except (JoseError, ValueError, KeyError, TypeError) as failure:
        raise CustodyBroken(f"the signature does not hold: {failure}") from failure
    for member in checked.members:
        told = (member.protected or {}).get("typ")
        if kind not in (None, told):
            raise CustodyBroken(f"it was signed as {told!r}, not as {kind!r}")
    payload: bytes = checked.payload
    return payload
