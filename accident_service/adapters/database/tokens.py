"""Random tokens we make ourselves, and the only form in which they are kept.

A token of 256 random bits cannot be guessed, so a fast hash is enough; the slow one is for
what people choose.
"""

import hashlib
import secrets

TOKEN_BYTES = 32


def new_token() -> str:
    """A fresh token, safe in a URL."""
    return secrets.token_urlsafe(TOKEN_BYTES)


def hash_of(token: str) -> str:
    """What is kept of a token: its SHA-256, in hexadecimal."""
    return hashlib.sha256(token.encode()).hexdigest()
