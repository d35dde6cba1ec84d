"""An insurer's receiver that remembers what it took, and a seal that hides nothing."""

from dataclasses import dataclass, field

from accident_service.casework.webhook_ports import ReceiverAnswer, SignedMessage
from accident_service.errors import InvalidInput, InvalidSettings, OutsideWorldFailed


class PowerFailure(Exception):
    """The process ends between the receiver's answer and our note of it."""


@dataclass(slots=True)
class FakeReceivers:
    """A `WebhookSender`: answers 204, unless told otherwise for an address."""

    taken: list[SignedMessage] = field(default_factory=list)
    answers: dict[str, ReceiverAnswer] = field(default_factory=dict)
    away: set[str] = field(default_factory=set)
    dies_after: bool = False

    def send(self, message: SignedMessage) -> ReceiverAnswer:
        """Take it, or fail as told."""
        if message.url in self.away:
            raise OutsideWorldFailed("the receiver did not answer")
        answer = self.answers.get(message.url, ReceiverAnswer(status=204))
        if answer.status == 204:
            self.taken.append(message)
        if self.dies_after:
            raise PowerFailure
        return answer

    def demand_usable(self, url: str) -> None:
        """Only https."""
        if not url.startswith("https://"):
            raise InvalidInput("an address for announcements begins with https://")


class PlainSeal:
    """A `SecretSeal` one can look through."""

    def sealed(self, text: str, *, of: str) -> str:
        """The text with its owner."""
        return f"{of}:{text}"

    def opened(self, sealed: str, *, of: str) -> str:
        """The text again."""
        owner, _, text = sealed.partition(":")
        if owner != of:
            raise InvalidSettings(f"sealed for {owner}")
        return text
