"""Gaps between boxes, against distances worked out by hand and against another library."""

import math

import numpy as np
import pytest
from shapely import affinity, box, distance, intersection

from accident_service.reconstruction.collision.footprint import (
    Footprints,
    facing_normals,
    footprints_at,
    gap_sigma_m,
    separation,
)
from tests.scenes.courses import Measuring, measured, standstill

HALF_M = np.array([2.25, 0.9])


def at(x_m: float, y_m: float, heading_rad: float = 0.0) -> Footprints:
    return Footprints(np.array([[x_m, y_m]]), np.array([heading_rad]), HALF_M)


@pytest.mark.parametrize(
    ("other", "gap_m", "normal"),
    [
        (at(5.5, 0.0), 1.0, (1, 0)),
        (at(0.0, -3.0), 1.2, (0, -1)),
        (at(4.4, 0.0), -0.1, (1, 0)),
        (at(2.25 + 0.9 + 0.5, 0.0, math.pi / 2), 0.5, (1, 0)),
        (at(4.5 + 3.0, 1.8 + 4.0), 5.0, (0.6, 0.8)),
    ],
)
def test_gap_and_direction_of_simple_layouts(
    other: Footprints, gap_m: float, normal: tuple[float, float]
) -> None:
    between = separation(at(0.0, 0.0), other)
    assert between.gap_m[0] == pytest.approx(gap_m)
    assert between.normal[0] == pytest.approx(normal)
    back = separation(other, at(0.0, 0.0))
    assert back.gap_m[0] == pytest.approx(gap_m)
    assert back.normal[0] == pytest.approx([-part for part in normal])


def test_hundreds_of_layouts_agree_with_shapely() -> None:
    rng = np.random.default_rng(4)
    xy_m, heading_rad = rng.uniform(-5, 5, (300, 2)), rng.uniform(-4, 4, 300)
    count = len(xy_m)
    first = Footprints(np.zeros((count, 2)), np.zeros(count), HALF_M)
    between = separation(first, Footprints(xy_m, heading_rad, HALF_M))
    outline = box(-2.25, -0.9, 2.25, 0.9)
    for row in range(count):
        turned = affinity.rotate(outline, heading_rad[row], origin=(0, 0), use_radians=True)
        other = affinity.translate(turned, *xy_m[row])
        if between.gap_m[row] > 0:
            assert between.gap_m[row] == pytest.approx(distance(outline, other))
            line_m = np.hypot(*(between.second_m[row] - between.first_m[row]))
            assert line_m == pytest.approx(between.gap_m[row])
        else:
            # The push parts them, and nine tenths of it do not.
            assert intersection(outline, other).area > 0
            push = between.normal[row] * -between.gap_m[row]
            assert distance(outline, affinity.translate(other, *(push * 1.001))) >= 0
            assert intersection(outline, affinity.translate(other, *(push * 1.001))).area < 1e-9
            assert intersection(outline, affinity.translate(other, *(push * 0.9))).area > 0


def test_the_gaps_sigma_is_that_of_many_measurements() -> None:
    how = Measuring(noise_m=0.0, noise_rad=0.0, heading_sigma_rad=0.03)
    cars = standstill("a", (0.0, 0.0)), standstill("b", (1.0, 3.3), 0.2)
    gaps, sigmas = [], []
    for seed in range(400):
        rng = np.random.default_rng(seed)
        pair = [measured(car, rng, how) for car in cars]
        pts_s = np.array([2.0])
        between = separation(*(footprints_at(car, pts_s) for car in pair))
        gaps.append(between.gap_m[0])
        sigmas.append(gap_sigma_m(pair[0], pair[1], pts_s, between)[0])
    assert np.mean(sigmas) == pytest.approx(np.std(gaps), rel=0.1)


def test_a_gap_along_the_common_error_is_doubted_more_than_one_across_it() -> None:
    """Errors lie along the diagonal, as where a camera looks that way."""
    how = Measuring(noise_m=0.0, noise_rad=0.0, heading_sigma_rad=0.0)
    rng, along = np.random.default_rng(1), np.full((2, 2), 0.08)
    sigmas = []
    for side in (1.0, -1.0):
        cars = standstill("a", (0.0, 0.0)), standstill("b", (6.5 * side, 3.8), 0.0)
        pair = [measured(car, rng, how).doubted(along) for car in cars]
        pts_s = np.array([2.0])
        between = separation(*(footprints_at(car, pts_s) for car in pair))
        # The corners face one another along a diagonal, or nearly.
        assert between.normal[0, 0] * side > 0
        sigmas.append(gap_sigma_m(pair[0], pair[1], pts_s, between)[0])
    assert sigmas[0] > sigmas[1]


def test_a_corner_may_push_along_either_face() -> None:
    corner = at(4.45, 1.75)
    assert len(facing_normals(at(0.0, 0.0), corner, 0.3)) == 4
    flank = facing_normals(at(0.0, 0.0), at(1.0, 1.75), 0.3)
    assert np.allclose(flank, [0.0, 1.0])
