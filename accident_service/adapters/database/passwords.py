"""Passwords and codes as slow hashes (Argon2id, RFC 9106).

Slow on purpose: whoever steals the table must spend the same time on every guess.
"""

from functools import cached_property

from argon2 import PasswordHasher
from argon2.exceptions import VerifyMismatchError


class SlowHash:
    """Hashes secrets that people choose or that have few digits."""

    def __init__(self, hasher: PasswordHasher | None = None) -> None:
        """Args: hasher: Argon2 with other costs than its library's defaults."""
        self._hasher = hasher or PasswordHasher()

    def of(self, secret: str) -> str:
        """The hash, with its salt and costs written into it."""
        return self._hasher.hash(secret)

    def matches(self, kept_hash: str, secret: str) -> bool:
        """Was this hash made from this secret?"""
        try:
            return self._hasher.verify(kept_hash, secret)
        except VerifyMismatchError:
            return False

    def is_outdated(self, kept_hash: str) -> bool:
        """Was it made with other costs than hashes are made with now?"""
        return self._hasher.check_needs_rehash(kept_hash)

    def waste_the_same_time(self, secret: str) -> None:
        """Do what `matches` does, against nobody's hash.

        So that an unknown name is refused no faster than a wrong password.
        """
        self.matches(self._nobodys_hash, secret)

    @cached_property
    def _nobodys_hash(self) -> str:
        return self._hasher.hash("nobody")
