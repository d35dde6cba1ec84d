"""The lens bends a line of sight and is undone again, as far as it can be."""

import math

import numpy as np
import pytest

from accident_service.reconstruction.calibration.lens import (
    bending,
    distorted,
    fold_radius,
    undistorted,
)


def rays(reach: float) -> np.ndarray:
    grid = np.linspace(-reach, reach, 21)
    return np.stack(np.meshgrid(grid, grid), axis=-1).reshape(-1, 2)


@pytest.mark.parametrize(("k1", "k2"), [(-0.13, 0.0169), (-0.3, 0.0), (0.1, 0.0), (0.0, 0.0)])
def test_what_the_lens_bends_is_straightened_again(k1: float, k2: float) -> None:
    direct = rays(0.6)

    again = undistorted(distorted(direct, k1, k2), k1, k2)

    assert again == pytest.approx(direct, abs=1e-9)


def test_the_middle_of_the_picture_is_not_bent() -> None:
    assert distorted(np.zeros((1, 2)), -0.2, 0.0).tolist() == [[0.0, 0.0]]
    assert undistorted(np.zeros((1, 2)), -0.2, 0.0).tolist() == [[0.0, 0.0]]


def test_beyond_the_fold_nothing_is_shown() -> None:
    fold = fold_radius(-0.2, 0.0)

    assert fold == pytest.approx(math.sqrt(1 / 0.6))
    assert np.isnan(distorted(np.array([[fold * 1.01, 0.0]]), -0.2, 0.0)).all()
    assert np.isnan(undistorted(np.array([[2.0, 0.0]]), -0.2, 0.0)).all()


@pytest.mark.parametrize(("k1", "k2"), [(0.1, 0.0), (-0.13, 0.0169), (0.0, 0.0)])
def test_a_lens_that_never_folds_has_no_limit(k1: float, k2: float) -> None:
    assert fold_radius(k1, k2) == math.inf


def test_a_strong_second_term_can_fold_a_lens_too() -> None:
    fold = fold_radius(0.0, -0.05)

    grown = [float(distorted(np.array([[r, 0.0]]), 0.0, -0.05)[0, 0]) for r in (0.5, 0.9 * fold)]
    assert grown == sorted(grown)
    assert np.isnan(distorted(np.array([[fold, 0.0]]), 0.0, -0.05)).all()


@pytest.mark.parametrize(("k1", "k2"), [(-0.13, 0.0169), (0.1, 0.0)])
def test_the_derivative_of_the_bend_agrees_with_small_differences(k1: float, k2: float) -> None:
    direct, step = rays(0.6), np.array([2e-6, -1e-6])

    factor, slope = bending((direct**2).sum(axis=1), k1, k2)
    outer = direct[:, :, None] * direct[:, None, :]
    jacobian = factor[:, None, None] * np.eye(2) + slope[:, None, None] * outer

    moved = distorted(direct + step, k1, k2) - distorted(direct - step, k1, k2)
    assert moved / 2 == pytest.approx(jacobian @ step, abs=1e-12)
