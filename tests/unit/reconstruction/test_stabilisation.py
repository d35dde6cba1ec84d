import cv2
import numpy as np
import pytest

from accident_service.reconstruction.stabilisation import shake_of, steadied
from tests.scenes.moving_pictures import texture

STILL = texture(180, 320, 2, mean=120.0, spread=30.0)


def shaken(shift_px: tuple[float, float], turn_rad: float = 0.0) -> np.ndarray:
    centre = np.array([160.0, 90.0])
    turn = np.array([[1.0, -turn_rad], [turn_rad, 1.0]])
    move = np.column_stack([turn, centre - turn @ centre + shift_px])
    return np.asarray(cv2.warpAffine(STILL, move, (320, 180), borderMode=cv2.BORDER_REFLECT))


def test_a_known_shake_is_found_to_a_tenth_of_a_pixel() -> None:
    shifts = [(0.0, 0.0), (0.6, -0.3), (0.0, 0.0), (-0.8, 0.5), (0.0, 0.0)]
    shake = shake_of(np.stack([shaken(shift) for shift in shifts]))
    centre = shake @ np.array([160.0, 90.0, 1.0]) - np.array([160.0, 90.0])
    assert centre == pytest.approx(np.array(shifts), abs=0.1)


def test_a_turn_about_the_view_is_found() -> None:
    turns = (0.0, 0.002, 0.0, -0.003, 0.0)
    shake = shake_of(np.stack([shaken((0.0, 0.0), turn) for turn in turns]))
    assert shake[:, 1, 0] == pytest.approx(turns, abs=3e-4)


def test_steadied_frames_agree_better_than_shaken_ones() -> None:
    frames = np.stack([shaken(shift) for shift in [(0.0, 0.0), (1.0, 0.7), (0.0, 0.0)]])
    calm = steadied(frames[1], shake_of(frames)[1])
    inner = (slice(10, -10), slice(10, -10))
    before = np.abs(frames[1][inner].astype(float) - STILL[inner]).mean()
    after = np.abs(calm[inner].astype(float) - STILL[inner]).mean()
    assert after < 0.4 * before


def test_a_picture_without_corners_is_taken_for_steady() -> None:
    plain = np.full((5, 60, 80), 90, dtype=np.uint8)
    shake = shake_of(plain)
    assert shake == pytest.approx(np.broadcast_to(np.eye(2, 3), (5, 2, 3)))
    frame = plain[0]
    assert steadied(frame, shake[0]) is frame
