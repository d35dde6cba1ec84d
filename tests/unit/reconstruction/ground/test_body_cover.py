import numpy as np
import pytest

from accident_service.reconstruction.ground.body_cover import (
    MARGIN_PX,
    ROAD_WEIGHT,
    outlines_px,
    patch_of,
)
from accident_service.reconstruction.ground.vehicle_shape import CAR
from accident_service.reconstruction.motion.foreground import BODY, LIGHT, ROAD
from tests.scenes.seen_vehicle import CAMERA

SQUARE = np.array([[100.0, 100.0], [120.0, 100.0], [120.0, 120.0], [100.0, 120.0]])


def scene() -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """A square thing with label 3, the half beside it lit."""
    told, labels = np.full((200, 300), ROAD, np.uint8), np.zeros((200, 300), np.uint16)
    told[100:121, 100:121], labels[100:121, 100:121] = BODY, 3
    told[100:121, 121:130] = LIGHT
    return told, labels, np.array([100.0, 100.0, 120.0, 120.0])


def test_a_body_that_covers_the_thing_leaves_nothing_unexplained() -> None:
    told, labels, box = scene()
    patch = patch_of(told, labels, 3, box)
    assert patch.step_px == 1
    assert patch.body_px == 21 * 21
    assert patch.unexplained_share([patch.filled(SQUARE)]) == pytest.approx(0.0)
    assert patch.unexplained_share([]) == pytest.approx(1.0)


def test_road_where_a_body_should_be_counts_half_and_light_counts_nothing() -> None:
    told, labels, box = scene()
    patch = patch_of(told, labels, 3, box)
    lit, empty = SQUARE + np.array([5.0, 0.0]), SQUARE - np.array([5.0, 0.0])
    missed = 5 / 21
    assert patch.unexplained_share([patch.filled(lit)]) == pytest.approx(missed)
    both = missed * (1 + ROAD_WEIGHT)
    assert patch.unexplained_share([patch.filled(empty)]) == pytest.approx(both)


def test_a_large_thing_is_thinned_and_keeps_its_shares() -> None:
    told, labels = np.full((600, 900), ROAD, np.uint8), np.zeros((600, 900), np.uint16)
    labels[100:401, 200:601] = 1
    told[labels == 1] = BODY
    patch = patch_of(told, labels, 1, np.array([200.0, 100.0, 600.0, 400.0]))
    half = np.array([[200.0, 100.0], [400.0, 100.0], [400.0, 400.0], [200.0, 400.0]])
    assert patch.step_px > 1
    assert max(patch.worth.shape) < 200
    assert patch.unexplained_share([patch.filled(half)]) == pytest.approx(0.5, abs=0.03)
    assert patch.area_px(half) * patch.step_px**2 == pytest.approx(200 * 300)


def test_what_is_behind_the_camera_covers_nothing() -> None:
    told, labels, box = scene()
    patch = patch_of(told, labels, 3, box)
    behind = np.array([[0.0, -200.0, 0.0]])
    pixels = outlines_px(CAMERA, CAR, CAR.size_m, behind)[0]
    assert not patch.filled(np.full_like(pixels, np.nan)).any()
    assert patch.area_px(np.full_like(pixels, np.nan)) == 0.0


def test_the_patch_reaches_beyond_the_thing() -> None:
    told, labels, box = scene()
    patch = patch_of(told, labels, 3, box)
    assert (patch.origin_px <= box[:2] - MARGIN_PX).all()
