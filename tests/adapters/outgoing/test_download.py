"""A transfer that breaks off goes on where it stopped, begins anew, or fails; never half."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from accident_service.adapters.outgoing.download import DownloadLimits, Fetched, download
from accident_service.adapters.outgoing.exchange import Ask
from accident_service.errors import OutsideWorldFailed
from tests.adapters.dying_server import DyingServer, HandedOut, reach_of, served
from tests.adapters.tls import OwnTls

CONTENT = bytes(range(256)) * 400
OTHER = CONTENT[::-1]
AT_ONCE = DownloadLimits(pause_s=0.0)


@pytest.fixture(scope="module")
def station(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[DyingServer, OwnTls]]:
    with served(tmp_path_factory.mktemp("tls")) as both:
        yield both


class Bench:
    """One download of one file."""

    def __init__(self, station: tuple[DyingServer, OwnTls], folder: Path) -> None:
        self.server, self.tls = station
        self.server.asked.clear()
        self.into = folder / "clip"

    def bring(self, file: HandedOut, limits: DownloadLimits = AT_ONCE) -> Fetched:
        self.server.files["/clip.mp4"] = file
        reach = reach_of(self.tls)
        ask = Ask(reach.allowed.target(f"{self.server.url}/clip.mp4"))
        return download(reach, ask, self.into, lambda _share: None, limits)

    def ranges(self) -> list[str]:
        return [wanted for _, wanted in self.server.asked]

    def left_over(self) -> list[str]:
        return [path.name for path in self.into.parent.iterdir()]


@pytest.fixture
def bench(station: tuple[DyingServer, OwnTls], tmp_path: Path) -> Bench:
    return Bench(station, tmp_path)


def test_a_whole_file_comes_at_once(bench: Bench) -> None:
    found = bench.bring(HandedOut(CONTENT))
    assert (found.status, found.size_bytes) == (200, len(CONTENT))
    assert found.headers["content-type"] == "video/mp4"
    assert bench.into.read_bytes() == CONTENT
    assert bench.left_over() == ["clip"]


def test_a_server_that_dies_twice_is_asked_for_the_rest(bench: Bench) -> None:
    bench.bring(HandedOut(CONTENT, dies_after=[1000, 5000]))
    assert bench.into.read_bytes() == CONTENT
    assert bench.ranges() == ["", "bytes=1000-", "bytes=6000-"]


@pytest.mark.parametrize(
    "file",
    [
        HandedOut(CONTENT, dies_after=[1000], changes=OTHER),  # another file by then
        HandedOut(CONTENT, dies_after=[1000], changes=OTHER, if_range=False),
        HandedOut(CONTENT, dies_after=[1000], etag='W/"1"'),  # nobody vouches that it is the same
        HandedOut(CONTENT, dies_after=[1000], ranges=False),
        HandedOut(CONTENT, dies_after=[1000], etag="", chunked=True),
    ],
    ids=["changed", "changed-unnoticed", "weak", "no-ranges", "chunked"],
)
def test_where_it_cannot_go_on_it_begins_anew(bench: Bench, file: HandedOut) -> None:
    whole = file.changes or file.content
    bench.bring(file)
    assert bench.into.read_bytes() == whole


def test_a_server_that_always_dies_leaves_nothing(bench: Bench) -> None:
    with pytest.raises(OutsideWorldFailed, match="broke off after 4000 bytes"):
        bench.bring(HandedOut(CONTENT, dies_after=[1000] * 9))
    assert len(bench.ranges()) == 4
    assert bench.left_over() == []


@pytest.mark.parametrize(
    ("limits", "why"),
    [
        (DownloadLimits(bytes=1000), "more than 1000 bytes"),
        (DownloadLimits(within_s=0.0), "took more than"),
    ],
)
def test_limits_hold(bench: Bench, limits: DownloadLimits, why: str) -> None:
    with pytest.raises(OutsideWorldFailed, match=why):
        bench.bring(HandedOut(CONTENT), limits)
    assert bench.left_over() == []


def test_a_refusal_is_told_as_it_stands(bench: Bench) -> None:
    assert bench.bring(HandedOut(CONTENT, secret="Bearer other")).status == 401
    assert bench.left_over() == []
