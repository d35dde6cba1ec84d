"""From a determination that changes to an insurer that believes it, over a real connection.

The insurer runs the example of the guide, word for word: it verifies, forgets repetitions by
their id, and reads what holds now instead of believing in an order.
"""

import threading
import types
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

import pytest
from werkzeug.serving import make_server
from werkzeug.test import TestResponse

import accident_service
from accident_service.adapters.clock import SystemClock
from accident_service.adapters.webhooks.sender import HttpWebhookSender
from accident_service.adapters.webhooks.signature import signed_headers
from accident_service.casework.manage_webhooks import EndpointWish, new_secret
from accident_service.casework.send_webhooks import HOLD, SendWebhooks
from accident_service.casework.webhook_ports import ReceiverAnswer, SignedMessage
from accident_service.casework.webhook_records import DeliveryState, Endpoint
from tests.adapters.tls import HOST, OwnTls
from tests.adapters.webhooks.receiver import reach_of
from tests.casework.telling_insurers import PICC, Telling
from tests.fakes.webhooks import PlainSeal, PowerFailure

EXAMPLE = Path(accident_service.__file__).parent / "web/templates/docs/webhook_receiver.txt"
LINK = "https://accident.example/v1/determinations/2203020001-2026-000001"


@dataclass(slots=True)
class DyingSender:
    """A real sender whose process ends once, right after the receiver's answer."""

    real: HttpWebhookSender
    dies: bool = False
    sent: list[SignedMessage] = field(default_factory=list)

    def send(self, message: SignedMessage) -> ReceiverAnswer:
        """Send it, and perhaps die."""
        answer = self.real.send(message)
        self.sent.append(message)
        if self.dies:
            self.dies = False
            raise PowerFailure
        return answer

    def demand_usable(self, url: str) -> None:
        """Whatever a test listens at."""


@dataclass(slots=True)
class Insurer:
    """The guide's example at work, and the service that tells it."""

    example: types.ModuleType
    telling: Telling
    sender: DyingSender
    endpoint: Endpoint

    def told(self) -> int:
        """The relay takes a turn."""
        world = self.telling.desk.world
        return SendWebhooks(
            ledger=world.ledger,
            sender=self.sender,
            seal=PlainSeal(),
            clock=world.clock,
            public_url="https://accident.example",
        ).turn()

    def took(self, headers: dict[str, str], body: bytes) -> int:
        """Its answer to a request anybody may have sent."""
        client = self.example.app.test_client()
        answer: TestResponse = client.post(
            "/hooks", data=body, headers=headers, content_type="application/json"
        )
        return answer.status_code


@pytest.fixture
def insurer(tls: OwnTls, monkeypatch: pytest.MonkeyPatch) -> Iterator[Insurer]:
    monkeypatch.setenv("WEBHOOK_SECRETS", new_secret())
    example = types.ModuleType("receiver")
    exec(compile(EXAMPLE.read_text(), str(EXAMPLE), "exec"), example.__dict__)  # noqa: S102 - ours
    server = make_server("127.0.0.1", 0, example.app, ssl_context=tls.server)
    threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    telling = Telling()
    wish = EndpointWish(url=f"https://{HOST}:{server.server_port}/hooks")
    endpoint, secret = telling.manage.register(wish, by=PICC)
    example.__dict__["SECRETS"] = [secret]
    sender = DyingSender(HttpWebhookSender(reach_of(tls), SystemClock()))
    yield Insurer(example, telling, sender, endpoint)
    server.shutdown()
    server.server_close()


def recorded(insurer: Insurer, age: timedelta = timedelta()) -> tuple[dict[str, str], bytes]:
    """What somebody on the way may have recorded of the last message, so long ago."""
    message = insurer.sender.sent[-1]
    at = SystemClock().now() - age
    return signed_headers(message.id, message.body, message.secrets, at), message.body


def test_what_changed_is_believed_and_looked_up(insurer: Insurer) -> None:
    insurer.telling.desk.determined()
    assert insurer.told() == 1
    assert insurer.example.to_fetch == [LINK]
    (delivery,) = insurer.telling.deliveries(insurer.endpoint)
    assert (delivery.state, delivery.last_status) == (DeliveryState.DELIVERED, 204)


@pytest.mark.proves("S7")
def test_recorded_and_sent_again_it_does_nothing(insurer: Insurer) -> None:
    insurer.telling.desk.determined()
    insurer.told()
    assert insurer.took(*recorded(insurer)) == 204
    assert insurer.example.to_fetch == [LINK]


@pytest.mark.proves("S7")
def test_recorded_and_sent_again_later_it_is_refused(insurer: Insurer) -> None:
    insurer.telling.desk.determined()
    insurer.told()
    insurer.example.seen.clear()
    assert insurer.took(*recorded(insurer, timedelta(minutes=6))) == 400
    assert insurer.took(*recorded(insurer, timedelta(minutes=-6))) == 400
    assert insurer.example.to_fetch == [LINK]


@pytest.mark.proves("S7")
def test_changed_or_signed_by_another_it_is_refused(insurer: Insurer) -> None:
    insurer.telling.desk.determined()
    insurer.told()
    headers, body = recorded(insurer)
    assert insurer.took(headers, body.replace(b"issued", b"served")) == 400
    assert insurer.took({**headers, "webhook-id": "msg_another"}, body) == 400
    forged = signed_headers("msg_1", body, [new_secret()], SystemClock().now())
    assert insurer.took(forged, body) == 400
    assert insurer.took({}, body) == 400


@pytest.mark.proves("S7")
def test_a_crash_after_the_answer_sends_it_twice_and_it_counts_once(insurer: Insurer) -> None:
    insurer.telling.desk.determined()
    insurer.sender.dies = True
    with pytest.raises(PowerFailure):
        insurer.told()
    insurer.telling.pass_by(HOLD.total_seconds())
    assert insurer.told() == 1
    first, second = insurer.sender.sent
    assert (first.id, first.body) == (second.id, second.body)
    assert insurer.example.to_fetch == [LINK]


@pytest.mark.proves("S7")
def test_while_secrets_are_exchanged_nothing_is_refused_and_then_the_old_is(
    insurer: Insurer,
) -> None:
    (old,) = insurer.example.SECRETS
    new = insurer.telling.manage.rotate_secret(insurer.endpoint.id, timedelta(hours=1), by=PICC)
    insurer.telling.desk.determined()
    assert insurer.told() == 1  # the receiver knows the old one still
    insurer.example.__dict__["SECRETS"] = [new, old]
    insurer.telling.desk.served()
    assert insurer.told() == 1
    insurer.telling.pass_by(3600)
    insurer.example.__dict__["SECRETS"] = [old]
    insurer.telling.replay.ping(insurer.endpoint.id, by=PICC)
    assert insurer.told() == 0
    assert insurer.telling.deliveries(insurer.endpoint)[-1].last_status == 400


@pytest.mark.proves("S7")
def test_in_another_order_it_is_read_all_the_same(insurer: Insurer) -> None:
    desk = insurer.telling.desk.determined()
    insurer.sender.dies = True  # the first is noted by nobody and waits
    with pytest.raises(PowerFailure):
        insurer.told()
    insurer.example.seen.clear()
    insurer.example.to_fetch.clear()
    desk.served()
    insurer.telling.pass_by(HOLD.total_seconds())
    assert insurer.told() == 2
    assert insurer.example.to_fetch == [LINK, LINK]  # the link tells what holds, whichever came
