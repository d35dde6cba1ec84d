"""Pictures from the shelf or from a child; a child that fails takes nothing with it."""

import sys
from dataclasses import replace
from pathlib import Path
from threading import Event, Thread

import pytest

from accident_service.adapters.blob_store import LocalBlobStore
from accident_service.adapters.clip_probe import ClipLimits
from accident_service.adapters.frame_cuts.cutter import ChildCutter
from accident_service.adapters.frame_cuts.film_maker import FILM_NAME, FilmMaker
from accident_service.adapters.frame_cuts.shelf import PictureShelf
from accident_service.adapters.noted_pictures import NotedPictures
from accident_service.adapters.video_reader import ClipReader
from accident_service.casefile.pictures import ClipPictures
from accident_service.casework.view_frames import ContextFilms, FrameCutter, FrameKind
from accident_service.errors import ClipUnreadable, CustodyBroken
from accident_service.footage.clip import SealedClip
from tests.adapters.clip_maker import HEIGHT, WIDTH, ClipRecipe, even_times_s, write_clip
from tests.fakes import examples

ROOM = 10**9
NO_CHILD = (sys.executable, "-c", "import sys; sys.exit(9)")


class Kept:
    """A clip in a blob store, its noted pictures, and a shelf."""

    def __init__(self, folder: Path) -> None:
        recipe = ClipRecipe(
            times_s=even_times_s(80), options=(("preset", "ultrafast"), ("g", "20"))
        )
        path = write_clip(folder / "clip.mp4", recipe)
        noted = NotedPictures()
        for _frame in noted.noting(ClipReader(path, ClipLimits()).frames()):
            pass
        self.blobs = LocalBlobStore(folder / "blobs")
        blob = self.blobs.put(path, "video/mp4")
        self.clip: SealedClip = replace(
            examples.sealed_clip(), sha256=blob.sha256, size_bytes=blob.size_bytes
        )
        self.pictures = ClipPictures(
            width_px=WIDTH,
            height_px=HEIGHT,
            pts_s=tuple(noted.pts_s),
            luma_sha256=tuple(noted.luma_sha256),
            outlines={},
        )
        self.shelf = PictureShelf(folder / "frames", ROOM)


@pytest.fixture
def kept(tmp_path: Path) -> Kept:
    return Kept(tmp_path)


def test_a_picture_is_cut_with_its_neighbours_and_kept(kept: Kept) -> None:
    cutter: FrameCutter = ChildCutter(kept.blobs, kept.shelf)
    first = cutter.picture(kept.clip, kept.pictures, 40, FrameKind.JPEG)
    assert first.startswith(b"\xff\xd8")
    # No child can be started any more: what comes now comes from the shelf.
    next_one = cutter.picture(kept.clip, kept.pictures, 41, FrameKind.JPEG)
    assert next_one != first
    again = ChildCutter(kept.blobs, kept.shelf, NO_CHILD)
    assert again.picture(kept.clip, kept.pictures, 40, FrameKind.JPEG) == first


def test_pictures_cut_around_a_moment_are_all_there_when_it_returns(kept: Kept) -> None:
    ChildCutter(kept.blobs, kept.shelf).cut_around(kept.clip, kept.pictures, 40)
    again = ChildCutter(kept.blobs, kept.shelf, NO_CHILD)
    for index in (28, 40, 65):
        assert again.picture(kept.clip, kept.pictures, index, FrameKind.JPEG)
    with pytest.raises(ClipUnreadable):
        again.cut_around(kept.clip, kept.pictures, 70)


def test_many_who_ask_at_once_are_all_served(kept: Kept) -> None:
    cutter = ChildCutter(kept.blobs, kept.shelf)
    served: dict[int, bytes] = {}

    def ask(index: int) -> None:
        served[index] = cutter.picture(kept.clip, kept.pictures, index, FrameKind.JPEG)

    asking = [Thread(target=ask, args=(index,)) for index in (0, 1, 45, 46, 79)]
    for one in asking:
        one.start()
    for one in asking:
        one.join(timeout=60)
    assert sorted(served) == [0, 1, 45, 46, 79]
    assert len(set(served.values())) == 5


def test_a_clip_changed_on_disk_gives_no_picture(kept: Kept) -> None:
    (path,) = (p for p in (kept.blobs._folder).rglob(kept.clip.sha256))  # noqa: SLF001 - to break it
    path.chmod(0o600)
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)
    with pytest.raises(CustodyBroken):
        ChildCutter(kept.blobs, kept.shelf).picture(kept.clip, kept.pictures, 3, FrameKind.JPEG)


def test_a_child_that_dies_is_told_as_an_unreadable_clip(kept: Kept) -> None:
    cutter = ChildCutter(kept.blobs, kept.shelf, NO_CHILD)
    with pytest.raises(ClipUnreadable):
        cutter.picture(kept.clip, kept.pictures, 3, FrameKind.PNG)


def test_what_was_cut_of_a_clip_can_be_forgotten(kept: Kept) -> None:
    cutter = ChildCutter(kept.blobs, kept.shelf)
    cutter.picture(kept.clip, kept.pictures, 3, FrameKind.PNG)
    kept.shelf.forget(kept.clip.sha256)
    kept.shelf.forget("of a clip nobody looked at")
    assert not (kept.shelf.folder / kept.clip.sha256).exists()


def test_room_is_made_by_the_clips_unused_longest(tmp_path: Path) -> None:
    shelf = PictureShelf(tmp_path, 250)
    for name in ("first", "second", "third"):
        (shelf.of_clip(name) / "000001.jpg").write_bytes(b"x" * 100)
    shelf.of_clip("first")
    shelf.make_room("third")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["first", "third"]


def test_a_film_is_made_once_and_names_its_original(kept: Kept) -> None:
    films = FilmMaker(kept.blobs, kept.shelf)
    port: ContextFilms = films
    assert port.film(kept.clip) is None
    path = finished(films, kept.clip)
    assert path.name == FILM_NAME
    assert kept.clip.sha256.encode() in path.read_bytes()
    shown_s = [frame.pts_s for frame in ClipReader(path, ClipLimits()).frames()]
    assert shown_s == pytest.approx(kept.pictures.pts_s, abs=1e-4)


def test_a_film_that_cannot_be_made_says_so_once_and_is_tried_again(kept: Kept) -> None:
    films = FilmMaker(kept.blobs, kept.shelf, NO_CHILD)
    with pytest.raises(ClipUnreadable):
        finished(films, kept.clip)
    assert films.film(kept.clip) is None


def finished(films: FilmMaker, clip: SealedClip) -> Path:
    for _try in range(600):
        path = films.film(clip)
        if path is not None:
            return path
        Event().wait(0.05)
    raise AssertionError("no film within 30 s")
