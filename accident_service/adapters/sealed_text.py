"""Short secrets that must be read again, sealed before they are kept (AES-256-GCM).

The key lies in a file of its own, never beside what it seals: a stolen database alone opens
nothing. The seal is bound to what the secret is of, so that rows cannot be exchanged.

Reference:
    NIST SP 800-38D.
"""

import base64
import secrets
from dataclasses import dataclass

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from accident_service.errors import InvalidSettings

NONCE_BYTES = 12


@dataclass(frozen=True, slots=True)
class TextSeal:
    """Seals with one key of 32 bytes."""

    key: bytes

    def sealed(self, text: str, *, of: str) -> str:
        """The text, unreadable without the key; `of` names whose it is."""
        nonce = secrets.token_bytes(NONCE_BYTES)
        cipher = AESGCM(self.key[:32]).encrypt(nonce, text.encode(), of.encode())
        return base64.b64encode(nonce + cipher).decode()

    def opened(self, sealed: str, *, of: str) -> str:
        """The text again.

        Raises:
            InvalidSettings: It was changed, belongs to another, or was sealed with another key.
        """
        kept = base64.b64decode(sealed)
        try:
            text = AESGCM(self.key[:32]).decrypt(
                kept[:NONCE_BYTES], kept[NONCE_BYTES:], of.encode()
            )
        except InvalidTag as fault:
            raise InvalidSettings(f"what is kept of {of} cannot be opened with this key") from fault
        return text.decode()
