"""The lens bends a line of sight and is undone again, as far as it can be."""

import math

import cv2
import numpy as np
import pytest

from accident_service.reconstruction.calibration.lens import (
    bending,
    decentring,
    decentring_slope,
    distorted,
    fold_radius,
    undistorted,
)


def radial(k1: float, k2: float) -> tuple[float, float, float, float, float]:
    return k1, k2, 0.0, 0.0, 0.0


def rays(reach: float) -> np.ndarray:
    grid = np.linspace(-reach, reach, 21)
    return np.stack(np.meshgrid(grid, grid), axis=-1).reshape(-1, 2)


@pytest.mark.parametrize(("k1", "k2"), [(-0.13, 0.0169), (-0.3, 0.0), (0.1, 0.0), (0.0, 0.0)])
def test_what_the_lens_bends_is_straightened_again(k1: float, k2: float) -> None:
    direct = rays(0.6)

    terms = radial(k1, k2)
    again = undistorted(distorted(direct, terms), terms)

    assert again == pytest.approx(direct, abs=1e-9)


def test_the_middle_of_the_picture_is_not_bent() -> None:
    assert distorted(np.zeros((1, 2)), radial(-0.2, 0.0)).tolist() == [[0.0, 0.0]]
    assert undistorted(np.zeros((1, 2)), radial(-0.2, 0.0)).tolist() == [[0.0, 0.0]]


def test_beyond_the_fold_nothing_is_shown() -> None:
    fold = fold_radius(radial(-0.2, 0.0))

    assert fold == pytest.approx(math.sqrt(1 / 0.6))
    assert np.isnan(distorted(np.array([[fold * 1.01, 0.0]]), radial(-0.2, 0.0))).all()
    assert np.isnan(undistorted(np.array([[2.0, 0.0]]), radial(-0.2, 0.0))).all()


@pytest.mark.parametrize(("k1", "k2"), [(0.1, 0.0), (-0.13, 0.0169), (0.0, 0.0)])
def test_a_lens_that_never_folds_has_no_limit(k1: float, k2: float) -> None:
    assert fold_radius(radial(k1, k2)) == math.inf


def test_a_strong_second_term_can_fold_a_lens_too() -> None:
    fold = fold_radius(radial(0.0, -0.05))

    grown = [
        float(distorted(np.array([[r, 0.0]]), radial(0.0, -0.05))[0, 0]) for r in (0.5, 0.9 * fold)
    ]
    assert grown == sorted(grown)
    assert np.isnan(distorted(np.array([[fold, 0.0]]), radial(0.0, -0.05))).all()


@pytest.mark.parametrize(("k1", "k2"), [(-0.13, 0.0169), (0.1, 0.0)])
def test_the_derivative_of_the_bend_agrees_with_small_differences(k1: float, k2: float) -> None:
    direct, step = rays(0.6), np.array([2e-6, -1e-6])

    factor, slope = bending((direct**2).sum(axis=1), radial(k1, k2))
    outer = direct[:, :, None] * direct[:, None, :]
    jacobian = factor[:, None, None] * np.eye(2) + slope[:, None, None] * outer

    moved = distorted(direct + step, radial(k1, k2)) - distorted(direct - step, radial(k1, k2))
    assert moved / 2 == pytest.approx(jacobian @ step, abs=1e-12)


WHOLE = (-0.13, 0.017, 6e-4, -4e-4, 0.004)


def test_all_five_terms_bend_as_the_field_has_them() -> None:
    direct = rays(0.6)
    space = np.column_stack([direct, np.ones(len(direct))])

    expected, _ = cv2.projectPoints(space, np.zeros(3), np.zeros(3), np.eye(3), np.array(WHOLE))

    assert distorted(direct, WHOLE) == pytest.approx(expected.reshape(-1, 2), abs=1e-12)


def test_all_five_terms_are_undone() -> None:
    direct = rays(0.6)

    assert undistorted(distorted(direct, WHOLE), WHOLE) == pytest.approx(direct, abs=1e-9)


def test_the_tangential_derivative_agrees_with_small_differences() -> None:
    direct = rays(0.6).T
    across, both, down = decentring_slope(direct, WHOLE)
    for axis, expected in ((0, (across, both)), (1, (both, down))):
        step = np.zeros((2, 1))
        step[axis] = 1e-6
        moved = decentring(direct + step, WHOLE) - decentring(direct - step, WHOLE)
        assert moved / 2e-6 == pytest.approx(np.stack(expected), abs=1e-9)


def test_a_third_radial_term_can_fold_a_lens_too() -> None:
    terms = (0.0, 0.0, 0.0, 0.0, -0.05)

    assert fold_radius(terms) == pytest.approx((1 / 0.35) ** (1 / 6))
    assert fold_radius((0.0, 0.0, 0.0, 0.0, 0.05)) == math.inf
