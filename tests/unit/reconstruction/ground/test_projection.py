import numpy as np
import pytest

from accident_service.reconstruction.ground.projection import (
    placed,
    pose_jacobian,
    rays,
    seen,
    seen_with_jacobian,
)
from tests.scenes.seen_vehicle import CAMERA

POSES = np.array([[0.0, 3.0, 0.4], [-5.0, 6.0, -2.0]])
BODY = np.array([[1.0, 0.5, 0.7], [-2.0, 0.0, 0.0]])


def test_a_point_ahead_of_a_vehicle_facing_north_is_north_of_it() -> None:
    ahead = placed(np.array([[2.0, 0.0, 0.5]]), np.array([[1.0, 1.0, np.pi / 2]]))
    assert ahead[0, 0] == pytest.approx([1.0, 3.0, 0.5])


def test_derivatives_agree_with_small_differences() -> None:
    points = placed(BODY, POSES)
    pixels, by_point = seen_with_jacobian(CAMERA, points)
    by_pose = pose_jacobian(by_point, points, POSES)
    step = np.array([0.01, -0.02, 0.003])
    moved = seen(CAMERA, placed(BODY, POSES + step))
    assert moved - pixels == pytest.approx(by_pose @ step, abs=0.01)


def test_a_line_of_sight_passes_through_what_is_seen() -> None:
    points = placed(BODY, POSES)
    start, climb = rays(CAMERA, seen(CAMERA, points))
    assert start + points[..., 2:] * climb == pytest.approx(points, abs=1e-6)
