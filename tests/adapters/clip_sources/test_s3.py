"""Recordings from a real S3-compatible store on this machine, over a line that is cut."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from accident_service.adapters.clip_sources.table import Recorder
from accident_service.adapters.clock import SystemClock
from accident_service.errors import AddressRefused, ClipSourceUnavailable, InvalidSite, NoFootage
from tests.adapters.clip_sources.s3_server import BUCKET, KEY, Store, stored
from tests.adapters.clip_sources.sourcing import GATE, SECRET, fetched, recorder, spans_s
from tests.fakes.world import camera

PATTERN = "{camera}/{date:%Y-%m-%d}/{hour:%H}/{start:%M.%S}.mp4"
CONTENT = bytes(range(256)) * 2000


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    with stored(tmp_path_factory.mktemp("store"), SECRET) as running:
        running.put(
            {
                "nvr/gate/2026-03-02/11/59.50.mp4": b"before",
                "nvr/gate/2026-03-02/12/00.00.mp4": CONTENT,
                "nvr/gate/2026-03-02/12/00.10.mp4": b"second",
                "nvr/gate/2026-03-02/12/notes.txt": b"no recording",
                "nvr/gate two/2026-03-02/12/00.00.mp4": b"other",
            }
        )
        yield running


@pytest.fixture(autouse=True)
def whole_line(store: Store) -> None:
    store.line.cuts = []


def asking(store: Store, *, bucket: str = BUCKET, place: str = "env:NVR_SECRET") -> Recorder:
    return recorder(
        {
            "kind": "s3",
            "url": store.url,
            "bucket": bucket,
            "prefix": "nvr",
            "key": KEY,
            "secret": place,
            "pattern": PATTERN,
            "length_s": 10,
        },
        clock=SystemClock(),  # the store looks at the wall, too
    )


def test_every_object_of_the_time_is_brought_and_named(store: Store, tmp_path: Path) -> None:
    delivery = fetched(asking(store), (-5, 15), tmp_path / "into")
    assert [part.path.read_bytes() for part in delivery.parts] == [b"before", CONTENT, b"second"]
    assert spans_s(delivery) == [(-10, 0), (0, 10), (10, 20)]
    assert delivery.parts[0].name == "nvr/gate/2026-03-02/11/59.50.mp4"
    assert (delivery.source_kind, delivery.source_address) == ("s3", f"{store.url}/{BUCKET}/nvr")
    told = repr(delivery)
    assert SECRET not in told
    assert "Signature" not in told


def test_a_line_that_is_cut_is_taken_up_where_it_broke(store: Store, tmp_path: Path) -> None:
    store.line.cuts = [1 << 20] * 3 + [100_000]  # the listings pass
    delivery = fetched(asking(store), (1, 5), tmp_path / "into")
    assert [part.path.read_bytes() for part in delivery.parts] == [CONTENT]
    assert store.line.cuts == []


def test_a_line_that_is_always_cut_leaves_nothing(store: Store, tmp_path: Path) -> None:
    store.line.cuts = [1 << 20] * 3 + [1000] * 9
    with pytest.raises(ClipSourceUnavailable, match="broke off") as broken:
        fetched(asking(store), (1, 5), tmp_path / "into")
    assert SECRET not in str(broken.value)
    assert list((tmp_path / "into").iterdir()) == []


def test_a_camera_with_a_space_is_only_itself(store: Store, tmp_path: Path) -> None:
    spaced = camera("gate", source_key="gate two")
    (part,) = fetched(asking(store), (1, 5), tmp_path / "into", camera=spaced).parts
    assert part.path.read_bytes() == b"other"


def test_what_is_not_there_is_no_footage(store: Store, tmp_path: Path) -> None:
    with pytest.raises(NoFootage, match=r"nearest is nvr/gate/2026-03-02/12/00\.10\.mp4"):
        fetched(asking(store), (100, 110), tmp_path / "into")
    with pytest.raises(NoFootage):
        fetched(asking(store, bucket="elsewhere"), (1, 5), tmp_path / "into")


def test_a_wrong_secret_is_told_without_it(store: Store, tmp_path: Path) -> None:
    wrong = tmp_path / "secret"
    wrong.write_text("not the secret")
    wrong.chmod(0o600)
    with pytest.raises(ClipSourceUnavailable, match="refuses our credentials") as refused:
        fetched(asking(store, place=f"file:{wrong}"), (1, 5), tmp_path / "into")
    assert "not the secret" not in str(refused.value)


def test_tables_that_cannot_be_used(store: Store) -> None:
    told = {"kind": "s3", "bucket": BUCKET, "pattern": PATTERN, "length_s": 10}
    with pytest.raises(InvalidSite, match="together with its `secret`"):
        recorder({**told, "url": store.url, "key": KEY})
    with pytest.raises(AddressRefused, match="without TLS"):
        recorder({**told, "url": "http://store.example:9000"}).source(GATE)
