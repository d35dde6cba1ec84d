import itertools

import pytest

from accident_service.liability.fact import Truth
from accident_service.liability.judge import judge
from accident_service.liability.robustness.graded import (
    LONGEST_REACTION_S,
    SHORTEST_REACTION_S,
    STEPS,
    Graded,
    GradedSupposition,
    graded_suppositions,
)
from accident_service.liability.rulebook import Rulebook
from accident_service.quantities.identifiers import TrackId
from tests.unit.liability.drives import OCCURRED_ON, A, Accident, B, left_turn, rear_end

LAW = Rulebook.built_in().in_force(OCCURRED_ON)


def graded(accident: Accident) -> dict[tuple[Graded, TrackId], GradedSupposition]:
    seen = accident.observed()
    found = graded_suppositions(seen, judge(seen, LAW).facts)
    return {(one.graded, one.party): one for one in found}


def test_braking_sooner_leaves_more_room_and_each_reaction_says_how_much() -> None:
    reaction = graded(rear_end())[Graded.REACTION, B]
    gaps_m = [step.gap_m for step in reaction.steps]

    assert [step.value for step in reaction.steps][:: STEPS - 1] == [
        SHORTEST_REACTION_S,
        LONGEST_REACTION_S,
    ]
    # At 8 m/s each second sooner is worth eight metres.
    assert gaps_m[0].low - gaps_m[4].low == pytest.approx(8.0, abs=0.5)
    assert all(one.low > other.low for one, other in itertools.pairwise(gaps_m))
    assert reaction.usual == LAW.thresholds.supposed_reaction_s


def test_who_stands_is_not_asked_to_have_been_slower() -> None:
    assert {party for _, party in graded(rear_end())} == {B}


def test_a_slower_driver_who_would_have_come_later_is_not_said_to_have_missed_it() -> None:
    slowest = graded(rear_end())[Graded.SPEED, B].steps[0]

    assert slowest.gap_m.low > 0
    assert slowest.nearing
    assert slowest.avoided is Truth.UNKNOWN


def test_as_driven_they_touch_and_slower_the_crossing_is_clear() -> None:
    speed = graded(left_turn())[Graded.SPEED, A]

    assert speed.steps[-1].avoided is Truth.FALSE
    assert speed.steps[0].avoided is Truth.TRUE
    assert not speed.steps[0].nearing
    middle = [step.avoided for step in speed.steps]
    assert middle == sorted(middle, key=[Truth.TRUE, Truth.UNKNOWN, Truth.FALSE].index)
