from dataclasses import replace

import pytest

from accident_service.liability.facts.stop_line_crossing import seen_crossing
from accident_service.liability.facts.unseen_entry import entry_of
from tests.unit.liability.drives import B, left_turn, straight, track


def test_a_crossing_that_was_seen_is_taken_as_it_is() -> None:
    seen = left_turn().observed()

    assert entry_of(seen, B) == seen_crossing(seen, B)


def test_a_first_pose_just_beyond_the_line_bounds_the_entry() -> None:
    true = seen_crossing(left_turn().observed(), B)
    inferred = entry_of(left_turn(from_s=5.95).observed(), B)

    assert true is not None
    assert inferred is not None
    assert not inferred.seen
    assert inferred.line == true.line
    assert inferred.pts_s.low < true.pts_s.low < inferred.pts_s.high
    assert inferred.pts_s.high - inferred.pts_s.low < 0.2


@pytest.mark.parametrize("from_s", [6.6, 6.9])
def test_a_vehicle_already_turned_when_first_seen_has_no_entry(from_s: float) -> None:
    assert entry_of(left_turn(from_s=from_s).observed(), B) is None


def test_a_vehicle_so_slow_that_it_may_have_waited_has_no_entry() -> None:
    accident = left_turn()
    slow = track(B, straight(-6.0, -1.75, 0.0, 1.0), from_s=6.0)
    found = replace(accident.found, trajectories=(accident.found.trajectories[0], slow))

    assert entry_of(replace(accident, found=found).observed(), B) is None
