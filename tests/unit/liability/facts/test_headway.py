import pytest

from accident_service.liability.fact import FactKind, Truth
from accident_service.liability.facts.headway import detect
from tests.unit.liability import roads
from tests.unit.liability.drives import (
    CONTACT_S,
    A,
    Accident,
    B,
    Motion,
    State,
    contact,
    cut_in,
    left_turn,
    rear_end,
    reconstruction,
    track,
)
from tests.unit.liability.facts.told import fact, truth, value
from tests.unit.liability.lane_drives import head_on

BRAKES_AT_S = 4.0


def leading(mps2: float) -> Motion:
    """At 12 m/s, braking steadily from 4 s on, until it stands."""

    def state(pts_s: float) -> State:
        braked_s = min(max(pts_s - BRAKES_AT_S, 0.0), 12.0 / mps2)
        steady_s = min(pts_s, BRAKES_AT_S)
        gone_m = 12.0 * steady_s + 12.0 * braked_s - mps2 * braked_s**2 / 2
        return (gone_m, 0.0, 0.0, 12.0 - mps2 * braked_s)

    return state


def followed(gap_m: float, *, sigma_scale: float = 1.0) -> Accident:
    """B follows A at 12 m/s with this gap until A brakes; how it ended does not matter here."""

    def behind(pts_s: float) -> State:
        return (12.0 * pts_s - 4.5 - gap_m, 0.0, 0.0, 12.0)

    touched_m = leading(4.0)(CONTACT_S)[0] - 2.25
    return Accident(
        found=reconstruction(
            track(A, leading(4.0), sigma_scale=sigma_scale),
            track(B, behind, sigma_scale=sigma_scale),
            collisions=(contact((touched_m, 0.0), (6, 12)),),
        ),
        road_map=roads.straight_road(),
    )


@pytest.mark.parametrize(
    ("gap_m", "below"), [(5.0, Truth.TRUE), (12.0, Truth.UNKNOWN), (20.0, Truth.FALSE)]
)
def test_the_gap_when_the_one_ahead_braked_is_told_and_set_beside_a_stop(
    gap_m: float, below: Truth
) -> None:
    # Both at 12 m/s: an emergency stop takes what is driven in a second of reacting.
    accident = followed(gap_m)

    told = value(detect, accident, FactKind.GAP_BELOW_STOPPING, B)

    assert truth(detect, accident, FactKind.GAP_BELOW_STOPPING, B) is below
    assert told.low - 0.5 <= gap_m <= told.high + 0.5


def test_headway_in_seconds_and_what_a_stop_needs_are_said() -> None:
    told = fact(detect, followed(6.0), FactKind.GAP_BELOW_STOPPING, B).sentence_en

    assert "s of headway" in told
    assert "an emergency stop needs about" in told


def test_doubtful_places_leave_it_open() -> None:
    accident = followed(5.0, sigma_scale=40.0)

    assert truth(detect, accident, FactKind.GAP_BELOW_STOPPING, B) is Truth.UNKNOWN


def test_who_came_upon_a_standing_queue_had_room_three_seconds_before() -> None:
    # 24.4 m at 8 m/s, where 12 m would do.
    assert truth(detect, rear_end(), FactKind.GAP_BELOW_STOPPING, B) is Truth.FALSE
    assert value(detect, rear_end(), FactKind.GAP_BELOW_STOPPING, B).low > 20.0


def test_who_was_ahead_beside_or_coming_the_other_way_followed_nobody() -> None:
    for accident in (cut_in(), left_turn(), head_on(2.0)):
        assert truth(detect, accident, FactKind.GAP_BELOW_STOPPING, A) is Truth.FALSE
    told = fact(detect, rear_end(), FactKind.GAP_BELOW_STOPPING, A)
    assert told.truth is Truth.FALSE
    assert "not following" in told.sentence_en
