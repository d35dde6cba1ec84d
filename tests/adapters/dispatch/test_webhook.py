"""A dispatch on this machine is sent a hand-over it can check, and names it."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from accident_service.adapters.dispatch.configured import configured_dispatch
from accident_service.adapters.dispatch.webhook import DispatchWebhook
from accident_service.adapters.dispatch.written_down import ConsoleDispatch
from accident_service.adapters.outgoing.signed_push import signature
from accident_service.casework.hand_over_scene import pushed_of
from accident_service.errors import InvalidSettings, OutsideWorldFailed
from tests.adapters.loopback_server import PostBox, serving
from tests.fakes import examples
from tests.fakes.clock import FakeClock
from tests.fakes.world import FakeSiteRegister

SECRET = "known to both, and long enough"
PUSHED = pushed_of(examples.proposed_case(), FakeSiteRegister(), "https://accident.example")


@pytest.fixture
def station() -> Iterator[PostBox]:
    server = PostBox(202, b'{"receipt": "D-7"}')
    with serving(server):
        yield server


def webhook(station: PostBox) -> DispatchWebhook:
    address = f"http://127.0.0.1:{station.server_address[1]}/in"
    return DispatchWebhook(url=address, secret=SECRET, clock=FakeClock())


def test_the_station_can_check_who_sends_and_names_it(station: PostBox) -> None:
    assert webhook(station).send(PUSHED) == "D-7"
    assert webhook(station).send(PUSHED) == "D-7"
    (headers, body), (again, _) = station.posted
    proof = signature(SECRET, headers["X-Timestamp"], body)
    assert headers["X-Signature"] == f"sha256={proof}"
    assert headers["Idempotency-Key"] == again["Idempotency-Key"] == "case-1-hand-over"
    assert json.loads(body)["tracking_code"] == "BCDF0001"


def test_no_full_phone_plate_or_name_leaves(station: PostBox) -> None:
    webhook(station).send(PUSHED)
    sent = station.posted[0][1].decode()
    for party in examples.proposed_case().parties:
        for private in (party.phone, party.vehicle.plate, party.name, party.identity_no):
            assert private not in sent


@pytest.mark.parametrize("says", [b"", b"accepted", b"[]", b'{"receipt": null}'])
def test_a_station_may_give_no_number(station: PostBox, says: bytes) -> None:
    station.says = says
    assert webhook(station).send(PUSHED) in ("", "None")


def test_what_is_not_taken_is_worth_another_try(station: PostBox) -> None:
    station.answers_with = 500
    with pytest.raises(OutsideWorldFailed, match="answered 500"):
        webhook(station).send(PUSHED)
    nobody = DispatchWebhook(url="http://127.0.0.1:9/", secret=SECRET, clock=FakeClock())
    with pytest.raises(OutsideWorldFailed, match="did not answer"):
        nobody.send(PUSHED)


def test_a_file_says_which_way(tmp_path: Path) -> None:
    assert isinstance(configured_dispatch(None, FakeClock()), ConsoleDispatch)
    path = tmp_path / "dispatch.toml"
    path.write_text(f'url = "https://dispatch.example/in"\nsecret = "{SECRET}"\n')
    path.chmod(0o600)
    assert isinstance(configured_dispatch(path, FakeClock()), DispatchWebhook)
    for wrong in (
        'url = "http://dispatch.example/in"\nsecret = "known to both, and long enough"\n',
        'url = "https://dispatch.example/in"\nsecret = "short"\n',
        'url = "https://dispatch.example/in"\n',
        "url = ",
    ):
        path.write_text(wrong)
        with pytest.raises(InvalidSettings):
            configured_dispatch(path, FakeClock())
    path.chmod(0o644)
    with pytest.raises(InvalidSettings, match="read by others"):
        configured_dispatch(path, FakeClock())
