"""A clip copied for outside: both parties as recorded, nobody else, and a second look at it."""

import json
from dataclasses import replace

import av
import pytest

from accident_service.adapters.exhibit_videos import write_film
from accident_service.adapters.party_pictures.copy import CopySheet, draw_copy, look_again
from accident_service.adapters.party_pictures.request import (
    COPY_NAME,
    INDEX_NAME,
    PartyPicturesRequest,
)
from accident_service.adapters.party_pictures.veil import Veil
from accident_service.adapters.video_reader import ClipReader
from accident_service.errors import EvidenceInsufficient
from accident_service.reconstruction.exhibits.parties import parties_of
from accident_service.reconstruction.exhibits.plan import PlanRoad
from tests.adapters.clip_maker import ClipRecipe, write_clip
from tests.adapters.party_pictures.conftest import CLIP_FRAMES, SIZE, VIEWS
from tests.scenes.two_vehicles import CONTACT, rear_end

MARKS = parties_of(rear_end(), CONTACT)
EVEN_SIZE = (SIZE.width_px, SIZE.height_px // 2 * 2)


def quiet(_share: float) -> None:
    """Nobody waits."""


@pytest.mark.proves("E7")
def test_the_copy_has_every_frame_at_its_time_and_carries_nothing_along(
    request_in: PartyPicturesRequest,
) -> None:
    shares: list[float] = []
    draw_copy(request_in, shares.append)

    found = json.loads((request_in.out / INDEX_NAME).read_text())
    assert found["frames"] == CLIP_FRAMES + 1
    assert 0.5 < found["hidden_share"] < 1.0
    assert found["worst_leak"] < 0.1
    assert shares == sorted(shares)
    with av.open(str(request_in.out / COPY_NAME)) as film, av.open(str(request_in.clip)) as clip:
        assert not film.streams.audio
        assert "creation_time" not in film.metadata
        times_s = [[float(one.time) for one in each.decode(video=0)] for each in (film, clip)]
    assert times_s[0] == pytest.approx(times_s[1], abs=1e-4)


def test_where_nobody_is_known_to_be_a_party_nothing_stays_sharp(
    request_in: PartyPicturesRequest,
) -> None:
    draw_copy(replace(request_in, tracks=None), quiet)
    assert json.loads((request_in.out / INDEX_NAME).read_text())["hidden_share"] == 1.0


@pytest.mark.proves("E7")
def test_a_file_that_shows_what_it_should_hide_is_found_out(
    request_in: PartyPicturesRequest,
) -> None:
    """As if a worker had kept the recording itself for the copy."""
    recipe = ClipRecipe(times_s=[0.0, 0.04], size=EVEN_SIZE)
    sharp = write_clip(request_in.out / "sharp.mp4", recipe)
    sheet = CopySheet(Veil(VIEWS, MARKS, (), place_known=False), PlanRoad())

    with pytest.raises(EvidenceInsufficient, match="of what is hidden shows"):
        look_again(sheet, replace(request_in, clip=sharp), sharp, quiet)


def test_a_copy_that_lacks_a_frame_is_no_copy(request_in: PartyPicturesRequest) -> None:
    sheet = CopySheet(Veil(VIEWS, MARKS, MARKS, place_known=True), PlanRoad())
    frames = list(ClipReader(request_in.clip, request_in.clip_limits).colour_frames())
    short = request_in.out / "short.mp4"
    write_film(short, [(sheet.intended(frame)[0], frame.pts_s) for frame in frames[:-1]])

    with pytest.raises(EvidenceInsufficient, match=f"part after {CLIP_FRAMES} frames"):
        look_again(sheet, request_in, short, quiet)
