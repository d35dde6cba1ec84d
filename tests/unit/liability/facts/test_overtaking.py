import pytest

from accident_service.liability.fact import FactKind, Truth
from accident_service.liability.facts.overtaking import detect
from tests.unit.liability.drives import (
    A,
    Accident,
    B,
    contact,
    cut_in,
    left_turn,
    rear_end,
    reconstruction,
    straight,
    track,
)
from tests.unit.liability.facts.told import fact, truth
from tests.unit.liability.overtaking_drives import (
    overtaken_turning_left,
    overtaking_with_oncoming,
    passing_in_the_next_lane,
    passing_on_the_right,
    pulling_out,
)
from tests.unit.liability.overtaking_roads import two_way_road, wide_road


def test_who_passes_the_other_overtakes_it_and_is_not_overtaken() -> None:
    accident = overtaken_turning_left()

    assert truth(detect, accident, FactKind.OVERTAKING_THE_OTHER, B) is Truth.TRUE
    assert truth(detect, accident, FactKind.OVERTAKING, B) is Truth.TRUE
    assert truth(detect, accident, FactKind.OVERTAKING_THE_OTHER, A) is Truth.FALSE
    assert truth(detect, accident, FactKind.OVERTAKING, A) is Truth.FALSE


def test_who_gains_on_a_third_vehicle_in_the_opposite_lane_is_overtaking() -> None:
    accident = overtaking_with_oncoming()
    told = fact(detect, accident, FactKind.OVERTAKING, B)

    assert told.truth is Truth.TRUE
    assert "vehicle C" in told.sentence_en
    assert truth(detect, accident, FactKind.OVERTAKING_THE_OTHER, B) is Truth.FALSE


def test_being_in_the_opposite_lane_with_nobody_to_pass_is_not_overtaking() -> None:
    alone = overtaking_with_oncoming(third=False)

    assert truth(detect, alone, FactKind.OVERTAKING, B) is Truth.FALSE


@pytest.mark.parametrize("accident", [rear_end(), cut_in(), left_turn()])
def test_other_accidents_hold_no_overtaking(accident: Accident) -> None:
    for party in (A, B):
        for kind in (FactKind.OVERTAKING, FactKind.OVERTAKING_THE_OTHER):
            assert truth(detect, accident, kind, party) is Truth.FALSE


def test_the_side_is_told() -> None:
    on_the_right = passing_on_the_right()

    assert truth(detect, on_the_right, FactKind.PASSING_ON_THE_RIGHT, B) is Truth.TRUE
    assert truth(detect, on_the_right, FactKind.PASSING_ON_THE_RIGHT, A) is Truth.FALSE
    on_the_left = overtaken_turning_left()
    assert truth(detect, on_the_left, FactKind.PASSING_ON_THE_RIGHT, B) is Truth.FALSE


@pytest.mark.parametrize("left", [True, False])
def test_a_marked_lane_beside_the_other_is_ones_own(left: bool) -> None:  # noqa: FBT001 - a parameter of the test
    accident = passing_in_the_next_lane(left=left)

    assert truth(detect, accident, FactKind.PASSING_IN_OWN_LANE, B) is Truth.TRUE


@pytest.mark.parametrize("accident", [passing_on_the_right(), overtaken_turning_left()])
def test_the_others_own_lane_and_the_opposite_one_are_not(accident: Accident) -> None:
    assert truth(detect, accident, FactKind.PASSING_IN_OWN_LANE, B) is Truth.FALSE


def beside_since(first_s: float) -> Accident:
    """B is first seen beside A, a little faster."""
    return Accident(
        found=reconstruction(
            track(A, straight(1.0, 0.5, 0.0, 6.0)),
            track(B, straight(0.0, -1.35, 0.0, 6.5), from_s=first_s),
            collisions=(contact((0.5, -0.43), (3, 9)),),
        ),
        road_map=wide_road(),
    )


def test_who_is_first_seen_beside_and_faster_may_have_overtaken() -> None:
    assert truth(detect, beside_since(5.0), FactKind.OVERTAKING_THE_OTHER, B) is Truth.UNKNOWN
    assert truth(detect, beside_since(5.0), FactKind.OVERTAKING_THE_OTHER, A) is Truth.FALSE


def test_who_was_seen_beside_for_long_has_not() -> None:
    assert truth(detect, beside_since(3.0), FactKind.OVERTAKING_THE_OTHER, B) is Truth.FALSE


def test_much_doubt_leaves_it_open() -> None:
    doubtful = passing_on_the_right(sigma_scale=24.0)

    assert truth(detect, doubtful, FactKind.OVERTAKING_THE_OTHER, B) is Truth.UNKNOWN
    assert truth(detect, doubtful, FactKind.PASSING_ON_THE_RIGHT, B) is Truth.UNKNOWN


def test_who_has_pulled_out_but_is_far_behind_is_not_yet_overtaking() -> None:
    far_behind = Accident(
        found=reconstruction(
            track(A, straight(2.25, 3.5, 3.1416, 10.0)),
            track(B, pulling_out(-2.25, speed_mps=12.0, y_m=3.4, out_s=3.5)),
            track("C", straight(42.0, 0.0, 0.0, 6.0)),  # type: ignore[arg-type]  # a NewType
            collisions=(contact((0.0, 3.45), (12, 12)),),
        ),
        road_map=two_way_road(),
    )

    assert truth(detect, far_behind, FactKind.OVERTAKING, B) is Truth.FALSE
