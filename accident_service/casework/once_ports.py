"""An insurer's write that is sent twice happens once: answers kept under the caller's key."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol


@dataclass(frozen=True, slots=True)
class KeptAnswer:
    """What was answered the first time; the body is JSON."""

    status: int
    body: str


class Refusal(StrEnum):
    """Why a request under a known key is not carried out."""

    STILL_RUNNING = "still-running"  # the first one is not answered yet
    OTHER_REQUEST = "other-request"  # the key was used for something else


@dataclass(frozen=True, slots=True)
class Begun:
    """Nobody used the key before: carry the request out, then `finish` or `forget` it."""


class AnswersOnce(Protocol):
    """Answers by client and key, for a day."""

    def begin(self, client_id: str, key: str, request_sha256: str) -> Begun | KeptAnswer | Refusal:
        """Claim the key, or tell what became of it; one of two at the same time claims it."""
        ...

    def finish(self, client_id: str, key: str, answer: KeptAnswer) -> None:
        """Keep the answer for whoever asks again."""
        ...

    def forget(self, client_id: str, key: str) -> None:
        """Give the key free: nothing was done."""
        ...
