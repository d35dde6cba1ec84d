"""Every source, the same accident: the right seconds, over a border, by a camera's own clock.

A recorder whose clock is 38 s fast has kept three files of two seconds: the second begins where
the first ends, the third after a gap. In every picture a block stands two pixels further to the
right than in the one before, so that a picture tells when it was taken.
"""

import threading
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import timedelta
from pathlib import Path
from typing import NamedTuple

import pytest

from accident_service.adapters.blob_store import LocalBlobStore
from accident_service.adapters.clip_probe import ClipLimits
from accident_service.adapters.clip_sources.named_folder import NamedFolder
from accident_service.adapters.clip_sources.table import Recorder
from accident_service.adapters.clock import SystemClock
from accident_service.adapters.joining.joiner import ChildJoiner
from accident_service.adapters.sealer import BlobSealer, digests_of
from accident_service.adapters.video_reader import ClipReader
from accident_service.casefile.analysis import BlobRef
from accident_service.casework.seal_delivery import Asked, SealDelivery
from accident_service.errors import ClipSourceUnavailable
from accident_service.footage.clip import SealedClip
from accident_service.quantities.uncertainty import Estimate
from tests.adapters.clip_maker import ClipRecipe, even_times_s, write_clip
from tests.adapters.clip_sources.frigate_server import FrigateServer, Kept, Segment
from tests.adapters.clip_sources.s3_server import BUCKET, KEY, stored
from tests.adapters.clip_sources.sourcing import NOON, SECRET, fetched, recorder, request
from tests.adapters.dying_server import HandedOut, served
from tests.adapters.tls import own_tls
from tests.fakes.clock import FakeClock
from tests.fakes.world import camera

pytestmark = pytest.mark.video

RATE_HZ, SEGMENT_S, FAST_S = 25.0, 2.0, 38.0
GATE = camera("gate", clock_offset_s=Estimate(FAST_S, 0.1))
STARTS_S = (38.0, 40.0, 46.0)  # by the recorder's clock, seconds after noon
PATTERN = "{camera}/{start:%Y-%m-%d/%H}/{start:%M.%S}.mp4"
WANTED_S = (39.0, 46.5)


class Broken(NamedTuple):
    """A source, and what makes its next transfer break off for good."""

    recorder: Recorder
    breaks: list[int]  # bytes after which transfers end
    passes: int = 0  # answers before the transfer


@contextmanager
def a_folder(folder: Path, segments: dict[str, bytes]) -> Iterator[Broken]:
    for name, content in segments.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content)
    yield Broken(
        recorder({"kind": "folder", "root": str(folder), "pattern": PATTERN, "length_s": 2}), []
    )


@contextmanager
def a_store(folder: Path, segments: dict[str, bytes]) -> Iterator[Broken]:
    with stored(folder, SECRET) as store:
        store.put(segments)
        signed = {"key": KEY, "secret": "env:NVR_SECRET"}
        told = {"kind": "s3", "url": store.url, "bucket": BUCKET, **signed}
        named = {"pattern": PATTERN, "length_s": 2}
        made = recorder({**told, **named}, clock=SystemClock())
        yield Broken(made, store.line.cuts, passes=2)


@contextmanager
def a_web_server(folder: Path, segments: dict[str, bytes]) -> Iterator[Broken]:
    breaks: list[int] = []
    with served(folder) as (server, tls):
        for name, content in segments.items():
            server.files[f"/{name}"] = HandedOut(content, dies_after=breaks)
        url = f"{server.url}/{PATTERN}"
        told = {"kind": "https", "url": url, "segment_s": 2, "ca": str(tls.certificate)}
        yield Broken(recorder(told), breaks)


@contextmanager
def a_frigate(folder: Path, segments: dict[str, bytes]) -> Iterator[Broken]:
    kept = []
    for start_s, content in zip(STARTS_S, segments.values(), strict=True):
        path = folder / f"{start_s:.0f}.mp4"
        path.write_bytes(content)
        at_s = NOON.timestamp() + start_s
        kept.append(Segment(path, at_s, at_s + SEGMENT_S))
    tls = own_tls(folder)
    with FrigateServer() as server:
        server.kept = Kept(password=SECRET, segments={"gate": kept})
        server.socket = tls.server.wrap_socket(server.socket, server_side=True)
        threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
        told = {"kind": "frigate", "url": server.url, "ca": str(tls.certificate)}
        yield Broken(
            recorder({**told, "user": "accident-service", "secret": "env:NVR_SECRET"}),
            server.kept.stops_after,
        )
        server.shutdown()


