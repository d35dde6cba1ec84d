import numpy as np
import pytest

from accident_service.reconstruction.ground.image_terms import (
    add_flow,
    add_outlines,
    evidence_of,
    surface_points,
)
from accident_service.reconstruction.ground.normal_equations import NormalEquations
from accident_service.reconstruction.ground.projection import placed, rays, seen
from accident_service.reconstruction.ground.vehicle_shape import CAR
from tests.scenes.seen_vehicle import CAMERA, evidence, straight_states

STATES = straight_states(frame_count=20)
RATE_HZ = 25.0
TRUE = evidence_of(CAMERA, evidence(STATES), RATE_HZ)


def test_the_true_poses_meet_their_own_outlines() -> None:
    normal = NormalEquations(len(STATES))
    residual = add_outlines(normal, TRUE, CAR, (STATES, CAR.size_m))
    assert np.abs(residual).max() < 0.01


def test_outlines_pull_a_displaced_vehicle_back() -> None:
    displaced = STATES + np.array([0.2, 0.1, 0.02, 0.0])
    normal = NormalEquations(len(STATES))
    add_outlines(normal, TRUE, CAR, (displaced, CAR.size_m))
    speeds = np.zeros((len(STATES), 1, 4))
    speeds[:, 0, 3] = 1.0
    normal.add(np.arange(20), speeds, np.zeros((20, 1)), np.ones((20, 1)))
    normal.add_prior(np.zeros(4), np.full(4, 1e-3))
    change, _ = normal.step()
    assert change[:, :2] == pytest.approx(np.broadcast_to([-0.2, -0.1], (20, 2)), abs=0.06)
    assert change[:, 2] == pytest.approx(-0.02, abs=0.02)


def test_an_interval_that_holds_the_reach_pulls_little() -> None:
    silhouettes = evidence(STATES)
    silhouettes.low_px[:] -= 5.0
    silhouettes.high_px[:] += 5.0
    normal = NormalEquations(len(STATES))
    seen_so = evidence_of(CAMERA, silhouettes, RATE_HZ)
    add_outlines(normal, seen_so, CAR, (STATES, CAR.size_m))
    silhouettes.high_px[:] = np.inf
    open_ended = NormalEquations(len(STATES))
    add_outlines(open_ended, seen_so, CAR, (STATES, CAR.size_m))
    assert open_ended.cost == 0.0
    assert 0.0 < normal.cost < 0.05 * 20 * 24 * 25 / 10


def test_the_true_motion_meets_its_own_flow() -> None:
    normal, slower = NormalEquations(len(STATES)), NormalEquations(len(STATES))
    add_flow(normal, TRUE, CAR, (STATES, CAR.size_m))
    add_flow(slower, TRUE, CAR, (straight_states(speed_mps=7.0), CAR.size_m))
    assert normal.cost < 0.1 * slower.cost


def test_a_pixel_of_the_side_is_found_on_the_side() -> None:
    # The camera stands south of a car that faces east: it sees the right side.
    pose = np.array([[0.0, 3.0, 0.0]])
    on_side = np.array([[[0.5, -0.48 * CAR.size_m[1], 0.5]]])
    pixels = seen(CAMERA, placed(on_side, pose))
    assert surface_points(CAR, CAR.size_m, rays(CAMERA, pixels), pose) == pytest.approx(
        on_side, abs=0.02
    )
