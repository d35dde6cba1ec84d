"""An insurer says where it is told, tries it out, reads the log and asks again; only its own."""

import json
from dataclasses import replace
from typing import Any

import pytest

from accident_service import api
from accident_service.casework.fill_sandbox import sandbox_client
from accident_service.casework.insurer_scopes import Scope
from accident_service.casework.send_webhooks import SendWebhooks
from tests.api.door import Door, door_app, open_door
from tests.fakes.casework import FakeWorld
from tests.fakes.doors import FakeInsurerClients
from tests.fakes.webhooks import PlainSeal

HERE = "/v1/webhook-endpoints"
URL = "https://picc.example/hooks"
SCOPES = frozenset({scope.value for scope in Scope})
Json = dict[str, Any]


@pytest.fixture
def door() -> Door:
    return open_door(scopes=SCOPES)


def registered(door: Door, url: str = URL) -> Json:
    answer = door.call("POST", HERE, {"url": url})
    assert answer.status_code == 201, answer.text
    return dict(answer.get_json())


def send(door: Door) -> int:
    world = door.world
    return SendWebhooks(
        ledger=world.ledger,
        sender=world.receivers,
        seal=PlainSeal(),
        clock=world.clock,
        public_url="https://accident.example",
    ).turn()


def test_a_secret_is_shown_when_it_is_made_and_never_again(door: Door) -> None:
    made = registered(door)
    assert made["secret"].startswith("whsec_")
    one = f"{HERE}/{made['id']}"
    for read in (door.call("GET", one), door.call("GET", HERE)):
        assert "whsec_" not in read.text
        assert made["id"] in read.text
    rotated = door.call("POST", f"{one}/secret", {"overlap_hours": 2}).get_json()
    assert rotated["secret"] not in (made["secret"], "")
    assert rotated["old_secret_signs_until"].startswith("2026-03-02T06:")


def test_sent_twice_under_one_key_it_is_made_once(door: Door) -> None:
    key = {"Idempotency_Key": "register-1"}
    first, again = (door.call("POST", HERE, {"url": URL}, **key) for _ in range(2))
    assert first.get_json() == again.get_json()
    assert len(door.call("GET", HERE).get_json()["items"]) == 1
    assert door.call("POST", HERE, {"url": URL}).status_code == 409


@pytest.mark.proves("S13")
@pytest.mark.parametrize(
    "body",
    [
        {"url": "http://picc.example/"},
        {"url": ""},
        {},
        {"url": URL, "events": ["determination.proposed"]},
        {"url": URL, "secret": "mine"},
        {"url": URL, "description": "two\nlines"},
    ],
)
def test_what_cannot_be_is_refused(door: Door, body: Json) -> None:
    assert door.call("POST", HERE, body).status_code == 422


def test_a_change_leaves_the_rest_and_switches_off_and_on(door: Door) -> None:
    one = f"{HERE}/{registered(door)['id']}"
    told = door.call("PATCH", one, {"events": ["determination.revoked"]}).get_json()
    assert (told["url"], told["events"], told["active"]) == (URL, ["determination.revoked"], True)
    off = door.call("PATCH", one, {"active": False}).get_json()
    assert (off["active"], off["disabled_because"]) == (False, "by-insurer")
    assert door.call("POST", f"{one}/ping").status_code == 409
    assert door.call("PATCH", one, {"active": True}).get_json()["active"]


def test_a_trial_is_sent_and_its_delivery_told(door: Door) -> None:
    one = f"{HERE}/{registered(door)['id']}"
    waiting = door.call("POST", f"{one}/ping")
    assert (waiting.status_code, waiting.get_json()["state"]) == (202, "waiting")
    assert send(door) == 1
    (message,) = door.world.receivers.taken
    assert json.loads(message.body)["type"] == "endpoint.ping"
    told = door.call("GET", f"{one}/deliveries/{message.id}").get_json()
    assert (told["state"], told["last_status"], told["number"]) == ("delivered", 204, None)
    assert [one["status"] for one in told["all_tries"]] == [204]