SOURCES = {"folder": a_folder, "s3": a_store, "https": a_web_server, "frigate": a_frigate}


@pytest.fixture(scope="module")
def segments(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """The three files by name; pictures go on counting through the gap."""
    folder = tmp_path_factory.mktemp("segments")
    coding = (("preset", "ultrafast"), ("g", "12"))
    made = {}
    for start_s in STARTS_S:
        recipe = ClipRecipe(
            times_s=even_times_s(int(SEGMENT_S * RATE_HZ)),
            size=(640, 180),
            options=coding,
            first=round((start_s - STARTS_S[0]) * RATE_HZ),
        )
        name = f"gate/{NOON + timedelta(seconds=start_s):%Y-%m-%d/%H/%M.%S}.mp4"
        made[name] = write_clip(folder / "one.mp4", recipe).read_bytes()
    return made


@pytest.fixture(params=sorted(SOURCES))
def source(
    request: pytest.FixtureRequest, tmp_path: Path, segments: dict[str, bytes]
) -> Iterator[Broken]:
    folder = tmp_path / "source"
    folder.mkdir()
    with ExitStack() as opened:
        yield opened.enter_context(SOURCES[request.param](folder, segments))


def sealed(source: Broken, folder: Path) -> tuple[SealedClip, LocalBlobStore]:
    """As a worker fetches and seals."""
    delivery = fetched(source.recorder, WANTED_S, folder / "into", camera=GATE)
    blobs, clock = LocalBlobStore(folder / "blobs"), FakeClock(NOON)
    sealer = BlobSealer(blobs)
    joiner = ChildJoiner(blobs=blobs, sealer=sealer, keep_alive_every_s=60.0)
    asked = Asked(
        request=request(*WANTED_S), camera=GATE, asked_by="worker:fetch-clips", asked_at=NOON
    )
    return SealDelivery(sealer, joiner, clock)(asked, delivery, lambda _share: None), blobs


def pictured_s(path: Path) -> list[tuple[float, float]]:
    """For each picture its time in the clip, and when the block in it says it was taken."""
    told = []
    for frame, pts_s in ClipReader(path, ClipLimits()).timed_frames():
        rgb = frame.to_ndarray(format="rgb24").astype(int)
        columns = ((rgb[..., 0] - rgb[..., 1]) > 80).any(axis=0).nonzero()[0]
        told.append((pts_s, round((columns[0] - 10) / 2) / RATE_HZ))
    return told


def test_the_right_seconds_come_over_borders_and_gaps(source: Broken, tmp_path: Path) -> None:
    clip, blobs = sealed(source, tmp_path)
    blob = BlobRef(sha256=clip.sha256, size_bytes=clip.size_bytes, media_type=clip.media_type)
    with blobs.local_path(blob) as path:
        assert (clip.sha256, clip.sm3) == digests_of(path)
        told = pictured_s(path)
    begins_s = (clip.from_at - NOON).total_seconds() - FAST_S  # true time
    assert len(told) == 150
    assert max(abs(begins_s + pts_s - taken_s) for pts_s, taken_s in told) < 1 / RATE_HZ
    (gap,) = clip.gaps
    assert (gap.from_at - NOON).total_seconds() == pytest.approx(42.0, abs=0.01)
    assert gap.duration_s == pytest.approx(4.0, abs=0.01)
    kept = {path.name for path in (tmp_path / "blobs").rglob("*") if path.is_file()}
    assert kept == {clip.sha256, *clip.original_hashes}


def test_a_source_that_dies_half_way_leaves_nothing_and_is_asked_again(
    source: Broken, tmp_path: Path
) -> None:
    if isinstance(source.recorder, NamedFolder):
        return  # nothing breaks off between two folders
    source.breaks[:] = [1 << 20] * source.passes + [700] * 20
    with pytest.raises(ClipSourceUnavailable):
        sealed(source, tmp_path)
    assert not (tmp_path / "blobs").exists()
    source.breaks.clear()
    assert len(sealed(source, tmp_path)[0].originals) >= 2
