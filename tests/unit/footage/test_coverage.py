import math

import pytest

from accident_service.footage.coverage import coverage_of
from tests.unit.footage.sample_cameras import camera


def test_a_place_well_inside_the_view_is_seen_whole() -> None:
    coverage = coverage_of(camera(), place_m=(30.0, 0.0), place_sigma_m=2.0)

    assert coverage.share_seen == pytest.approx(1.0)
    assert coverage.distance_m == pytest.approx(30.0)


def test_a_place_at_the_rim_is_seen_in_part_and_one_behind_not_at_all() -> None:
    rim = coverage_of(camera(), place_m=(60.0, 0.0), place_sigma_m=5.0)
    behind = coverage_of(camera(), place_m=(-30.0, 0.0), place_sigma_m=5.0)

    assert 0.3 < rim.share_seen < 0.6
    assert behind.share_seen == 0.0


def test_the_expected_sigma_grows_with_the_square_of_the_distance() -> None:
    near = coverage_of(camera(), place_m=(20.0, 0.0), place_sigma_m=0.0)
    far = coverage_of(camera(), place_m=(40.0, 0.0), place_sigma_m=0.0)

    ratio = far.expected_sigma_m / near.expected_sigma_m
    assert ratio == pytest.approx((40**2 + 6**2) / (20**2 + 6**2))
    assert math.isclose(near.expected_sigma_m, 1.5 * 436 / (6 * 1280))
