"""A real recording of one's own: looked at in a child, made watchable, cut picture by picture."""

import hashlib
import time
from dataclasses import replace
from pathlib import Path

import pytest

from accident_service.adapters.blob_store import LocalBlobStore
from accident_service.adapters.frame_cuts.cutter import ChildCutter
from accident_service.adapters.frame_cuts.film_maker import FilmMaker
from accident_service.adapters.frame_cuts.shelf import PictureShelf
from accident_service.adapters.own_recordings.reader import ChildRecordingReader
from accident_service.adapters.own_recordings.watchable import WatchableFiles
from accident_service.casework.recording_ports import RecordingFacts, RecordingVerdict
from accident_service.casework.view_frames import FrameKind
from accident_service.casework.view_recording import as_clip
from accident_service.errors import RecordingRefused
from tests.adapters.clip_maker import ClipRecipe, even_times_s, write_clip
from tests.fakes import examples

JPEG = b"\xff\xd8"
PATIENCE_S = 60.0


@pytest.fixture(scope="module")
def recording(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("dash") / "dash.mp4"
    write_clip(path, ClipRecipe(times_s=even_times_s(20)))
    return path


def test_its_header_is_told(recording: Path) -> None:
    assert ChildRecordingReader().facts(recording) == RecordingFacts(
        media_type="video/mp4", width_px=320, height_px=240, codec="h264", duration_s=0.8
    )


@pytest.mark.parametrize(
    ("content", "verdict"),
    [
        (b"", RecordingVerdict.EMPTY),
        (b"no video at all" * 100, RecordingVerdict.NOT_A_VIDEO),
        (b"#EXTM3U\n#EXTINF:1,\nfile:///etc/passwd\n", RecordingVerdict.NOT_A_VIDEO),
    ],
)
def test_what_is_none_is_refused(tmp_path: Path, content: bytes, verdict: RecordingVerdict) -> None:
    path = tmp_path / "sent"
    path.write_bytes(content)
    with pytest.raises(RecordingRefused) as refused:
        ChildRecordingReader().facts(path)
    assert refused.value.verdict == verdict


def test_a_reader_that_dies_of_it_is_a_refusal(recording: Path) -> None:
    with pytest.raises(RecordingRefused) as refused:
        ChildRecordingReader(("/bin/sh", "-c", "kill -SEGV $$")).facts(recording)
    assert refused.value.verdict == RecordingVerdict.DAMAGED


def test_it_is_watched_and_every_picture_is_the_one_that_was_decoded(
    recording: Path, tmp_path: Path
) -> None:
    blobs = LocalBlobStore(tmp_path / "blobs")
    shelf = PictureShelf(tmp_path / "frames", 2**30)
    original = blobs.put(recording, "video/mp4")
    clip = as_clip(replace(examples.own_recording(), original=original))
    watchable = WatchableFiles(FilmMaker(blobs, shelf, noting=True))
    give_up_s = time.monotonic() + PATIENCE_S
    while (pictures := watchable.pictures(clip)) is None and time.monotonic() < give_up_s:
        time.sleep(0.05)
    assert pictures is not None
    assert pictures.pts_s == pytest.approx(even_times_s(20))
    assert (pictures.width_px, pictures.height_px) == (320, 240)
    film = watchable.film(clip)
    assert film is not None
    assert film.read_bytes()[4:8] == b"ftyp"
    cut = ChildCutter(blobs, shelf).picture(clip, pictures, 7, FrameKind.JPEG)
    assert cut.startswith(JPEG)
    assert hashlib.sha256(recording.read_bytes()).hexdigest() == original.sha256
