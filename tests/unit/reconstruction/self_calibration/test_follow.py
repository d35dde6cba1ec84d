"""The best of several starts ends near the truth."""

import numpy as np
import pytest

from accident_service.reconstruction.self_calibration.follow import best_camera
from accident_service.reconstruction.self_calibration.segments import Segments
from tests.scenes.watched_traffic import CAMERA, SIZE, pitch_rad, seen, segments

VEHICLES = tuple(seen(label) for label in range(1, 6))


def test_lines_and_vehicles_lead_to_the_camera() -> None:
    best = best_camera(SIZE, VEHICLES, segments())

    assert best is not None
    assert len(best.believed) == 5
    assert pitch_rad(best.adjusted.camera) == pytest.approx(pitch_rad(CAMERA), abs=0.02)


def test_without_lines_vehicles_alone_come_near() -> None:
    """Focal length and tilt trade against each other; the horizon is what they agree on."""
    none = Segments(np.zeros((0, 2, 2)), np.zeros(0), np.zeros(0, dtype=bool))

    best = best_camera(SIZE, VEHICLES, none)

    assert best is not None
    assert pitch_rad(best.adjusted.camera) == pytest.approx(pitch_rad(CAMERA), abs=0.1)
