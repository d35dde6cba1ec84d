"""Recordings by address, from a server on this machine over TLS that dies now and then."""

import base64
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from accident_service.adapters.clip_sources.table import Recorder
from accident_service.errors import (
    AddressRefused,
    ClipSourceUnavailable,
    InvalidSettings,
    InvalidSite,
    NoFootage,
)
from tests.adapters.clip_sources.sourcing import GATE, SECRET, fetched, recorder, spans_s
from tests.adapters.dying_server import DyingServer, HandedOut, served
from tests.adapters.tls import OwnTls
from tests.fakes.world import camera

SPAN = "/clips/{camera}/{from:%Y%m%dT%H%M%SZ}-{to:%H%M%SZ}.mp4?key=1"
SEGMENT = "/files/{camera}/{start:%Y-%m-%d/%H%M%S}.ts"


@pytest.fixture(scope="module")
def station(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[DyingServer, OwnTls]]:
    with served(tmp_path_factory.mktemp("tls")) as both:
        yield both


@pytest.fixture
def server(station: tuple[DyingServer, OwnTls]) -> DyingServer:
    station[0].files.clear()
    station[0].asked.clear()
    return station[0]


@pytest.fixture
def ca(station: tuple[DyingServer, OwnTls]) -> str:
    return str(station[1].certificate)


def by_span(
    server: DyingServer, ca: str, more: Mapping[str, object] | None = None, now_s: float = 3600.0
) -> Recorder:
    return recorder({"kind": "https", "url": server.url + SPAN, "ca": ca, **(more or {})}, now_s)


def by_segment(server: DyingServer, ca: str, now_s: float = 3600.0) -> Recorder:
    told = {"kind": "https", "url": server.url + SEGMENT, "segment_s": 10, "ca": ca}
    return recorder({**told, "zone": "Asia/Shanghai", "precision_s": 1}, now_s)


def test_a_span_is_asked_for_by_its_address_and_taken_up_where_it_broke_off(
    server: DyingServer, ca: str, tmp_path: Path
) -> None:
    content = b"recorded" * 1000
    path = "/clips/gate/20260302T120010Z-120020Z.mp4"
    server.files[path + "?key=1"] = HandedOut(content, dies_after=[100])
    delivery = fetched(by_span(server, ca), (10, 20), tmp_path / "into")
    (part,) = delivery.parts
    assert part.path.read_bytes() == content
    assert spans_s(delivery) == [(10, 20)]
    assert (part.name, part.media_type) == (path, "video/mp4")  # without the query
    assert (delivery.source_kind, delivery.source_address) == ("https", server.url)
    assert [wanted for _, wanted in server.asked] == ["", "bytes=100-"]


def test_segments_are_asked_for_one_by_one_and_a_missing_one_is_a_gap(
    server: DyingServer, ca: str, tmp_path: Path
) -> None:
    for second in ("00", "20"):
        server.files[f"/files/gate/2026-03-02/2000{second}.ts"] = HandedOut(second.encode())
    delivery = fetched(by_segment(server, ca), (5, 25), tmp_path / "into")
    assert [part.path.read_bytes() for part in delivery.parts] == [b"00", b"20"]
    assert spans_s(delivery) == [(0, 10), (20, 30)]
    with pytest.raises(NoFootage):
        fetched(by_segment(server, ca), (31, 49), tmp_path / "none")


def test_a_camera_name_is_one_step_of_the_address(
    server: DyingServer, ca: str, tmp_path: Path
) -> None:
    odd = camera("gate", source_key="a b?c")
    with pytest.raises(NoFootage, match="no such recording"):
        fetched(by_span(server, ca), (10, 20), tmp_path / "into", camera=odd)
    assert server.asked[-1][0].startswith("/clips/a%20b%3Fc/")
    led_out = camera("gate", source_key="../admin")
    with pytest.raises(NoFootage, match="not a camera's name"):
        fetched(by_span(server, ca), (10, 20), tmp_path / "into", camera=led_out)


@pytest.mark.parametrize(
    ("user", "header"),
    [("", SECRET), ("me", "Basic " + base64.b64encode(f"me:{SECRET}".encode()).decode())],
)
def test_credentials_are_looked_up_when_asking(
    server: DyingServer, ca: str, tmp_path: Path, user: str, header: str
) -> None:
    server.files["/clips/gate/20260302T120010Z-120020Z.mp4?key=1"] = HandedOut(b"x", secret=header)
    more = {"user": user} if user else {}
    asked = by_span(server, ca, {"secret": "env:NVR_SECRET", **more})
    assert fetched(asked, (10, 20), tmp_path / "into").parts
    with pytest.raises(ClipSourceUnavailable, match="refuses our credentials"):
        fetched(by_span(server, ca), (10, 20), tmp_path / "into")
    lost = by_span(server, ca, {"secret": "env:OTHER"})
    with pytest.raises(ClipSourceUnavailable, match="env:OTHER is not there"):
        fetched(lost, (10, 20), tmp_path / "into")


