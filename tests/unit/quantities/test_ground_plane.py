import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from accident_service.quantities.ground_plane import GroundPoints, SpacePoints, wrapped_rad


@given(st.floats(-50, 50))
def test_wrapping_keeps_the_direction_and_lands_in_one_turn(angle_rad: float) -> None:
    wrapped = wrapped_rad(angle_rad)
    assert -math.pi < wrapped <= math.pi
    assert math.cos(wrapped) == pytest.approx(math.cos(angle_rad), abs=1e-9)
    assert math.sin(wrapped) == pytest.approx(math.sin(angle_rad), abs=1e-9)


def test_points_of_the_wrong_shape_are_refused() -> None:
    with pytest.raises(ValueError, match=r"\(n, 2\)"):
        GroundPoints(np.zeros((3, 3)))
    with pytest.raises(ValueError, match=r"\(n, 3\)"):
        SpacePoints(np.zeros((3, 2)))
    assert len(GroundPoints(np.zeros((4, 2)))) == 4
    assert len(SpacePoints(np.zeros((5, 3)))) == 5
