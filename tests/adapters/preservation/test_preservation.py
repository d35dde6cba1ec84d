"""Orders go into a folder, or to a keeper on this machine that can check who sends them."""

import json
from collections.abc import Iterator
from ipaddress import ip_network
from pathlib import Path

import pytest

from accident_service.adapters.outgoing.allowed import Allowed
from accident_service.adapters.outgoing.reach import Reach
from accident_service.adapters.outgoing.signed_push import signature
from accident_service.adapters.preservation.configured import configured_preservation
from accident_service.adapters.preservation.order_files import OrderFiles
from accident_service.adapters.preservation.webhook import OrderWebhook
from accident_service.casework.preserve_clips import KeepThis
from accident_service.errors import InvalidSettings, OutsideWorldFailed
from tests.adapters.loopback_server import PostBox, serving
from tests.fakes.clock import FakeClock

SECRET = "known to both, and long enough"
ORDER = KeepThis(
    key="case-1-shop-2026-03-02T04:00:00+00:00/2026-03-02T04:01:00+00:00",
    tracking_code="BCDF0001",
    network="commercial",
    site="demo-junction",
    camera="shop",
    camera_name_zh="街角面馆门口",
    camera_name_en="Corner noodle shop",
    source_key="shops/S-12",
    from_at="2026-03-02T04:00:00+00:00",
    to_at="2026-03-02T04:01:00+00:00",
    overwritten_at="2026-03-09T04:00:00+00:00",
    basis=("VID-9",),
    is_written_notice=True,
)


@pytest.fixture
def keeper() -> Iterator[PostBox]:
    server = PostBox(201, b'{"receipt": "K-9"}')
    with serving(server):
        yield server


def webhook(keeper: PostBox, *, inside: bool = True) -> OrderWebhook:
    networks = (ip_network("127.0.0.0/8"),) if inside else ()
    allowed = Allowed(networks=networks, plain=frozenset({"127.0.0.1"}))
    return OrderWebhook(
        url=f"http://127.0.0.1:{keeper.server_address[1]}/keep",
        secret=SECRET,
        reach=Reach(allowed=allowed),
        clock=FakeClock(),
    )


def test_the_keeper_can_check_who_sends_and_names_it(keeper: PostBox) -> None:
    assert webhook(keeper).send(ORDER) == "K-9"
    ((headers, body),) = keeper.posted
    assert headers["X-Signature"] == f"sha256={signature(SECRET, headers['X-Timestamp'], body)}"
    assert headers["Idempotency-Key"] == ORDER.key
    assert json.loads(body)["words_zh"].startswith("因处理道路交通事故需要")


def test_what_is_not_taken_is_worth_another_try(keeper: PostBox) -> None:
    keeper.answers_with = 503
    with pytest.raises(OutsideWorldFailed, match="answered 503"):
        webhook(keeper).send(ORDER)
    with pytest.raises(OutsideWorldFailed, match="not an address of the public internet"):
        webhook(keeper, inside=False).send(ORDER)


def test_an_order_is_one_file_however_often_it_is_sent(tmp_path: Path) -> None:
    folder = tmp_path / "orders"
    names = {OrderFiles(folder).send(ORDER) for _ in range(2)}
    (path,) = folder.iterdir()
    assert names == {path.name}
    assert json.loads(path.read_text(encoding="utf-8"))["camera"] == "shop"
    blocked = tmp_path / "file"
    blocked.write_text("")
    with pytest.raises(OutsideWorldFailed):
        OrderFiles(blocked).send(ORDER)


def test_a_file_says_which_way(tmp_path: Path) -> None:
    assert isinstance(configured_preservation(None, tmp_path, FakeClock()), OrderFiles)
    path = tmp_path / "preservation.toml"
    good = f'url = "https://keeper.example/in"\nsecret = "{SECRET}"\nnetworks = ["10.0.0.0/8"]\n'
    path.write_text(good)
    path.chmod(0o600)
    assert isinstance(configured_preservation(path, tmp_path, FakeClock()), OrderWebhook)
    for wrong in (
        good.replace("https", "http"),
        good.replace(SECRET, "short"),
        good.replace("10.0.0.0/8", "everywhere"),
        good + 'other = "x"\n',
        "url = ",
    ):
        path.write_text(wrong)
        with pytest.raises(InvalidSettings):
            configured_preservation(path, tmp_path, FakeClock())
    path.write_text(good)
    path.chmod(0o644)
    with pytest.raises(InvalidSettings, match="read by others"):
        configured_preservation(path, tmp_path, FakeClock())
