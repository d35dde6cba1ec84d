import numpy as np
import pytest

from accident_service.reconstruction.stabilisation.landmarks import landmarks_of
from accident_service.reconstruction.stabilisation.optics import AT_REST
from tests.scenes.moved_camera import OPTICS, picture_at, pose

KEY = landmarks_of(picture_at(AT_REST), OPTICS, AT_REST)


def test_corners_are_taken_from_every_part_of_the_picture() -> None:
    assert len(KEY) > 60
    for low, high in ((0, 107), (107, 214), (214, 320)):
        inside = (KEY.pixels_px[:, 0] >= low) & (KEY.pixels_px[:, 0] < high)
        assert inside.sum() > 15


def test_corners_are_found_where_the_camera_turned_them_to() -> None:
    truth = pose(right_px=2.3, down_px=-1.1)
    found, shown = KEY.found_in(picture_at(truth), KEY.pixels_px)

    expected = OPTICS.pixels_px(KEY.rays, truth)
    inside = shown & (np.abs(KEY.pixels_px - [160, 90]) < [145, 75]).all(axis=1)
    assert np.median(np.abs(found - expected)[inside]) < 0.1


def test_a_darker_exposure_moves_nothing() -> None:
    dark = (picture_at(AT_REST) * 0.7).astype(np.uint8)
    found, shown = KEY.found_in(dark, KEY.pixels_px)

    assert np.median(np.abs(found - KEY.pixels_px)[shown]) < 0.05


def test_the_jacobian_tells_how_corners_move() -> None:
    step = np.array([1e-4, -2e-4, 1e-4, 1e-4, 0.0, 0.0])
    moved = OPTICS.pixels_px(KEY.rays, step) - KEY.pixels_px

    assert KEY.jacobian @ step == pytest.approx(moved, abs=1e-3)


def test_a_picture_without_texture_has_none() -> None:
    assert len(landmarks_of(np.full((180, 320), 90, dtype=np.uint8), OPTICS, AT_REST)) == 0
