"""What is announced arrives at least once, under one id; who fails is asked again over days."""

from datetime import timedelta

import pytest

from accident_service.casefile.announcement import EventType
from accident_service.casefile.webhook_schedule import LONGEST_REST_S, PAUSES_S
from accident_service.casework.send_webhooks import HOLD, LOG_KEPT
from accident_service.casework.webhook_ports import ReceiverAnswer
from accident_service.casework.webhook_records import (
    DeliveryState,
    DisabledWhy,
    Endpoint,
    EndpointState,
)
from tests.casework.telling_insurers import CPIC, PICC, URL, Telling
from tests.fakes.webhooks import PowerFailure

OTHER = "https://cpic.example/"
JITTERED = 1.25


@pytest.fixture
def telling() -> Telling:
    return Telling()


@pytest.fixture
def endpoint(telling: Telling) -> Endpoint:
    """PICC's, with one issued determination to be told of."""
    endpoint = telling.endpoint()
    telling.desk.determined()
    return endpoint


def test_it_is_sent_once_with_the_endpoint_s_secret(telling: Telling, endpoint: Endpoint) -> None:
    assert telling.sending.turn() == 1
    (message,) = telling.receivers.taken
    (delivery,) = telling.deliveries(endpoint)
    assert (message.url, message.id) == (URL, delivery.announcement.id)
    assert message.body == delivery.announcement.body(telling.public_url)
    assert [secret.startswith("whsec_") for secret in message.secrets] == [True]
    assert delivery.state is DeliveryState.DELIVERED
    telling.pass_by(1e6)
    assert telling.sending.turn() == 0


def test_while_a_secret_is_exchanged_both_sign(telling: Telling, endpoint: Endpoint) -> None:
    new = telling.manage.rotate_secret(endpoint.id, timedelta(hours=1), by=PICC)
    telling.sending.turn()
    assert len(telling.receivers.taken[0].secrets) == 2
    assert telling.receivers.taken[0].secrets[0] == new
    telling.pass_by(3600)
    telling.replay.ping(endpoint.id, by=PICC)
    telling.sending.turn()
    assert telling.receivers.taken[1].secrets == (new,)


def test_who_fails_is_asked_ten_times_over_days_and_switched_off(
    telling: Telling, endpoint: Endpoint
) -> None:
    telling.receivers.away.add(URL)
    for pause_s in PAUSES_S:
        assert telling.sending.turn() == 0
        assert telling.now(endpoint).state is EndpointState.ACTIVE
        telling.pass_by(pause_s * JITTERED + LONGEST_REST_S)
    telling.sending.turn()
    (delivery,) = telling.deliveries(endpoint)
    assert (delivery.state, delivery.tries) == (DeliveryState.FAILED, 1 + len(PAUSES_S))
    off = telling.now(endpoint)
    assert (off.state, off.disabled_why) == (EndpointState.DISABLED, DisabledWhy.UNREACHABLE)


def test_one_who_comes_back_gets_what_waited_under_the_same_id(
    telling: Telling, endpoint: Endpoint
) -> None:
    telling.receivers.away.add(URL)
    telling.sending.turn()
    telling.receivers.away.clear()
    telling.pass_by(PAUSES_S[0] * JITTERED)
    assert telling.sending.turn() == 1
    assert telling.receivers.taken[0].id == telling.deliveries(endpoint)[0].announcement.id
    assert telling.now(endpoint).failures_in_a_row == 0


def test_one_announcement_never_taken_switches_nothing_off_while_others_are(
    telling: Telling, endpoint: Endpoint
) -> None:
    for pause_s in PAUSES_S:
        telling.receivers.answers[URL] = ReceiverAnswer(status=500)
        telling.sending.turn()
        telling.receivers.answers.clear()
        telling.replay.ping(endpoint.id, by=PICC)
        assert telling.sending.turn() == 1
        telling.pass_by(pause_s * JITTERED)
    telling.receivers.answers[URL] = ReceiverAnswer(status=500)
    telling.sending.turn()
    assert telling.deliveries(endpoint)[0].state is DeliveryState.FAILED
    assert telling.now(endpoint).state is EndpointState.ACTIVE


@pytest.mark.parametrize("status", [301, 302, 307, 400, 404, 429, 500, 503])
def test_whatever_is_not_2xx_is_a_failure_and_tried_again(
    telling: Telling, endpoint: Endpoint, status: int
) -> None:
    telling.receivers.answers[URL] = ReceiverAnswer(status=status)
    telling.sending.turn()
    (delivery,) = telling.deliveries(endpoint)
    assert (delivery.state, delivery.last_status) == (DeliveryState.WAITING, status)


@pytest.mark.proves("S7")
def test_410_switches_the_endpoint_off_at_once(telling: Telling, endpoint: Endpoint) -> None:
    telling.pass_by(1)
    telling.replay.ping(endpoint.id, by=PICC)
    telling.receivers.answers[URL] = ReceiverAnswer(status=410)
    telling.sending.turn()
    off = telling.now(endpoint)
    assert (off.state, off.disabled_why) == (EndpointState.DISABLED, DisabledWhy.GONE)
    assert [one.state for one in telling.deliveries(endpoint)] == [
        DeliveryState.FAILED,
        DeliveryState.MISSED,
    ]
    assert telling.desk.world.ledger.tables.audit[-1].act.verb == "disable-webhook"


@pytest.mark.usefixtures("endpoint")
def test_a_receiver_that_asks_for_patience_gets_it(telling: Telling) -> None:
    telling.receivers.answers[URL] = ReceiverAnswer(status=429, retry_after_s=3600)
    telling.sending.turn()
    telling.receivers.answers.clear()
    telling.pass_by(3599)
    assert telling.sending.turn() == 0
    telling.pass_by(2)
    assert telling.sending.turn() == 1


def test_a_crash_after_the_answer_sends_it_twice_under_one_id(
    telling: Telling, endpoint: Endpoint
) -> None:
    telling.receivers.dies_after = True
    with pytest.raises(PowerFailure):
        telling.sending.turn()
    telling.receivers.dies_after = False
    assert telling.sending.turn() == 0  # held by the one that died
    telling.pass_by(HOLD.total_seconds())
    assert telling.sending.turn() == 1
    first, second = telling.receivers.taken
    assert (first.id, first.body) == (second.id, second.body)
    assert telling.deliveries(endpoint)[0].state is DeliveryState.DELIVERED


def test_a_failing_receiver_rests_and_holds_up_nobody_else(
    telling: Telling, endpoint: Endpoint
) -> None:
    others = telling.endpoint(OTHER, CPIC)
    telling.pass_by(1)
    telling.replay.ping(endpoint.id, by=PICC)
    telling.replay.ping(others.id, by=CPIC)
    telling.receivers.away.add(URL)
    assert telling.sending.turn() == 1
    assert [one.url for one in telling.receivers.taken] == [OTHER]
    tried = [one.tries for one in telling.deliveries(endpoint)]
    assert tried == [1, 0]  # the second is not even tried while it rests


def test_the_log_is_forgotten_after_its_time_and_what_waits_is_not(
    telling: Telling, endpoint: Endpoint
) -> None:
    telling.sending.turn()
    telling.replay.ping(endpoint.id, by=PICC)
    telling.receivers.away.add(URL)
    telling.pass_by(LOG_KEPT.total_seconds() + 1)
    assert telling.sending.forget_old() == 1
    assert telling.types(endpoint) == [EventType.PING]
