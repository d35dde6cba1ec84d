"""A way to people's phones that remembers what went over it, and can be away."""

from dataclasses import dataclass, field

from accident_service.casework.notice_ports import Message
from accident_service.errors import OutsideWorldFailed


@dataclass(slots=True)
class FakeMessenger:
    """A `Messenger`."""

    sent: list[Message] = field(default_factory=list)
    away: bool = False

    def send(self, message: Message) -> None:
        """Remember the message."""
        if self.away:
            raise OutsideWorldFailed("the gateway is away")
        self.sent.append(message)
