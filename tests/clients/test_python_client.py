"""The Python client, on the API itself."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import httpx
import pytest
from accident_determinations import Client, NotFound, Problem
from accident_determinations.errors import BytesDiffer
from accident_determinations.webhooks import NotTheirs, announcement
from standardwebhooks import Webhook
from typing_extensions import override

from accident_service.casework.insurer_scopes import Scope
from tests.api.door import NUMBER, Door, issue, open_door

RIGHT = "secret"
SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"


@pytest.fixture
def door() -> Door:
    opened = open_door(scopes=frozenset(Scope))
    for index in (2, 3):
        issue(opened.world, index)
    return opened


@pytest.fixture
def waits() -> list[float]:
    return []


@pytest.fixture
def client(door: Door, waits: list[float]) -> Iterator[Client]:
    with connected(httpx.WSGITransport(app=door.client.application), waits) as opened:
        yield opened


def connected(transport: httpx.BaseTransport, waits: list[float], secret: str = RIGHT) -> Client:
    http = httpx.Client(transport=transport)
    return Client("http://here", "picc-client", secret, http=http, wait=waits.append)


class Flaky(httpx.BaseTransport):
    """Fails as told before it lets calls through; None breaks the connection."""

    def __init__(self, door: Door, *faults: httpx.Response | None) -> None:
        self.inner = httpx.WSGITransport(app=door.client.application)
        self.faults = list(faults)
        self.calls: list[httpx.Request] = []

    @override
    def handle_request(self, request: httpx.Request) -> httpx.Response:
        self.calls.append(request)
        if self.faults and not request.url.path.endswith("/token"):
            fault = self.faults.pop(0)
            if fault is None:
                raise httpx.ConnectError("broken", request=request)
            return fault
        return self.inner.handle_request(request)


def test_pages_come_as_one_list(client: Client) -> None:
    entries = list(client.determinations(limit=1))
    assert [entry.number[-1] for entry in entries] == ["1", "2", "3"]
    assert entries[0].status == "issued"
    assert not list(client.determinations(updated_since=datetime(2030, 1, 1, tzinfo=UTC)))
    assert not list(client.determinations(plate="京A00001"))


def test_one_is_read_with_its_document_and_claim(client: Client) -> None:
    read = client.determination(NUMBER)
    assert [party.responsibility for party in read.parties] == ["none", "full"]
    assert [party.name for party in read.own] == ["甲某"]
    assert read.in_force
    assert read.claim is None
    assert client.document(NUMBER).startswith(b"%PDF-")
    assert client.masked_document(NUMBER).startswith(b"%PDF-")

    left = client.leave_claim(NUMBER, "CLM-1")
    assert client.determination(NUMBER).claim == left


def test_refusals_are_told_apart(door: Door, client: Client) -> None:
    with pytest.raises(NotFound) as nothing:
        client.determination("none")
    assert nothing.value.type == "urn:accident-service:not-found"
    assert len(nothing.value.request_id) >= 8
    with pytest.raises(Problem) as refused:
        list(client.determinations(status="lost"))
    assert refused.value.status == 422
    transport = httpx.WSGITransport(app=door.client.application)
    with pytest.raises(Problem, match="invalid_client"):
        connected(transport, [], secret="wrong").determination(NUMBER)


def test_what_passes_is_tried_again_after_the_time_told(door: Door, waits: list[float]) -> None:
    busy = httpx.Response(429, headers={"Retry-After": "7"})
    flaky = Flaky(door, busy, None, httpx.Response(503))
    assert connected(flaky, waits).leave_claim(NUMBER, "CLM-1").reference == "CLM-1"
    assert waits == [7.0, 1.0, 2.0]
    keys = {call.headers.get("Idempotency-Key") for call in flaky.calls if call.method == "PUT"}
    assert len(keys) == 1


def test_what_does_not_pass_is_told_at_last(door: Door, waits: list[float]) -> None:
    with pytest.raises(Problem, match="no-answer"):
        connected(Flaky(door, *[None] * 9), waits).determination(NUMBER)
    with pytest.raises(Problem, match="503"):
        connected(Flaky(door, *[httpx.Response(503)] * 9), waits).determination(NUMBER)


def test_a_token_that_ended_is_replaced(door: Door, client: Client) -> None:
    client.determination(NUMBER)
    door.world.clock.pass_by(901)
    assert client.determination(NUMBER).number == NUMBER


def test_other_bytes_than_issued_are_not_handed_on(door: Door) -> None:
    genuine = connected(Flaky(door), []).determination(NUMBER).raw
    swapped = Flaky(door, httpx.Response(200, json=dict(genuine)), httpx.Response(200, text="?"))
    with pytest.raises(BytesDiffer):
        connected(swapped, []).document(NUMBER)


@pytest.mark.proves("S7")
def test_only_fresh_announcements_under_ones_own_secret_are_believed() -> None:
    changed = {"number": NUMBER, "version": 1, "status": "served", "link": "https://x/y"}
    at = datetime.now(tz=UTC)  # noqa: TID251 - the library looks at the wall
    told = {"type": "determination.served", "timestamp": at.isoformat(), "data": changed}
    body = json.dumps(told)

    def headers(at: datetime) -> dict[str, str]:
        signature = Webhook(SECRET).sign("msg_1", at, body)
        stamp = str(int(at.timestamp()))
        return {
            "Webhook-Id": "msg_1",
            "Webhook-Timestamp": stamp,
            "Webhook-Signature": signature,
        }

    old_and_new = ["whsec_" + "QUFB" * 8, SECRET]
    heard = announcement(body.encode(), headers(at), secrets=old_and_new)
    assert (heard.id, heard.number, heard.status) == ("msg_1", NUMBER, "served")
    for secrets, when in ((old_and_new[:1], at), ([SECRET], at - timedelta(hours=1))):
        with pytest.raises(NotTheirs):
            announcement(body.encode(), headers(when), secrets=secrets)
