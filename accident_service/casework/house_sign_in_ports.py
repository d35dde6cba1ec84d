"""The house's own sign-in: people prove there who they are, and no password is typed here."""

from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class SentToHouse:
    """Somebody was sent to `address` to sign in; the rest is kept until they are back.

    `state` ties the answer to their browser, `nonce` to the token, and `verifier` proves that
    whoever redeems the code is whoever asked for it (PKCE, RFC 7636).
    """

    address: str
    state: str
    nonce: str
    verifier: str


@dataclass(frozen=True, slots=True)
class BackFromHouse:
    """What they brought back in the address; empty where it was not there."""

    code: str
    state: str
    issuer: str  # RFC 9207


class HouseSignIn(Protocol):
    """Sends people to the house's sign-in, and learns who came back."""

    @property
    def words(self) -> tuple[str, str]:
        """What the house calls its sign-in, in Chinese and English."""
        ...

    def begin(self, back_to: str) -> SentToHouse:
        """Where to send somebody who is to come back to the address `back_to`.

        Raises:
            OutsideWorldFailed: The house's sign-in does not answer.
        """
        ...

    def finish(self, sent: SentToHouse, back: BackFromHouse, back_to: str) -> str:
        """The name under which they came back, as our accounts know it.

        Raises:
            NotPermitted: It is no answer to what was asked, or proves nobody.
            OutsideWorldFailed: The house's sign-in does not answer.
        """
        ...
