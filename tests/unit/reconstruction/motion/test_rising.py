import numpy as np

from accident_service.reconstruction.motion.flow import FlowSensor
from accident_service.reconstruction.motion.rising import rising_regions
from tests.scenes.moving_pictures import COLUMNS, ROWS, MovingRectangle, pictures

NOTHING_TAKEN = np.zeros((ROWS, COLUMNS), dtype=bool)


def regions(step_px: float, taken: np.ndarray = NOTHING_TAKEN) -> list[np.ndarray]:
    thing = MovingRectangle((70.0, 70.0 + step_px), 40, 60, 30)
    before, now = pictures(thing, noise_levels=0.5)
    return list(rising_regions(taken, FlowSensor().backward(before.pixels, now.pixels)))


def test_what_begins_to_move_is_one_region_of_its_own_size() -> None:
    (region,) = regions(2.0)
    true = np.zeros((ROWS, COLUMNS), dtype=bool)
    true[40:70, 72:132] = True
    assert np.count_nonzero(true & (region > 0)) > 0.85 * np.count_nonzero(true)
    assert np.count_nonzero(~true & (region > 0)) < 0.25 * np.count_nonzero(true)


def test_what_keeps_still_does_not_rise() -> None:
    assert regions(0.0) == []


def test_nothing_that_stood_goes_far_in_one_frame() -> None:
    assert regions(12.0) == []


def test_what_is_somebodys_already_does_not_rise() -> None:
    assert regions(2.0, np.ones((ROWS, COLUMNS), dtype=bool)) == []
