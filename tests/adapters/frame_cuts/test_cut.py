"""V6: what is cut for looking is, sample for sample, what was analysed; also from a key frame."""

import hashlib
import os
from dataclasses import replace
from pathlib import Path

import cv2
import numpy as np
import pytest

from accident_service.adapters.clip_probe import ClipLimits
from accident_service.adapters.frame_cuts import cut
from accident_service.adapters.frame_cuts.cut import cut_pictures, from_key_frame
from accident_service.adapters.frame_cuts.request import CutRequest, WantedPicture, file_name
from accident_service.adapters.luma import luma_of, luma_sha256
from accident_service.adapters.noted_pictures import NotedPictures
from accident_service.adapters.video_reader import ClipReader
from accident_service.errors import ClipUnreadable, CustodyBroken
from accident_service.reconstruction.timeline import Timeline
from tests.adapters.clip_maker import ClipRecipe, even_times_s, write_clip

LIMITS = ClipLimits()
TIMES = {
    "even": even_times_s(90),
    "uneven": [t + 0.004 * (n % 3) for n, t in enumerate(even_times_s(90))],
    "dropped": [t for n, t in enumerate(even_times_s(120)) if n % 7 not in (2, 3)],
    "late": [0.5 + t for t in even_times_s(90)],
}
OPTIONS = (("preset", "medium"), ("bf", "2"), ("g", "20"))


@pytest.fixture(params=sorted(TIMES))
def clip(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    recipe = ClipRecipe(times_s=TIMES[request.param], options=OPTIONS)
    return write_clip(tmp_path / "clip.mp4", recipe)


def analysed(clip: Path) -> tuple[WantedPicture, ...]:
    """What an analysis notes of the clip: repeats and steps back in time are left out."""
    noted = NotedPictures()
    for _frame in noted.noting(Timeline().follow(ClipReader(clip, LIMITS).frames())):
        pass
    seen = zip(noted.pts_s, noted.luma_sha256, strict=True)
    return tuple(WantedPicture(index, pts_s, sha) for index, (pts_s, sha) in enumerate(seen))


def request_for(clip: Path, pictures: tuple[WantedPicture, ...], asked: int) -> CutRequest:
    out = clip.parent / "cut"
    out.mkdir(exist_ok=True)
    return CutRequest(
        clip=clip,
        out=out,
        suffix=".png",
        pictures=pictures,
        asked=asked,
        parent_pid=os.getpid(),
    )


@pytest.mark.proves("V6")
def test_v6_decoding_from_a_key_frame_gives_the_very_luma_that_was_analysed(clip: Path) -> None:
    pictures = analysed(clip)
    for one in pictures[::13]:
        near = {
            round(pts_s, 6): luma_sha256(luma_of(frame))
            for frame, pts_s in from_key_frame(clip, LIMITS, one.pts_s)
            if pts_s <= one.pts_s + 0.001
        }
        assert near[round(one.pts_s, 6)] == one.luma_sha256


@pytest.mark.proves("V6")
def test_v6_the_file_handed_out_is_made_of_that_frame(clip: Path) -> None:
    pictures = analysed(clip)
    around = pictures[40:46]
    cut_pictures(request_for(clip, around, 43), lambda _index: None)

    whole = {round(t, 6): f for f, t in ClipReader(clip, LIMITS).timed_frames()}
    for one in around:
        frame = whole[round(one.pts_s, 6)]
        assert hashlib.sha256(luma_of(frame).tobytes()).hexdigest() == one.luma_sha256
        coded = (clip.parent / "cut" / file_name(one.index, ".png")).read_bytes()
        shown = cv2.imdecode(np.frombuffer(coded, np.uint8), cv2.IMREAD_COLOR)
        assert np.array_equal(np.asarray(shown), frame.to_ndarray(format="bgr24"))


def test_the_picture_somebody_waits_for_is_written_first(clip: Path) -> None:
    written: list[int] = []
    cut_pictures(request_for(clip, analysed(clip)[30:50], 41), written.append)
    assert written[0] == 41
    assert sorted(written) == list(range(30, 50))


def test_what_a_key_frame_gives_wrong_is_decoded_from_the_beginning(
    clip: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    wrong = [(frame, pts_s + 0.04) for frame, pts_s in from_key_frame(clip, LIMITS, 0.0)]
    monkeypatch.setattr(cut, "from_key_frame", lambda *_: iter(wrong))
    written: list[int] = []
    cut_pictures(request_for(clip, analysed(clip)[30:34], 31), written.append)
    assert sorted(written) == [30, 31, 32, 33]


def test_a_picture_that_is_not_the_analysed_one_is_never_written(clip: Path) -> None:
    pictures = analysed(clip)
    forged = replace(pictures[31], luma_sha256="0" * 64)
    with pytest.raises(CustodyBroken, match="pictures 31 do not"):
        cut_pictures(request_for(clip, (pictures[30], forged), 31), lambda _index: None)
    assert not (clip.parent / "cut" / file_name(31, ".png")).exists()


def test_a_clip_that_is_none_is_refused(tmp_path: Path) -> None:
    none = tmp_path / "clip.mp4"
    none.write_bytes(b"nothing of the kind")
    with pytest.raises(ClipUnreadable):
        cut_pictures(request_for(none, (WantedPicture(0, 0.0, ""),), 0), lambda _index: None)
