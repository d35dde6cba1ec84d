"""Shapes are where the pose says, nose first."""

import numpy as np
import pytest

from accident_service.reconstruction.exhibits.outlines import (
    cuboid_of,
    error_ellipse_m,
    footprint_of,
    nose_of,
)
from tests.scenes.two_vehicles import SIZE, STANDING


def test_the_footprint_begins_at_the_front_left() -> None:
    corners = footprint_of(STANDING.pose_at(1.0), SIZE).xy_m

    assert corners == pytest.approx(
        np.array([[2.25, 0.9], [2.25, -0.9], [-2.25, -0.9], [-2.25, 0.9]])
    )


def test_the_nose_points_to_the_front() -> None:
    left, tip, right = nose_of(footprint_of(STANDING.pose_at(1.0), SIZE).xy_m)

    assert tip == pytest.approx([2.25, 0.0])
    assert left[0] == right[0] < tip[0]
    assert left[1] == -right[1] > 0.0


def test_the_cuboid_is_the_footprint_and_its_lift() -> None:
    corners = cuboid_of(STANDING.pose_at(1.0), SIZE).xyz_m

    assert corners.shape == (8, 3)
    assert corners[:4, 2].tolist() == [0.0] * 4
    assert corners[4:, 2].tolist() == [1.5] * 4
    assert corners[4:, :2] == pytest.approx(corners[:4, :2])


def test_the_ellipse_holds_95_of_a_hundred_points() -> None:
    outline = error_ellipse_m(3.0, -1.0, 0.5).xy_m
    drawn = np.random.default_rng(3).normal((3.0, -1.0), 0.5, (20_000, 2))

    radius = np.hypot(*(outline - (3.0, -1.0)).T)
    assert radius == pytest.approx(radius[0])
    inside = np.hypot(*(drawn - (3.0, -1.0)).T) <= radius[0]
    assert inside.mean() == pytest.approx(0.95, abs=0.005)
