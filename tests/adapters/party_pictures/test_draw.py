"""A clip drawn for both parties: the own vehicle as it was, nothing else to be recognised."""

import json

import av
import cv2
import numpy as np

from accident_service.adapters.party_pictures.draw import draw_for_parties
from accident_service.adapters.party_pictures.request import INDEX_NAME, PartyPicturesRequest
from accident_service.adapters.party_pictures.veil import Veil
from accident_service.reconstruction.exhibits.outlines import cuboid_of
from accident_service.reconstruction.exhibits.parties import parties_of
from accident_service.reconstruction.frames import ColourFrame
from tests.adapters.party_pictures.conftest import CAMERA, SIZE, VIEWS
from tests.scenes.two_vehicles import CONTACT, rear_end


def test_both_parties_get_stills_and_films_and_share_the_drawings(
    request_in: PartyPicturesRequest,
) -> None:
    draw_for_parties(request_in)

    index = json.loads((request_in.out / INDEX_NAME).read_text())
    by_name = {entry["name"]: entry for entry in index}
    assert by_name["still-1-A.png"]["letters"] == "A"
    assert by_name["camera-film-B.mp4"]["letters"] == "B"
    assert by_name["plan.svg"]["letters"] == by_name["plan-film.mp4"]["letters"] == "AB"
    for name in by_name:
        assert (request_in.out / name).stat().st_size > 1000
    still = (request_in.out / "still-1-A.png").read_bytes()
    assert b"tEXt" not in still
    assert b"eXIf" not in still
    with av.open(str(request_in.out / "camera-film-A.mp4")) as film:
        assert "creation_time" not in film.metadata
        assert len(list(film.decode(video=0))) >= 10
    assert request_in == PartyPicturesRequest.from_json(request_in.to_json())


def veil(own: int | None, *, place_known: bool = True) -> Veil:
    marks = parties_of(rear_end(), CONTACT)
    return Veil(VIEWS, marks, () if own is None else (marks[own],), place_known)


def noise() -> ColourFrame:
    shape = (SIZE.height_px, SIZE.width_px, 3)
    return ColourFrame(np.random.default_rng(5).integers(0, 255, shape, dtype=np.uint8), 1.0)


def middle_px(own: int) -> tuple[int, int]:
    mark = parties_of(rear_end(), CONTACT)[own]
    cuboid = cuboid_of(mark.trajectory.pose_at(1.0), mark.trajectory.dimensions)
    across, down = CAMERA.project(cuboid).xy_px.mean(axis=0)
    return round(float(down)), round(float(across))


def test_the_own_vehicle_is_untouched_and_the_others_is_not() -> None:
    frame = noise()
    shown = veil(0).over(frame)

    assert np.array_equal(shown[middle_px(0)], frame.rgb[middle_px(0)])
    down, across = middle_px(1)
    if 2 < down < SIZE.height_px - 2 and 2 < across < SIZE.width_px - 2:
        around = shown[down - 1 : down + 1, across - 1 : across + 1].reshape(-1, 3)
        assert len(np.unique(around, axis=0)) <= 4
    kept = np.all(shown == frame.rgb, axis=2).mean()
    assert kept < 0.2


def test_where_nobody_knows_how_the_camera_stood_nothing_stays_sharp() -> None:
    frame = noise()
    shown = veil(0, place_known=False).over(frame)

    edges = cv2.Laplacian(shown[:8, :8], cv2.CV_64F)
    assert np.abs(edges).max() == 0  # the first cell is of one colour
    assert np.all(shown == frame.rgb, axis=2).mean() < 0.01
