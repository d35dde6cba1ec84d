"""How insurers' receivers are reached: what they ask for at the door, and what sends to them."""

from accident_service.adapters.key_files import kept_key
from accident_service.adapters.sealed_text import TextSeal
from accident_service.adapters.webhooks.configured import configured_sender
from accident_service.casework.manage_webhooks import ManageWebhooks
from accident_service.casework.ports import Clock, Ledger
from accident_service.casework.send_webhooks import SendWebhooks
from accident_service.settings import Settings
from accident_service.wiring.back_room import open_ledger


def managing(settings: Settings, ledger: Ledger, clock: Clock) -> ManageWebhooks:
    """What insurers change of their endpoints, under these settings."""
    return ManageWebhooks(
        ledger=ledger,
        clock=clock,
        seal=_seal(settings),
        sender=configured_sender(settings.webhooks, clock),
    )


def open_webhooks(settings: Settings) -> SendWebhooks:
    """What sends announcements; connections of its own, for a thread of its own.

    Raises:
        InvalidSettings: The file of allowed addresses cannot be used.
    """
    ledger = open_ledger(settings)
    return SendWebhooks(
        ledger=ledger,
        sender=configured_sender(settings.webhooks, ledger.clock),
        seal=_seal(settings),
        clock=ledger.clock,
        public_url=settings.public_url,
    )


def _seal(settings: Settings) -> TextSeal:
    return TextSeal(kept_key(settings.key_folder / "webhooks.key"))
