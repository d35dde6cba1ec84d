"""How insurers' receivers are reached: what seals their secrets, and what sends to them."""

from dataclasses import dataclass, field

from accident_service.adapters.database.ledger import SqlLedger
from accident_service.adapters.sealed_text import TextSeal, text_seal
from accident_service.adapters.webhooks.configured import configured_sender
from accident_service.casework.send_webhooks import SendWebhooks
from accident_service.settings import Settings
from accident_service.wiring.back_room import open_ledger
from accident_service.wiring.sandbox import sandbox_ledger


@dataclass(frozen=True, slots=True)
class SandboxSending:
    """Sends what is announced in the sandbox, once there is one."""

    settings: Settings
    _opened: list[SendWebhooks] = field(default_factory=list)

    def turn(self) -> int:
        """Send what is due; how many were taken."""
        return sum(one.turn() for one in self._sending())

    def forget_old(self) -> int:
        """Forget what was settled long ago; how many."""
        return sum(one.forget_old() for one in self._sending())

    def _sending(self) -> list[SendWebhooks]:
        if not self._opened and self.settings.sandbox_folder.exists():
            self._opened.append(_sending_of(self.settings, sandbox_ledger(self.settings)))
        return self._opened


def open_webhooks(settings: Settings) -> SendWebhooks:
    """What sends announcements; connections of its own, for a thread of its own.

    Raises:
        InvalidSettings: The file of allowed addresses cannot be used.
    """
    return _sending_of(settings, open_ledger(settings))


def webhook_seal(settings: Settings) -> TextSeal:
    """What keeps signing secrets, under a key that does not lie in the ledger."""
    return text_seal(settings.key_folder / "webhooks.key")


def _sending_of(settings: Settings, ledger: SqlLedger) -> SendWebhooks:
    return SendWebhooks(
        ledger=ledger,
        sender=configured_sender(settings.webhooks, ledger.clock),
        seal=webhook_seal(settings),
        clock=ledger.clock,
        public_url=settings.public_url,
    )
