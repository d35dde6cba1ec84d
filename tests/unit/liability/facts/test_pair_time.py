import math

import pytest

from accident_service.liability.facts.pair_time import finite, time_to_collision, told
from accident_service.quantities.uncertainty import Interval
from tests.unit.liability.drives import cut_in, rear_end
from tests.unit.liability.lane_drives import after_cut_in


def test_who_closes_in_steadily_has_the_time_until_the_contact() -> None:
    seen = rear_end().observed()  # at 8 m/s into a standing car, at 7 s

    ttc_s = time_to_collision(seen, Interval(5.0, 5.0))

    assert ttc_s is not None
    assert ttc_s.low <= 2.0 <= ttc_s.high
    assert ttc_s.high - ttc_s.low < 0.2


def test_a_moment_known_to_an_interval_gives_all_its_times() -> None:
    ttc_s = time_to_collision(rear_end().observed(), Interval(5.0, 5.5))

    assert ttc_s is not None
    assert ttc_s.low <= 1.5
    assert ttc_s.high >= 2.0


def test_more_doubt_of_place_and_speed_widens_it() -> None:
    at = Interval(6.4, 6.4)
    sharp = time_to_collision(after_cut_in(follower_mps=14.0).observed(), at)
    blurred = time_to_collision(after_cut_in(follower_mps=14.0, sigma_scale=5.0).observed(), at)

    assert sharp is not None
    assert blurred is not None
    assert blurred.low < sharp.low < sharp.high < blurred.high


def test_beyond_five_seconds_it_is_not_told_and_unseen_moments_have_none() -> None:
    seen = rear_end().observed()
    far = time_to_collision(seen, Interval(1.0, 1.0))

    assert far is not None
    assert math.isinf(far.low)
    assert finite(far) is None
    assert "above 5 s" in told(far).en
    assert time_to_collision(cut_in(from_s=4.0).observed(), Interval(3.0, 3.0)) is None
    assert "not known" in told(None).en


@pytest.mark.parametrize(
    ("ttc_s", "words"),
    [(Interval(1.0, 1.5), "[1.00, 1.50] s"), (Interval(1.0, math.inf), "at least 1.0 s")],
)
def test_it_is_told_as_far_as_it_is_known(ttc_s: Interval, words: str) -> None:
    assert words in told(ttc_s).en
