"""Lane changes seen in a mirror, in doubt, and from either party's side."""

from collections.abc import Callable

import pytest

from accident_service.liability.fact import FactKind, Truth
from tests.unit.liability.disturbed import mirrored
from tests.unit.liability.drives import A, Accident, B, cut_in, rear_end
from tests.unit.liability.lane_drives import (
    after_cut_in,
    both_into_the_middle,
    head_on,
    slow_change,
)

ONE_WAY: tuple[Callable[[], Accident], ...] = (
    cut_in,
    rear_end,
    both_into_the_middle,
    lambda: after_cut_in(follower_mps=14.0),
    lambda: after_cut_in(follower_mps=12.0, brakes_mps2=7.0),
    lambda: slow_change(4.0),
)


@pytest.mark.parametrize("scene", ONE_WAY)
def test_in_a_mirror_the_same_party_answers_by_the_same_rule(
    scene: Callable[[], Accident],
) -> None:
    seen, reflected = scene().proposed(), mirrored(scene()).proposed()

    assert dict(reflected.grades) == dict(seen.grades)
    assert reflected.rule_code == seen.rule_code
    assert reflected.strength is seen.strength


def test_in_a_mirror_the_other_one_came_from_the_left() -> None:
    facts = mirrored(both_into_the_middle()).proposed().facts

    assert facts.about(FactKind.CAME_FROM_LEFT, A).truth is Truth.FALSE
    assert facts.about(FactKind.CAME_FROM_LEFT, B).truth is Truth.TRUE


@pytest.mark.parametrize("follower_mps", [14.0, 12.5])
def test_more_doubt_about_a_cut_in_never_turns_it_against_the_other(follower_mps: float) -> None:
    said = dict(after_cut_in(follower_mps=follower_mps).proposed().grades)

    for sigma_scale in (2.0, 4.0, 8.0, 16.0, 32.0):
        doubted = after_cut_in(follower_mps=follower_mps, sigma_scale=sigma_scale).proposed()
        assert doubted.abstained or dict(doubted.grades) == said


def test_who_keeps_its_lane_in_all_of_these_is_accused_of_nothing() -> None:
    accused = {
        FactKind.WRONG_WAY,
        FactKind.LEFT_OF_CENTRE,
        FactKind.MOVED_OVER,
        FactKind.WHEEL_OVER_LINE,
        FactKind.CROSSED_SOLID_LINE,
        FactKind.SPED_UP_DURING_CHANGE,
        FactKind.BRAKED_HARD_AFTER_CUT_IN,
        FactKind.DETOURING,
        FactKind.IN_BUS_LANE,
        FactKind.MERGING_FROM_RAMP,
    }
    for accident in (cut_in(), after_cut_in(follower_mps=14.0), slow_change(4.0), head_on(2.0)):
        facts = accident.proposed().facts
        told = {kind for kind in accused if facts.about(kind, A).truth is not Truth.FALSE}
        assert told <= {FactKind.SPED_UP_DURING_CHANGE}
