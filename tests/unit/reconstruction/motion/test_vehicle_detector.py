"""Boxes are compared by what they share."""

import numpy as np
import pytest

from accident_service.reconstruction.motion.vehicle_detector import overlap

BOX = np.array([10.0, 10.0, 30.0, 20.0])


@pytest.mark.parametrize(
    ("other", "shared"),
    [
        (BOX, 1.0),
        (BOX + 100.0, 0.0),
        (np.array([20.0, 10.0, 40.0, 20.0]), 1 / 3),
        (np.array([30.0, 20.0, 30.0, 20.0]), 0.0),
    ],
)
def test_the_overlap_is_the_shared_part_of_both(other: np.ndarray, shared: float) -> None:
    assert overlap(BOX, other) == pytest.approx(shared)
    assert overlap(other, BOX) == pytest.approx(shared)
