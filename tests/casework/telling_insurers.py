"""PICC with an endpoint, a determination that changes its standing, and a sender to be turned."""

from dataclasses import dataclass, field
from random import Random

from accident_service.casefile.announcement import EventType
from accident_service.casework.manage_webhooks import EndpointWish, ManageWebhooks
from accident_service.casework.replay_webhooks import CallingInsurer, ReplayWebhooks
from accident_service.casework.send_webhooks import SendWebhooks
from accident_service.casework.watch_webhooks import WatchWebhooks
from accident_service.casework.webhook_records import Delivery, Endpoint
from accident_service.quantities.identifiers import InsurerId
from tests.casework.after_decision import Desk
from tests.fakes.doors import insurer_client
from tests.fakes.webhooks import FakeReceivers, PlainSeal

URL = "https://picc.example/hooks"
PICC = CallingInsurer(insurer=insurer_client("PICC").insurer, actor="insurer:picc-client")
CPIC = CallingInsurer(insurer=insurer_client("CPIC").insurer, actor="insurer:cpic-client")
STRANGER = CallingInsurer(insurer=InsurerId("PINGAN"), actor="insurer:pingan-client")


@dataclass(slots=True)
class Telling:
    """Everything around one ledger."""

    desk: Desk = field(default_factory=Desk)
    public_url: str = "https://accident.example"

    @property
    def receivers(self) -> FakeReceivers:
        """Everybody's receivers."""
        return self.desk.world.receivers

    @property
    def manage(self) -> ManageWebhooks:
        """An insurer's acts."""
        return self.desk.casework.manage_webhooks

    @property
    def replay(self) -> ReplayWebhooks:
        """An insurer's wishes to hear again."""
        return self.desk.casework.replay_webhooks

    @property
    def watch(self) -> WatchWebhooks:
        """An administrator's view."""
        return self.desk.casework.watch_webhooks

    @property
    def sending(self) -> SendWebhooks:
        """The relay's sender; its chance is the same every time."""
        return SendWebhooks(
            ledger=self.desk.world.ledger,
            sender=self.receivers,
            seal=PlainSeal(),
            clock=self.desk.world.clock,
            public_url=self.public_url,
            chance=Random(7),  # noqa: S311 - spreads tries; guards nothing
        )

    def endpoint(self, url: str = URL, by: CallingInsurer = PICC, *types: EventType) -> Endpoint:
        """An endpoint registered."""
        wish = EndpointWish(url=url, types=frozenset(types))
        return self.manage.register(wish, by=by)[0]

    def now(self, endpoint: Endpoint) -> Endpoint:
        """The endpoint as it stands."""
        with self.desk.world.ledger.reading() as work:
            return work.webhook_endpoints.one(endpoint.id)

    def deliveries(self, endpoint: Endpoint) -> tuple[Delivery, ...]:
        """All of an endpoint's, in the order they were written down."""
        kept = self.desk.world.ledger.tables.webhooks.deliveries.values()
        return tuple(one for one in kept if one.endpoint == endpoint.id)

    def types(self, endpoint: Endpoint) -> list[EventType]:
        """What was announced there."""
        return [one.announcement.type for one in self.deliveries(endpoint)]

    def pass_by(self, seconds: float) -> None:
        """Let time pass."""
        self.desk.world.clock.pass_by(seconds)
