"""Below a cell nothing is left to tell two pictures apart; the own vehicle stays as it was."""

import cv2
import numpy as np
from numpy.typing import NDArray

from accident_service.quantities.ground_plane import GroundPoints
from accident_service.reconstruction.exhibits.mosaic import (
    CELL_M,
    cells_px,
    mosaicked,
    uniform_cells_px,
)
from accident_service.reconstruction.frames import ColourFrame
from tests.scenes.street_camera import street_camera

CAMERA = street_camera()
SHAPE = (CAMERA.image_size.height_px, CAMERA.image_size.width_px)
CELLS = cells_px(CAMERA, CAMERA.position_m, SHAPE)


def grey() -> NDArray[np.uint8]:
    return np.full((*SHAPE, 3), 120, dtype=np.uint8)


def test_cells_grow_towards_the_camera_and_hide_a_face_wherever_it_is() -> None:
    assert np.all(np.diff(CELLS) >= 0)
    near, far = GroundPoints(np.array([[0.0, 0.0]])), GroundPoints(np.array([[20.0, 0.0]]))
    for place in (near, far):
        row = round(float(CAMERA.project_ground(place).xy_px[0, 1]))
        needed_px = CELL_M * float(CAMERA.pixels_per_metre(place)[0])
        if 0 <= row < SHAPE[0]:
            assert CELLS[row] >= needed_px


def test_two_pictures_that_differ_below_a_cell_only_give_the_same_bytes() -> None:
    one, other = grey(), grey()
    size = int(uniform_cells_px(SHAPE)[0])
    place = slice(size * 3, size * 4)
    checks = np.indices((size, size)).sum(axis=0) % 2
    one[place, place] = np.where(checks[..., None], 250, 10)
    other[place, place] = np.where(checks[..., None], 10, 250)  # the same, turned inside out
    assert not np.array_equal(one, other)

    cells = uniform_cells_px(SHAPE)
    assert np.array_equal(
        mosaicked(ColourFrame(one, 0.0), cells), mosaicked(ColourFrame(other, 0.0), cells)
    )


def test_of_a_plate_no_letter_is_left() -> None:
    plates = []
    for words in ("A12345", "A54321"):
        picture = grey()
        row = SHAPE[0] * 2 // 3
        high = round(0.14 * CELLS[row] / CELL_M)
        scale = cv2.getFontScaleFromHeight(cv2.FONT_HERSHEY_SIMPLEX, high)
        cv2.putText(picture, words, (400, row), cv2.FONT_HERSHEY_SIMPLEX, scale, (255,) * 3, 1)
        plates.append(mosaicked(ColourFrame(picture, 0.0), CELLS))

    apart = np.abs(plates[0].astype(int) - plates[1].astype(int))
    assert len(np.unique(plates[0].reshape(-1, 3), axis=0)) < 8  # a few shades of grey
    assert apart.max() <= 32  # two steps of brightness, of 220 between ink and ground


def test_what_is_kept_is_untouched_and_colours_no_cell() -> None:
    rng = np.random.default_rng(3)
    picture = rng.integers(0, 255, (*SHAPE, 3)).astype(np.uint8)
    kept = np.zeros(SHAPE, dtype=bool)
    kept[300:380, 500:620] = True
    others = picture.copy()
    others[kept] = 255 - others[kept]

    first = mosaicked(ColourFrame(picture, 0.0), CELLS, kept)
    second = mosaicked(ColourFrame(others, 0.0), CELLS, kept)

    assert np.array_equal(first[kept], picture[kept])
    assert np.array_equal(first[~kept], second[~kept])
