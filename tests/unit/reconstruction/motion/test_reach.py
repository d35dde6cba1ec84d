import numpy as np
import pytest

from accident_service.reconstruction.motion.foreground import BODY, LIGHT, ROAD
from accident_service.reconstruction.motion.reach import DIRECTION_COUNT, DIRECTIONS, reach_of

RIGHT, DOWN = 0, DIRECTION_COUNT // 4
LEFT, UP = DIRECTION_COUNT // 2, 3 * DIRECTION_COUNT // 4
BODY_AT = (slice(40, 60), slice(50, 90))


def scene() -> tuple[np.ndarray, np.ndarray]:
    """A body of 40 by 20 pixels in the middle of an empty road, labelled 1."""
    told = np.full((120, 160), ROAD, np.uint8)
    labels = np.zeros((120, 160), np.uint16)
    told[BODY_AT], labels[BODY_AT] = BODY, 1
    return told, labels


def test_a_rectangle_reaches_to_its_corners_in_every_direction() -> None:
    low, high = reach_of(*scene(), 1, BODY_AT)

    corners = np.array([[50, 40], [89, 40], [50, 59], [89, 59]])
    assert low == pytest.approx((corners @ DIRECTIONS.T).max(axis=0))
    assert np.array_equal(low, high)


def test_a_shadow_that_touches_the_body_may_be_body() -> None:
    told, labels = scene()
    told[45:60, 90:97] = LIGHT

    low, high = reach_of(told, labels, 1, BODY_AT)

    assert (low[RIGHT], high[RIGHT]) == (89, 96)
    assert low[LEFT] == high[LEFT]


def test_a_shadow_apart_from_the_body_is_none_of_it() -> None:
    told, labels = scene()
    told[45:55, 93:97] = LIGHT

    low, high = reach_of(told, labels, 1, BODY_AT)

    assert np.array_equal(low, high)


def test_beside_another_thing_the_reach_has_no_end() -> None:
    told, labels = scene()
    labels[40:60, 91:120] = 2

    _, high = reach_of(told, labels, 1, BODY_AT)

    assert np.isinf(high[RIGHT])
    assert np.isfinite(high[[LEFT]]).all()


def test_at_the_border_the_reach_has_no_end() -> None:
    told, labels = scene()
    told, labels = told[:61], labels[:61]

    _, high = reach_of(told, labels, 1, BODY_AT)

    assert np.isinf(high[DOWN])
    assert np.isfinite(high[UP])
