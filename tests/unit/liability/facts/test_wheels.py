import pytest

from accident_service.liability.facts.lane_keeping import Side, lane_moments
from accident_service.liability.facts.wheels import (
    AXLE_SHARE,
    INSET_M,
    LINE_NAMES,
    Wheel,
    over_line,
    passings,
)
from accident_service.liability.road_map import LineKind
from tests.unit.liability.drives import (
    CAR_WIDTH_M,
    CONTACT_S,
    LENGTH_M,
    A,
    Accident,
    B,
    contact,
    left_turn,
    reconstruction,
    straight,
    track,
)
from tests.unit.liability.lane_drives import between
from tests.unit.liability.lane_roads import three_lanes

SPAN_S = (CONTACT_S - 2.5, CONTACT_S - 0.5)


def moved_over() -> Accident:
    """B moves from the middle lane into the left one, steadily over two seconds."""
    return Accident(
        found=reconstruction(
            track(A, straight(5.0, 3.5, 0.0, 12.0)),
            track(B, between(0.0, 3.5, x_m=12.0, speed_mps=10.0, span_s=SPAN_S)),
            collisions=(contact((9.6, 3.5), (12, 6)),),
        ),
        road_map=three_lanes(),
    )


def test_wheels_of_a_vehicle_that_runs_straight_are_just_inside_its_sides() -> None:
    moment = lane_moments(moved_over().observed(), A)[0]

    for wheel, side in ((Wheel.FRONT_LEFT, Side.LEFT), (Wheel.REAR_RIGHT, Side.RIGHT)):
        over = over_line(moment, wheel, side)
        assert over.value == pytest.approx(CAR_WIDTH_M / 2 - INSET_M - 1.75, abs=0.01)


def test_the_front_wheel_passes_first_and_each_at_its_own_moment() -> None:
    passed = passings(lane_moments(moved_over().observed(), B))

    assert [one.wheel for one in passed[:2]] == [Wheel.FRONT_LEFT, Wheel.REAR_LEFT]
    assert len(passed) == 4
    assert {one.line for one in passed} == {LineKind.DASHED_WHITE}
    # At an angle of 9.9 degrees, sideways at 1.75 m/s.
    sin, cos = 0.172, 0.985
    aside_m = CAR_WIDTH_M / 2 - INSET_M
    for one in passed:
        ahead_m = AXLE_SHARE * LENGTH_M * (1 if "front" in one.wheel else -1)
        left_m = aside_m * (1 if "left" in one.wheel else -1)
        at_s = SPAN_S[0] + (1.75 - ahead_m * sin - left_m * cos) / 1.75
        assert one.pts_s.low <= at_s <= one.pts_s.high
        assert one.pts_s.high - one.pts_s.low < 0.35


def test_who_keeps_its_lane_or_is_in_a_junction_passes_no_line() -> None:
    assert passings(lane_moments(moved_over().observed(), A)) == ()
    assert passings(lane_moments(left_turn().observed(), B)) == ()
    assert passings([]) == ()


def test_every_line_and_every_wheel_has_a_name() -> None:
    assert set(LINE_NAMES) == set(LineKind)
    assert [wheel.name_zh for wheel in Wheel] == ["左前轮", "右前轮", "左后轮", "右后轮"]
