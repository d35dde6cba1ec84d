"""An insurer's endpoints are its own; their secrets are told once and exchanged without a gap."""

import base64
from datetime import timedelta

import pytest

from accident_service.casework.manage_webhooks import MOST_ENDPOINTS, EndpointWish
from accident_service.casework.webhook_records import DeliveryState, DisabledWhy, EndpointState
from accident_service.errors import Conflict, InvalidInput, NotFound
from tests.casework.telling_insurers import CPIC, PICC, URL, Telling
from tests.fakes import examples

WISH = EndpointWish(url=URL)


@pytest.fixture
def telling() -> Telling:
    return Telling()


def test_a_secret_is_what_the_specification_asks_for(telling: Telling) -> None:
    _, secret = telling.manage.register(WISH, by=PICC)
    _, other = telling.manage.register(EndpointWish(url="https://b.example"), by=PICC)
    assert secret != other
    assert secret.startswith("whsec_")
    assert 24 <= len(base64.b64decode(secret.removeprefix("whsec_"))) <= 64


@pytest.mark.parametrize(
    "wish",
    [
        pytest.param(EndpointWish(url="http://picc.example/"), id="not encrypted"),
        pytest.param(EndpointWish(url="https://picc.example/" + "x" * 500), id="too long"),
        pytest.param(EndpointWish(url=URL, description="x" * 201), id="too much said"),
    ],
)
def test_what_cannot_be_used_is_refused(telling: Telling, wish: EndpointWish) -> None:
    with pytest.raises(InvalidInput):
        telling.manage.register(wish, by=PICC)


def test_an_address_is_registered_once_and_an_insurer_has_only_so_many(telling: Telling) -> None:
    telling.endpoint()
    with pytest.raises(Conflict, match="registered already"):
        telling.endpoint()
    for number in range(1, MOST_ENDPOINTS):
        telling.endpoint(f"https://picc.example/{number}")
    with pytest.raises(Conflict, match="at most"):
        telling.endpoint("https://picc.example/one-more")
    telling.endpoint(URL, CPIC)


def test_another_insurer_s_endpoint_is_as_good_as_none(telling: Telling) -> None:
    endpoint = telling.endpoint()
    for act in (
        lambda: telling.manage.change(endpoint.id, WISH, active=False, by=CPIC),
        lambda: telling.manage.remove(endpoint.id, by=CPIC),
        lambda: telling.manage.rotate_secret(endpoint.id, timedelta(), by=CPIC),
        lambda: telling.replay.ping(endpoint.id, by=CPIC),
        lambda: telling.replay.replay(endpoint.id, "msg_1", by=CPIC),
        lambda: telling.replay.replay_since(endpoint.id, endpoint.created_at, by=CPIC),
    ):
        with pytest.raises(NotFound):
            act()
    assert telling.now(endpoint) == endpoint


def test_switched_off_and_on_again(telling: Telling) -> None:
    endpoint = telling.endpoint()
    telling.replay.ping(endpoint.id, by=PICC)
    off = telling.manage.change(endpoint.id, WISH, active=False, by=PICC)
    assert (off.state, off.disabled_why) == (EndpointState.DISABLED, DisabledWhy.BY_INSURER)
    assert telling.sending.turn() == 0
    with pytest.raises(Conflict, match="switched off"):
        telling.replay.ping(endpoint.id, by=PICC)
    on = telling.manage.change(endpoint.id, WISH, active=True, by=PICC)
    assert (on.state, on.disabled_why, on.disabled_at) == (EndpointState.ACTIVE, None, None)


def test_what_was_missed_is_sent_when_it_is_asked_for(telling: Telling) -> None:
    endpoint = telling.endpoint()
    telling.manage.change(endpoint.id, WISH, active=False, by=PICC)
    telling.desk.determined()
    telling.manage.change(endpoint.id, WISH, active=True, by=PICC)
    assert telling.sending.turn() == 0
    assert telling.replay.replay_since(endpoint.id, endpoint.created_at, by=PICC) == 1
    assert telling.sending.turn() == 1
    assert telling.replay.replay_since(endpoint.id, endpoint.created_at, by=PICC) == 0


def test_only_what_was_announced_since_is_sent_again(telling: Telling) -> None:
    endpoint = telling.endpoint()
    telling.desk.determined()
    telling.pass_by(60)
    telling.desk.served()
    telling.sending.turn()
    since = telling.desk.world.clock.now()
    states = frozenset({DeliveryState.DELIVERED})
    assert telling.replay.replay_since(endpoint.id, since, states=states, by=PICC) == 1


def test_one_delivery_is_sent_again_under_its_id(telling: Telling) -> None:
    endpoint = telling.endpoint()
    telling.desk.determined()
    telling.sending.turn()
    (delivered,) = telling.deliveries(endpoint)
    telling.replay.replay(endpoint.id, delivered.announcement.id, by=PICC)
    telling.sending.turn()
    first, second = telling.receivers.taken
    assert (first.id, first.body) == (second.id, second.body)
    with telling.desk.world.ledger.reading() as work:
        assert len(work.webhook_outbox.tries(endpoint.id, first.id)) == 2


def test_removed_it_leaves_nothing_behind_but_the_record(telling: Telling) -> None:
    endpoint = telling.endpoint()
    telling.desk.determined()
    telling.manage.remove(endpoint.id, by=PICC)
    assert telling.sending.turn() == 0
    with pytest.raises(NotFound):
        telling.now(endpoint)
    acts = [entry.act.verb for entry in telling.desk.world.ledger.tables.audit]
    assert acts[0] == "register-webhook"
    assert acts[-1] == "remove-webhook"


def test_an_administrator_s_word_outweighs_the_insurer_s(telling: Telling) -> None:
    endpoint = telling.endpoint()
    officer = examples.officer()
    telling.watch.switch(endpoint.id, active=False, by=officer)
    with pytest.raises(Conflict, match="those who run the service"):
        telling.manage.change(endpoint.id, WISH, active=True, by=PICC)
    assert telling.watch.switch(endpoint.id, active=True, by=officer).state is EndpointState.ACTIVE
    telling.replay.ping(endpoint.id, by=PICC)
    telling.sending.turn()
    (watched,) = telling.watch.all()
    assert watched.counts == {DeliveryState.DELIVERED: 1}
    ((delivery, tries),) = telling.watch.log(endpoint.id).deliveries
    assert delivery.state is DeliveryState.DELIVERED
    assert [one.status for one in tries] == [204]
