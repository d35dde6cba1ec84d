import pytest

from accident_service.liability.fact import FactKind, Truth
from accident_service.liability.facts.standing import detect
from accident_service.liability.road_map import LaneKind
from accident_service.liability.road_place import PlaceKind
from tests.unit.liability.drives import A, Accident, B, rear_end
from tests.unit.liability.facts.told import fact, truth
from tests.unit.liability.manoeuvre_drives import parked
from tests.unit.liability.manoeuvre_roads import place, road, sign

OFF_LANES, FORBIDDEN = FactKind.STANDING_OFF_LANES, FactKind.STANDING_FORBIDDEN
CYCLE = LaneKind.BICYCLE


def test_who_stands_in_a_bay_stands_off_the_lanes_and_may() -> None:
    told = fact(detect, parked(), OFF_LANES, A)

    assert told.truth is Truth.TRUE
    assert "[6.75, 6.75] s" in told.sentence_en
    assert truth(detect, parked(road_map=road(junction_at_m=30.0)), FORBIDDEN, A) is Truth.FALSE


def test_who_stands_in_the_queue_stands_in_its_lane_and_may() -> None:
    assert truth(detect, rear_end(), OFF_LANES, A) is Truth.FALSE
    assert truth(detect, rear_end(), FORBIDDEN, A) is Truth.FALSE


@pytest.mark.parametrize(
    ("accident", "where_en", "where_zh"),
    [
        (parked(), "in a bay", "停在停车位"),
        (parked(road_map=road(beside=CYCLE)), "in a cycle lane", "停在非机动车道"),
        (parked(y_m=-6.0), "beside the road", "停在路侧"),
        (parked(y_m=0.0), "in a lane", "停在车道"),
        (parked(y_m=0.0, road_map=road(junction_at_m=10.0)), "inside a junction", "停在路口内"),
        (
            parked(y_m=0.0, road_map=road(place=place(PlaceKind.CROSSWALK, 18.0, 22.0))),
            "on a crosswalk",
            "停在人行横道",
        ),
    ],
)
def test_where_it_stood_is_named(accident: Accident, where_en: str, where_zh: str) -> None:
    told = fact(detect, accident, OFF_LANES, A)

    assert where_en in told.sentence_en
    assert where_zh in told.sentence_zh


def test_who_drives_stands_nowhere() -> None:
    assert truth(detect, rear_end(), OFF_LANES, B) is Truth.FALSE
    assert truth(detect, rear_end(), FORBIDDEN, B) is Truth.FALSE


@pytest.mark.parametrize(
    ("junction_at_m", "expected"),
    [(60.0, Truth.TRUE), (70.0, Truth.UNKNOWN), (80.0, Truth.FALSE), (None, Truth.FALSE)],
)
def test_within_fifty_metres_of_a_junction_nobody_may_stand(
    junction_at_m: float | None, expected: Truth
) -> None:
    accident = parked(road_map=road(beside=CYCLE, junction_at_m=junction_at_m))

    assert truth(detect, accident, FORBIDDEN, A) is expected


@pytest.mark.parametrize(
    ("kind", "at_m", "expected"),
    [
        ("no-stopping", (20.0, -6.0), Truth.TRUE),
        ("no_parking", (30.0, -6.0), Truth.TRUE),
        ("no-stopping", (90.0, -6.0), Truth.FALSE),
        ("speed-limit", (20.0, -6.0), Truth.FALSE),
    ],
)
def test_a_sign_forbids_it(kind: str, at_m: tuple[float, float], expected: Truth) -> None:
    accident = parked(road_map=road(beside=CYCLE, signs=(sign(kind, at_m),)))

    assert truth(detect, accident, FORBIDDEN, A) is expected


@pytest.mark.parametrize(
    ("kind", "from_x_m", "expected"),
    [
        (PlaceKind.CROSSWALK, 18.0, Truth.TRUE),
        (PlaceKind.CROSSWALK, 26.0, Truth.FALSE),
        (PlaceKind.BEND, 60.0, Truth.TRUE),
        (PlaceKind.BEND, 90.0, Truth.FALSE),
    ],
)
def test_nor_on_a_crosswalk_nor_near_a_bend(
    kind: PlaceKind, from_x_m: float, expected: Truth
) -> None:
    there = place(kind, from_x_m, from_x_m + 4.0)
    accident = parked(road_map=road(beside=CYCLE, place=there))

    assert truth(detect, accident, FORBIDDEN, A) is expected


def test_standing_in_a_lane_for_no_visible_reason_proves_nothing_yet() -> None:
    accident = parked(y_m=0.0, passing_y_m=1.8)

    assert truth(detect, accident, OFF_LANES, A) is Truth.FALSE
    assert truth(detect, accident, FORBIDDEN, A) is Truth.UNKNOWN


def test_a_poor_position_leaves_it_open() -> None:
    accident = parked(y_m=-2.4, sigma_scale=20.0)

    assert truth(detect, accident, OFF_LANES, A) is Truth.UNKNOWN