def test_what_is_still_being_recorded_is_not_asked_for(
    server: DyingServer, ca: str, tmp_path: Path
) -> None:
    with pytest.raises(ClipSourceUnavailable, match="not yet"):
        fetched(by_span(server, ca, now_s=15), (10, 20), tmp_path / "into")
    with pytest.raises(ClipSourceUnavailable, match="not yet"):
        fetched(by_segment(server, ca, now_s=27), (5, 25), tmp_path / "into")
    assert server.asked == []


def test_a_server_that_always_dies_or_is_gone_is_worth_another_try(
    server: DyingServer, ca: str, tmp_path: Path
) -> None:
    path = "/clips/gate/20260302T120010Z-120020Z.mp4?key=1"
    server.files[path] = HandedOut(b"recorded" * 1000, dies_after=[10] * 9)
    with pytest.raises(ClipSourceUnavailable, match="broke off after 40 bytes"):
        fetched(by_span(server, ca), (10, 20), tmp_path / "into")
    assert list((tmp_path / "into").iterdir()) == []
    nobody = recorder({"kind": "https", "url": "https://recorder.test:9" + SPAN, "ca": ca})
    with pytest.raises(ClipSourceUnavailable, match="does not answer"):
        fetched(nobody, (10, 20), tmp_path / "into")


def test_headers_may_tell_the_span_that_was_really_sent(
    server: DyingServer, ca: str, tmp_path: Path
) -> None:
    server.files["/clips/gate/20260302T120010Z-120020Z.mp4?key=1"] = HandedOut(b"x")
    asked = by_span(server, ca, {"starts": "X-Starts", "ends": "X-Ends"})
    with pytest.raises(ClipSourceUnavailable, match="does not tell in X-Starts"):
        fetched(asked, (10, 20), tmp_path / "into")
    server.files["/clips/gate/20260302T120010Z-120020Z.mp4?key=1"] = HandedOut(
        b"x",
        headers={"X-Starts": "2026-03-02T20:00:08.5+08:00", "X-Ends": "2026-03-02T12:00:21Z"},
    )
    assert spans_s(fetched(asked, (10, 20), tmp_path / "into")) == [(8.5, 21)]


def test_a_recording_of_another_time_or_a_page_is_not_taken(
    server: DyingServer, ca: str, tmp_path: Path
) -> None:
    path = "/clips/gate/20260302T120010Z-120020Z.mp4?key=1"
    yesterday = {"X-Starts": "2026-03-01T12:00:10Z", "X-Ends": "2026-03-01T12:00:20Z"}
    server.files[path] = HandedOut(b"x", headers=yesterday)
    asked = by_span(server, ca, {"starts": "X-Starts", "ends": "X-Ends"})
    with pytest.raises(NoFootage):
        fetched(asked, (10, 20), tmp_path / "into")
    server.files[path] = HandedOut(b"<html>", headers={"Content-Type": "text/html; charset=utf-8"})
    with pytest.raises(ClipSourceUnavailable, match="sent text/html where a recording"):
        fetched(by_span(server, ca), (10, 20), tmp_path / "page")
    assert list((tmp_path / "page").iterdir()) == []


@pytest.mark.parametrize(
    ("table", "error"),
    [
        ({"url": "https://a.example/{camera}.mp4"}, InvalidSettings),
        ({"url": "https://{camera}.example/{from:%s}{to:%s}"}, InvalidSettings),
        ({"url": "https://a.example/{camera}/{begin}/{from:%s}{to:%s}"}, InvalidSettings),
        ({"url": "http://a.example" + SPAN}, AddressRefused),
        ({"url": f"https://me:{SECRET}@a.example" + SPAN}, AddressRefused),
        ({"url": "https://a.example" + SPAN, "secret": SECRET}, InvalidSettings),
        ({"url": "https://a.example" + SPAN, "user": "me"}, InvalidSite),
        ({"url": "https://a.example" + SPAN, "header": "a: b"}, InvalidSite),
        ({"url": "https://a.example" + SPAN, "ca": "/nowhere"}, InvalidSettings),
        ({"url": "https://a.example" + SPAN, "starts": "X-Starts"}, InvalidSite),
        ({"url": "https://a.example" + SPAN, "password": SECRET}, InvalidSite),
    ],
)
def test_a_table_that_cannot_be_used_is_refused_without_repeating_secrets(
    table: dict[str, object], error: type[Exception]
) -> None:
    with pytest.raises(error) as refused:
        recorder({"kind": "https", **table}).source(GATE)
    assert SECRET not in str(refused.value)
