import numpy as np
import pytest

from accident_service.reconstruction.ground.borders import Border, add_borders, reach_m
from accident_service.reconstruction.ground.normal_equations import NormalEquations
from accident_service.reconstruction.ground.vehicle_shape import CAR
from tests.scenes.seen_vehicle import straight_states

STATES = straight_states(frame_count=20)
ROWS = np.arange(20)
LEFT = np.tile([0.0, 1.0], (20, 1))
SIDE_M = STATES[0, 1] + CAR.size_m[1] / 2


def border(beyond_m: float) -> Border:
    """A line along the left side, so far outside it."""
    return Border(ROWS, LEFT, np.full(20, SIDE_M + beyond_m))


def moved(line: Border) -> tuple[np.ndarray, np.ndarray]:
    """What the line does to a vehicle whose place is known to 0.3 m, and its size."""
    normal = NormalEquations(20)
    held = np.tile(np.eye(4), (20, 1, 1))
    normal.add(ROWS, held, np.zeros((20, 4)), np.full((20, 4), 0.3**-2))
    normal.add_prior(np.zeros(4), np.full(4, 0.05))
    add_borders(normal, (line,), (STATES, CAR.size_m), 2.0)
    return normal.step()


def test_who_keeps_to_the_own_side_is_left_alone() -> None:
    change, size = moved(border(0.01))
    assert np.abs(change).max() < 1e-9
    assert np.abs(size).max() < 1e-9


def test_who_crosses_the_line_is_drawn_back_to_it() -> None:
    change, size = moved(border(-0.4))
    left_m = change[:, 1] + size[1] / 2
    assert left_m == pytest.approx(np.full(20, -0.4), abs=0.03)
    assert np.abs(change[:, 0]).max() < 1e-3


def test_the_reach_is_that_of_the_farthest_corner() -> None:
    turned = STATES + np.array([0.0, 0.0, 0.3, 0.0])
    length, width = CAR.size_m[:2]
    farthest = turned[:, 1] + length / 2 * np.sin(0.3) + width / 2 * np.cos(0.3)
    assert reach_m(LEFT, turned, CAR.size_m) == pytest.approx(farthest)
