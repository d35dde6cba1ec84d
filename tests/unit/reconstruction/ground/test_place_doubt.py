import numpy as np
import pytest

from accident_service.reconstruction.ground.outline_edges import OFFSETS
from accident_service.reconstruction.ground.place_doubt import foot_untold, kind_variance_m2

FOOT = np.where(OFFSETS < 0.0, 0.4, 1.0)  # dark below the body, the usual road beyond
LAMPS = np.where(OFFSETS < 3.0, 1.1, 1.8)  # the road before lit lamps: bright some way ahead
WHOLE = np.ones((1, 4), dtype=bool)


def test_a_foot_is_told_by_the_dark_below_the_body() -> None:
    assert foot_untold(np.tile(FOOT, (1, 4, 1)), WHOLE) == 0.0


def test_a_foot_before_lit_lamps_is_not_told() -> None:
    light = np.stack([FOOT, FOOT, FOOT, LAMPS])[None]
    assert foot_untold(light, WHOLE) == pytest.approx(0.25)


def test_a_foot_that_is_hidden_or_outside_the_picture_is_not_told() -> None:
    light = np.tile(FOOT, (1, 4, 1))
    assert foot_untold(light, ~WHOLE) == 1.0
    assert foot_untold(np.full_like(light, np.nan), WHOLE) == 1.0


def test_kinds_that_explain_alike_leave_the_place_between_theirs_open() -> None:
    here, there = np.zeros((3, 2)), np.tile([0.0, 0.6], (3, 1))
    alike = kind_variance_m2([here, there], [0.0, 0.0])
    assert alike == pytest.approx(np.tile([0.0, 0.18], (3, 1)))
    assert kind_variance_m2([here, there], [0.0, 2.0]).max() < 2e-4
    assert kind_variance_m2([here], [1.5]) == pytest.approx(np.zeros((3, 2)))
