"""What telling people needs: notices kept beside what they tell of, and a way to send them."""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from accident_service.casefile.notice import Notice
from accident_service.quantities.identifiers import CaseId


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptNotice:
    """A notice in the ledger, and what has become of it."""

    id: int
    notice: Notice
    attempts: int
    sent_at: datetime | None
    failure: str
    given_up: bool
    channel: str = "sms"


class NoticeStore(Protocol):
    """Notices, inside a unit of work."""

    def add(self, notice: Notice) -> None:
        """Keep a notice to be sent."""
        ...

    def of_case(self, case_id: CaseId) -> tuple[KeptNotice, ...]:
        """The notices of a case, oldest first."""
        ...

    def due(self, now_at: datetime, limit: int) -> tuple[KeptNotice, ...]:
        """Those neither sent nor given up whose time has come, oldest first."""
        ...

    def claim(self, kept: KeptNotice, until: datetime) -> bool:
        """Take the next attempt and keep others off until then; False when another took it."""
        ...

    def mark_sent(self, notice_id: int, at: datetime) -> None:
        """It was accepted for delivery; a phone kept for it is forgotten."""
        ...

    def mark_failed(self, notice_id: int, failure: str, retry_at: datetime | None) -> None:
        """It was not accepted; tried again at `retry_at`, or given up when None."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """One text message as a gateway takes it: the words, or a template with its parameters."""

    phone: str
    text: str
    template: str  # kind and language, such as "joined.zh"; gateways know it by an id of theirs
    parameters: tuple[tuple[str, str], ...]


class Messenger(Protocol):
    """A way to somebody's phone."""

    def send(self, message: Message) -> None:
        """Hand the message over for delivery.

        Raises:
            OutsideWorldFailed: It was not accepted; worth trying again.
        """
        ...
