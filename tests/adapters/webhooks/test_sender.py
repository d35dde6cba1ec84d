"""Announcements reach a real receiver over TLS, and no address they should not reach."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from standardwebhooks import Webhook

from accident_service.adapters.clock import SystemClock
from accident_service.adapters.outgoing.allowed import Allowed
from accident_service.adapters.outgoing.reach import Reach
from accident_service.adapters.webhooks.sender import (
    LONGEST_ANSWER_BYTES,
    HttpWebhookSender,
    patience_s,
)
from accident_service.casework.manage_webhooks import new_secret
from accident_service.casework.webhook_ports import ReceiverAnswer, SignedMessage
from accident_service.errors import AddressRefused, OutsideWorldFailed
from tests.adapters.tls import OwnTls
from tests.adapters.webhooks.receiver import LOOPBACK, Receiver, reach_of

SECRET = new_secret()


@pytest.fixture
def sender(tls: OwnTls) -> HttpWebhookSender:
    return HttpWebhookSender(reach_of(tls), SystemClock())


def message(url: str) -> SignedMessage:
    return SignedMessage(url=url, id="msg_1", body=b'{"data":{}}', secrets=(SECRET,))


def test_it_arrives_signed_and_is_verified(sender: HttpWebhookSender, receiver: Receiver) -> None:
    assert sender.send(message(receiver.url)) == ReceiverAnswer(status=204)
    (received,) = receiver.received
    assert received.path == "/hooks?for=claims"
    assert received.headers["content-type"] == "application/json"
    assert Webhook(SECRET).verify(received.body, dict(received.headers)) == {"data": {}}


@pytest.mark.proves("S2", "S7")
def test_a_redirect_is_an_answer_and_nobody_follows_it(
    sender: HttpWebhookSender, receiver: Receiver
) -> None:
    receiver.will_answer(307, Location=receiver.url + "&again=yes")
    assert sender.send(message(receiver.url)).status == 307
    assert len(receiver.received) == 1


def test_a_receiver_s_wish_for_patience_is_heard(
    sender: HttpWebhookSender, receiver: Receiver
) -> None:
    receiver.will_answer(503, Retry_After="120")
    assert sender.send(message(receiver.url)) == ReceiverAnswer(status=503, retry_after_s=120.0)


@pytest.mark.parametrize(
    ("said", "seconds"),
    [
        ("120", 120.0),
        ("Mon, 02 Mar 2026 04:01:00 GMT", 60.0),
        ("Mon, 02 Mar 2026 03:00:00 GMT", 0.0),
        ("", None),
        ("soon", None),
        ("-5", None),
        ("9" * 40, None),
    ],
)
def test_patience_is_asked_for_in_seconds_or_by_date(said: str, seconds: float | None) -> None:
    assert patience_s(said, datetime(2026, 3, 2, 4, 0, tzinfo=UTC)) == seconds


def test_a_receiver_that_talks_too_much_has_not_taken_it(
    sender: HttpWebhookSender, receiver: Receiver
) -> None:
    receiver.will_answer(200, b"x" * (LONGEST_ANSWER_BYTES + 1))
    with pytest.raises(OutsideWorldFailed, match="more than 65536 bytes"):
        sender.send(message(receiver.url))


@pytest.mark.proves("S2")
def test_what_a_name_leads_to_is_judged_at_every_sending(tls: OwnTls, receiver: Receiver) -> None:
    answers: list[tuple[str, ...]] = [("127.0.0.1",), ("10.0.0.1",), ("127.0.0.1",)]

    def rebinding(_host: str, _port: int) -> Sequence[str]:
        return answers.pop(0)

    sender = HttpWebhookSender(replace(reach_of(tls), resolve=rebinding), SystemClock())
    sender.send(message(receiver.url))
    with pytest.raises(OutsideWorldFailed, match="not an address of the public internet"):
        sender.send(message(receiver.url))
    sender.send(message(receiver.url))
    assert len(receiver.received) == 2


@pytest.mark.proves("S2")
def test_without_the_operator_s_word_this_machine_is_not_reached(
    tls: OwnTls, receiver: Receiver
) -> None:
    usual = Reach(allowed=Allowed(ports=None), tls=tls.client, resolve=reach_of(tls).resolve)
    with pytest.raises(OutsideWorldFailed, match="public internet"):
        HttpWebhookSender(usual, SystemClock()).send(message(receiver.url))
    assert receiver.received == []


@pytest.mark.proves("S2")
@pytest.mark.parametrize(
    "url",
    [
        "http://receiver.example/",
        "https://user:word@receiver.example/",
        "https://receiver.example:22/",
        "https://127.0.0.1/",
        "https://10.0.0.1/",
        "https://169.254.169.254/latest/meta-data",
        "https://[::1]/",
        "https://[::ffff:10.0.0.1]/",
        "https://[64:ff9b::a00:1]/",
        "https://2130706433/",
        "https://0x7f.1/",
        "file:///etc/passwd",
        "gopher://receiver.example/",
    ],
)
def test_what_would_never_be_sent_to_is_refused_when_it_is_registered(url: str) -> None:
    with pytest.raises(AddressRefused):
        HttpWebhookSender(Reach(allowed=Allowed()), SystemClock()).demand_usable(url)


def test_a_network_the_operator_names_is_meant() -> None:
    private = Reach(allowed=Allowed(networks=LOOPBACK))
    HttpWebhookSender(private, SystemClock()).demand_usable("https://127.0.0.1/hooks")
