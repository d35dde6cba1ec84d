"""What insurers may ask of the service: determinations, claims, and being told of changes."""

from dataclasses import dataclass

from accident_service.casework.link_claim import LinkClaim
from accident_service.casework.manage_webhooks import ManageWebhooks
from accident_service.casework.outside_world import OutsideWorld
from accident_service.casework.read_determination import ReadDetermination
from accident_service.casework.replay_webhooks import ReplayWebhooks
from accident_service.casework.watch_webhooks import WatchWebhooks


@dataclass(frozen=True, slots=True, kw_only=True)
class InsurerActs(OutsideWorld):
    """The acts at the insurers' door, and their watching, on one outside world."""

    @property
    def read_determination(self) -> ReadDetermination:
        """Read as an insurer."""
        return ReadDetermination(self.ledger, self.clock)

    @property
    def link_claim(self) -> LinkClaim:
        """Leave an insurer's claim with an accident."""
        return LinkClaim(self.ledger, self.clock)

    @property
    def manage_webhooks(self) -> ManageWebhooks:
        """Say where an insurer is told."""
        return ManageWebhooks(
            ledger=self.ledger,
            clock=self.clock,
            seal=self.webhook_seal,
            sender=self.webhook_sender,
        )

    @property
    def replay_webhooks(self) -> ReplayWebhooks:
        """Try a receiver out, and send it again what it missed."""
        return ReplayWebhooks(ledger=self.ledger, clock=self.clock)

    @property
    def watch_webhooks(self) -> WatchWebhooks:
        """How insurers' endpoints do."""
        return WatchWebhooks(self.ledger, self.clock)