def test_the_log_is_read_page_by_page_and_by_state(door: Door) -> None:
    one = f"{HERE}/{registered(door)['id']}"
    for _ in range(3):
        door.call("POST", f"{one}/ping")
        door.world.clock.pass_by(1)
    seen, page = [], f"{one}/deliveries?limit=2"
    while page:
        told = door.call("GET", page).get_json()
        seen += [item["timestamp"] for item in told["items"]]
        page = told["next"]
    assert seen == sorted(seen, reverse=True)
    assert len(seen) == 3
    failed = door.call("GET", f"{one}/deliveries?state=failed").get_json()
    assert failed == {"items": [], "next": None}
    assert door.call("GET", f"{one}/deliveries?state=lost").status_code == 422


def test_one_and_all_that_failed_are_sent_again(door: Door) -> None:
    one = f"{HERE}/{registered(door)['id']}"
    message = door.call("POST", f"{one}/ping").get_json()["id"]
    send(door)
    again = door.call("POST", f"{one}/deliveries/{message}/replay")
    assert (again.status_code, again.get_json()["state"]) == (202, "waiting")
    assert send(door) == 1
    since = {"since": "2026-03-01T00:00:00Z"}
    assert door.call("POST", f"{one}/replay", since).get_json() == {"count": 0}
    everything = since | {"states": ["delivered"]}
    assert door.call("POST", f"{one}/replay", everything).get_json() == {"count": 1}
    assert door.call("POST", f"{one}/replay", since | {"states": ["waiting"]}).status_code == 422
    assert door.call("POST", f"{one}/replay", {"since": "2026-03-01"}).status_code == 422


def test_removed_it_is_gone(door: Door) -> None:
    one = f"{HERE}/{registered(door)['id']}"
    assert door.call("DELETE", one).status_code == 204
    assert door.call("GET", one).status_code == 404
    assert door.call("DELETE", one).status_code == 404


ROUTES: list[tuple[str, str, Json | None]] = [
    ("GET", "", None),
    ("PATCH", "", {"active": False}),
    ("DELETE", "", None),
    ("POST", "/secret", {}),
    ("POST", "/ping", None),
    ("GET", "/deliveries", None),
    ("GET", "/deliveries/{message}", None),
    ("POST", "/deliveries/{message}/replay", None),
    ("POST", "/replay", {"since": "2026-03-01T00:00:00Z"}),
]


@pytest.mark.proves("S7")
@pytest.mark.parametrize(("method", "below", "body"), ROUTES)
def test_another_s_endpoint_and_none_look_alike(method: str, below: str, body: Json | None) -> None:
    door = open_door(scopes=SCOPES, others=SCOPES)
    theirs = registered(door)["id"]
    message = door.call("POST", f"{HERE}/{theirs}/ping").get_json()["id"]

    def asked(endpoint: str) -> tuple[int, Json]:
        path = f"{HERE}/{endpoint}{below.format(message=message)}"
        answer = door.call(method, path, body, by="cpic-client")
        return answer.status_code, {**answer.get_json(), "request_id": ""}

    before = door.world.ledger.tables.webhooks
    assert asked(theirs) == asked("whe_nobody")
    assert asked(theirs)[0] == 404
    assert door.world.ledger.tables.webhooks == before
    assert door.call("GET", HERE, by="cpic-client").get_json() == {"items": []}


@pytest.mark.parametrize(("method", "below", "body"), [("GET", None, None), *ROUTES])
def test_without_the_scope_nothing_is_told(method: str, below: str | None, body: Json) -> None:
    path = HERE if below is None else f"{HERE}/whe_1{below.format(message='msg_1')}"
    answer = open_door().call(method, path, body)
    assert answer.status_code == 403
    assert 'scope="webhooks:manage"' in answer.headers["WWW-Authenticate"]


def test_an_endpoint_of_the_sandbox_lies_in_the_sandbox_s_ledger_alone() -> None:
    trying = FakeInsurerClients(clients=(sandbox_client("trying", SCOPES),))
    real, apart = FakeWorld(insurers=trying), FakeWorld(insurers=trying)
    app = door_app()
    samples = replace(real.casework(), ledger=apart.ledger)
    api.register(app, real.casework(), lambda: samples)
    door = Door(real, app.test_client())
    made = door.call("POST", HERE, {"url": URL}, by="trying").get_json()
    assert list(apart.ledger.tables.webhooks.endpoints) == [made["id"]]
    assert not real.ledger.tables.webhooks.endpoints
    assert door.call("POST", f"{HERE}/{made['id']}/ping", by="trying").status_code == 202
