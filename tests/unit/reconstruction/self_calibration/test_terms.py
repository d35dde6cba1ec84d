"""Robust squares are squares near zero, and their weights descend them."""

import numpy as np
import pytest

from accident_service.reconstruction.self_calibration.terms import (
    TAIL,
    Terms,
    robust_square,
    robust_weight,
)


def test_small_residuals_count_in_full_and_large_ones_hardly() -> None:
    assert robust_square(np.array([0.01]))[0] == pytest.approx(1e-4, rel=1e-3)
    assert robust_square(np.array([100.0]))[0] < 40.0


def test_the_weight_is_half_the_slope_per_residual() -> None:
    residual = np.array([0.1, 1.0, TAIL, 8.0])
    terms = Terms(residual, np.ones(4), np.zeros((4, 1)), np.zeros((4, 12)))

    slope = (robust_square(residual + 1e-6) - robust_square(residual - 1e-6)) / 2e-6

    assert robust_weight(terms) == pytest.approx(slope / (2 * residual), rel=1e-4)
