"""Lines of a known scene belong to their families, and only there."""

import numpy as np
import pytest

from accident_service.reconstruction.self_calibration.lines import (
    ASTRAY,
    UPRIGHT,
    assigned,
    family_residual,
)
from accident_service.reconstruction.self_calibration.segments import Segments
from tests.scenes.watched_traffic import CAMERA, STREET_RAD, segments

STREET = np.array([STREET_RAD])


def test_streets_and_posts_are_told_apart_and_fit() -> None:
    lines = assigned(CAMERA, segments(), STREET)

    assert lines.family.tolist() == [0] * 7 + [UPRIGHT] * 4
    assert family_residual(CAMERA, lines) == pytest.approx(0.0, abs=1e-6)
    assert lines.cost(CAMERA) == pytest.approx(0.0, abs=1e-9)


def test_a_line_of_no_family_is_astray_and_costs_a_little() -> None:
    known = segments()
    slanted = np.array([[[300.0, 200.0], [340.0, 260.0]]])
    more = Segments(
        np.concatenate([known.ends_px, slanted]),
        np.append(known.sigma_rad, 0.01),
        np.append(known.level, False),
    )

    lines = assigned(CAMERA, more, STREET)

    assert lines.family[-1] == ASTRAY
    assert 1.0 < lines.cost(CAMERA) < 10.0


def test_where_a_vehicle_went_is_never_upright() -> None:
    known = segments()
    ways = Segments(known.ends_px, known.sigma_rad, np.ones(len(known), dtype=bool))

    assert not (assigned(CAMERA, ways, STREET).family == UPRIGHT).any()


def test_a_tilted_camera_is_noticed_as_the_terms_say() -> None:
    lines = assigned(CAMERA, segments(), STREET)
    step = np.zeros(15)
    step[6] = 1e-3
    told = lines.terms(CAMERA)

    moved = family_residual(CAMERA.moved(step), lines)

    assert moved == pytest.approx(told.by_camera[:, 6] * 1e-3, abs=0.02)
    turned = family_residual(CAMERA, lines.moved(np.array([1e-3])))
    assert turned == pytest.approx(told.by_own[:, 0] * 1e-3, abs=0.02)
