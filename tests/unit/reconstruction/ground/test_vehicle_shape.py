import numpy as np
import pytest

from accident_service.reconstruction.ground.vehicle_shape import SHAPES, VehicleShape


@pytest.mark.parametrize("shape", SHAPES, ids=lambda shape: shape.vehicle_class.value)
def test_a_shape_is_as_large_as_its_size_says(shape: VehicleShape) -> None:
    points = shape.points_m(np.array([*shape.size_m[:3], 0.0]))
    assert np.ptp(points, axis=0) == pytest.approx(shape.size_m[:3], rel=0.03)
    assert points[:, 2].min() == 0.0


@pytest.mark.parametrize("shape", SHAPES, ids=lambda shape: shape.vehicle_class.value)
def test_a_shape_is_the_same_on_both_sides(shape: VehicleShape) -> None:
    points = shape.points_m(shape.size_m)
    mirrored = points * [1.0, -1.0, 1.0]
    apart = np.abs(points[:, None] - mirrored[None]).sum(axis=2)
    assert apart.min(axis=1) == pytest.approx(0.0, abs=1e-9)


def test_sizes_move_corners_as_their_derivatives_say() -> None:
    shape = SHAPES[0]
    step = np.array([0.3, -0.1, 0.05, 0.1])
    moved = shape.points_m(shape.size_m + step) - shape.points_m(shape.size_m)
    assert moved == pytest.approx(shape.size_jacobian() @ step)
