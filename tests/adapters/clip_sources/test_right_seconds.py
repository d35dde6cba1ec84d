"""Every source, the same accident: the right seconds, over a border, by a camera's own clock.

A recorder whose clock is 38 s fast has kept three files of two seconds: the second begins where
the first ends, the third after a gap. In every picture a block stands two pixels further to the
right than in the one before, so that a picture tells when it was taken.
"""

from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from accident_service.adapters.blob_store import LocalBlobStore
from accident_service.adapters.clip_probe import ClipLimits
from accident_service.adapters.clip_sources.named_folder import NamedFolder
from accident_service.adapters.joining.joiner import ChildJoiner
from accident_service.adapters.sealer import BlobSealer, digests_of
from accident_service.adapters.video_reader import ClipReader
from accident_service.casefile.analysis import BlobRef
from accident_service.casework.seal_delivery import Asked, SealDelivery
from accident_service.errors import ClipSourceUnavailable
from accident_service.footage.clip import SealedClip
from accident_service.quantities.uncertainty import COVERAGE_FACTOR
from tests.adapters.clip_maker import ClipRecipe, even_times_s, write_clip
from tests.adapters.clip_sources.same_recordings import (
    FAST_S,
    GATE,
    RATE_HZ,
    SEGMENT_S,
    SOURCES,
    STARTS_S,
    Broken,
)
from tests.adapters.clip_sources.sourcing import NOON, fetched, request
from tests.fakes.clock import FakeClock

pytestmark = pytest.mark.video


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
    gate = replace(GATE, source_key=source.source_key)
    delivery = fetched(source.recorder, source.wanted_s, folder / "into", camera=gate)
    blobs, clock = LocalBlobStore(folder / "blobs"), FakeClock(NOON)
    sealer = BlobSealer(blobs)
    joiner = ChildJoiner(blobs=blobs, sealer=sealer, keep_alive_every_s=60.0)
    asked = Asked(
        request=request(*source.wanted_s), camera=gate, asked_by="worker:fetch-clips", asked_at=NOON
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


def pictures_s(wanted_s: tuple[float, float]) -> set[float]:
    """When the pictures were taken that the recorder has of the time, by true time."""
    counted = (
        round(start_s - FAST_S + index / RATE_HZ, 2)
        for start_s in STARTS_S
        for index in range(int(SEGMENT_S * RATE_HZ))
    )
    from_s, to_s = (one - FAST_S for one in wanted_s)
    return {taken_s for taken_s in counted if from_s <= taken_s < to_s}


def test_the_right_seconds_come_over_borders_and_gaps(source: Broken, tmp_path: Path) -> None:
    clip, blobs = sealed(source, tmp_path)
    blob = BlobRef(sha256=clip.sha256, size_bytes=clip.size_bytes, media_type=clip.media_type)
    with blobs.local_path(blob) as path:
        assert (clip.sha256, clip.sm3) == digests_of(path)
        told = pictured_s(path)
    begins_s = (clip.from_at - NOON).total_seconds() - FAST_S  # true time
    shown = [taken_s for _, taken_s in told]
    assert shown == sorted(set(shown))
    assert set(shown) >= pictures_s(source.wanted_s)
    off_s = max(abs(begins_s + pts_s - taken_s) for pts_s, taken_s in told)
    # Where a source cannot say when a file begins, the clip says how far off its times may be.
    assert off_s < source.off_by_s + 1 / RATE_HZ
    assert off_s < clip.start_doubt_s + 1 / RATE_HZ
    assert off_s - 1 / RATE_HZ <= COVERAGE_FACTOR * clip.time_offset_s.sigma
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
    source.breaks[:] = [1 << 20] * source.passes + [source.breaks_after] * 20
    with pytest.raises(ClipSourceUnavailable):
        sealed(source, tmp_path)
    assert not (tmp_path / "blobs").exists()
    source.breaks.clear()
    whole = sealed(source, tmp_path)[0]
    assert sum(one.size_bytes for one in whole.originals) > 700
    assert len(whole.gaps) == 1
