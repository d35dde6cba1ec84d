import cv2
import numpy as np
import pytest

from accident_service.reconstruction.motion.background import Background
from accident_service.reconstruction.motion.foreground import (
    BODY,
    LIGHT,
    ROAD,
    foreground_of,
    solid,
)
from accident_service.reconstruction.motion.lighting import exposure
from tests.scenes.moving_pictures import COLUMNS, ROWS, road, texture

EMPTY = Background(road().astype(np.float32), np.full((ROWS, COLUMNS), 1.5, dtype=np.float32))


def test_the_empty_road_is_road() -> None:
    assert (foreground_of(road(), EMPTY) == ROAD).all()


def test_a_body_is_found_to_a_pixel_or_two() -> None:
    frame = road()
    frame[40:70, 60:120] = texture(30, 60, 9, mean=180.0, spread=30.0)
    body = foreground_of(frame, EMPTY) == BODY
    rows, columns = np.nonzero(body)
    edges = [rows.min(), rows.max() + 1, columns.min(), columns.max() + 1]
    assert edges == pytest.approx([40, 70, 60, 120], abs=2)
    assert body[42:68, 62:118].mean() > 0.95


@pytest.mark.parametrize("ratio", [0.55, 0.75, 1.5])
def test_shadow_and_lamp_light_are_light_not_bodies(ratio: float) -> None:
    lit = np.ones((ROWS, COLUMNS), dtype=np.float32)
    lit[40:70, 60:120] = ratio
    frame = np.clip(road() * cv2.GaussianBlur(lit, (0, 0), 1.0), 0, 255).astype(np.uint8)
    told = foreground_of(frame, EMPTY)
    assert (told == LIGHT)[45:65, 65:115].mean() > 0.9
    assert np.count_nonzero(told == BODY) < 0.05 * 30 * 60


def test_a_camera_that_changes_its_exposure_sees_no_bodies() -> None:
    brighter = np.clip(road() * 1.25, 0, 255).astype(np.uint8)
    assert (foreground_of(brighter, EMPTY) == ROAD).all()


def test_solid_drops_specks_and_fills_holes() -> None:
    mask = np.zeros((60, 60), dtype=np.uint8)
    mask[20:40, 20:40] = 1
    mask[28:32, 28:32] = 0
    mask[5, 5] = 1
    cleaned = solid(mask)
    assert cleaned[30, 30] == 1
    assert cleaned[5, 5] == 0


def test_the_exposure_of_a_darkened_picture_is_found_beside_a_large_vehicle() -> None:
    rng = np.random.default_rng(5)
    usual = rng.uniform(60.0, 160.0, (360, 640)).astype(np.float32)
    smooth = (0.8 * usual + rng.normal(0.0, 1.0, usual.shape)).astype(np.float32)
    smooth[100:260, 200:420] = 30.0

    assert exposure(smooth, usual) == pytest.approx(0.8, abs=0.01)


def test_a_panel_as_bright_as_lit_road_between_parts_of_a_body_is_body() -> None:
    frame = road()
    frame[40:46, 60:120] = texture(6, 60, 9, mean=200.0, spread=10.0)
    frame[46:60, 60:120] = (frame[46:60, 60:120] * 0.7).astype(np.uint8)
    frame[60:70, 60:120] = texture(10, 60, 9, mean=30.0, spread=10.0)
    told = foreground_of(frame, EMPTY)
    assert (told == BODY)[48:58, 64:116].mean() > 0.9
