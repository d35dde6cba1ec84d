"""Short secrets that must be read again, sealed before they are kept (AES-256-GCM).

The key lies in a file of its own, never beside what it seals: a stolen database alone opens
nothing. The seal is bound to what the secret is of, so that rows cannot be exchanged.

Reference:
    NIST SP 800-38D.
"""

import base64
import secrets
from dataclasses import dataclass
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from accident_service.adapters.key_files import kept_keys
from accident_service.errors import InvalidSettings

NONCE_BYTES = 12
KEY_BYTES = 32


@dataclass(frozen=True, slots=True)
class TextSeal:
    """Seals with one key of 32 bytes; opens also what keys before it have sealed."""

    key: bytes
    former: tuple[bytes, ...] = ()

    def sealed(self, text: str, *, of: str) -> str:
        """The text, unreadable without the key; `of` names whose it is."""
        nonce = secrets.token_bytes(NONCE_BYTES)
        cipher = AESGCM(self.key[:KEY_BYTES]).encrypt(nonce, text.encode(), of.encode())
        return base64.b64encode(nonce + cipher).decode()

    def opened(self, sealed: str, *, of: str) -> str:
        """The text again.

        Raises:
            InvalidSettings: It was changed, belongs to another, or was sealed with another key.
        """
        kept = base64.b64decode(sealed)
        nonce, cipher = kept[:NONCE_BYTES], kept[NONCE_BYTES:]
        for key in (self.key, *self.former):
            try:
                return AESGCM(key[:KEY_BYTES]).decrypt(nonce, cipher, of.encode()).decode()
            except InvalidTag:
                continue
        raise InvalidSettings(f"what is kept of {of} cannot be opened with this key")


def text_seal(path: Path) -> TextSeal:
    """The seal with the key in `path`, made where there is none, and with those before it.

    Raises:
        InvalidSettings: A key can be read by others, or is none.
    """
    key, *former = kept_keys(path)
    return TextSeal(key, tuple(former))
