from dataclasses import replace

import pytest

from accident_service.liability.fact import FactKind, Truth
from accident_service.liability.facts.cut_in import detect
from tests.unit.liability.drives import (
    A,
    Accident,
    B,
    Motion,
    State,
    cut_in,
    left_turn,
    rear_end,
    track,
)
from tests.unit.liability.facts.told import truth, value
from tests.unit.liability.lane_drives import after_cut_in


def faster(by_mps2: float) -> Motion:
    """Along the far lane, gathering speed for three seconds before the contact."""

    def state(pts_s: float) -> State:
        before_s = 7.0 - pts_s
        return (
            10.0 - 12.0 * before_s + by_mps2 * before_s**2 / 2,
            3.5,
            0.0,
            12.0 - by_mps2 * before_s,
        )

    return state


def kept_by(motion: Motion, *, sigma_scale: float = 1.0) -> Accident:
    accident = cut_in()
    keeper = track(A, motion, from_s=3.0, sigma_scale=sigma_scale)
    found = replace(accident.found, trajectories=(keeper, accident.found.trajectories[1]))
    return replace(accident, found=found)


@pytest.mark.parametrize(
    ("by_mps2", "told"), [(0.0, Truth.FALSE), (1.0, Truth.UNKNOWN), (2.0, Truth.TRUE)]
)
def test_speeding_up_is_told_from_when_the_other_passed_the_line(
    by_mps2: float, told: Truth
) -> None:
    accident = kept_by(faster(by_mps2))
    gained = value(detect, accident, FactKind.SPED_UP_DURING_CHANGE, A)

    assert truth(detect, accident, FactKind.SPED_UP_DURING_CHANGE, A) is told
    assert gained.low <= by_mps2 <= gained.high


def test_speed_known_badly_leaves_it_open() -> None:
    accident = kept_by(faster(2.0), sigma_scale=10.0)

    assert truth(detect, accident, FactKind.SPED_UP_DURING_CHANGE, A) is Truth.UNKNOWN


def test_where_nobody_changed_lanes_nobody_sped_up_or_braked_after_it() -> None:
    for accident in (rear_end(), left_turn()):
        for party in (A, B):
            for kind in (FactKind.SPED_UP_DURING_CHANGE, FactKind.BRAKED_HARD_AFTER_CUT_IN):
                assert truth(detect, accident, kind, party) is Truth.FALSE


@pytest.mark.parametrize(("brakes_mps2", "told"), [(0.0, Truth.FALSE), (7.0, Truth.TRUE)])
def test_hard_braking_after_the_change_is_told(brakes_mps2: float, told: Truth) -> None:
    accident = after_cut_in(follower_mps=12.0, brakes_mps2=brakes_mps2)

    assert truth(detect, accident, FactKind.BRAKED_HARD_AFTER_CUT_IN, B) is told


def test_who_cut_in_and_braked_is_left_to_the_officer() -> None:
    proposal = after_cut_in(follower_mps=12.0, brakes_mps2=7.0).proposed()

    assert proposal.abstained
    assert "mixed-M04" in {reason.code for reason in proposal.reasons}
