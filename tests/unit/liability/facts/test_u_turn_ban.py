import pytest

from accident_service.liability.fact import Truth
from accident_service.liability.facts.u_turn_ban import what_forbids
from accident_service.liability.facts.u_turning import turn_before_contact
from accident_service.liability.road_map import Sign
from accident_service.liability.road_place import PlaceKind
from tests.unit.liability.drives import A
from tests.unit.liability.manoeuvre_drives import u_turn
from tests.unit.liability.manoeuvre_roads import place, road, sign


@pytest.mark.parametrize(
    ("posted", "expected"),
    [
        (sign("no-u-turn"), Truth.TRUE),
        (sign("no_left_turn"), Truth.TRUE),
        (sign("speed-limit"), Truth.FALSE),
        (sign("no-u-turn", (90.0, 10.0)), Truth.FALSE),
        (sign("no-u-turn", approach="W"), Truth.FALSE),
    ],
    ids=["no U-turn", "no left turn", "another", "far off", "of another approach"],
)
def test_a_sign_forbids_it_where_it_speaks(posted: Sign, expected: Truth) -> None:
    seen = u_turn(130.0, road_map=road(signs=(posted,))).observed()

    assert what_forbids(seen, turn_before_contact(seen, A))[0] is expected


@pytest.mark.parametrize(
    ("kind", "from_x_m", "expected"),
    [
        (PlaceKind.CROSSWALK, 1.0, Truth.TRUE),
        (PlaceKind.BRIDGE, -20.0, Truth.TRUE),
        (PlaceKind.SLOPE, 30.0, Truth.FALSE),
        (PlaceKind.NARROW, -20.0, Truth.FALSE),
    ],
    ids=["on a crosswalk", "on a bridge", "beyond a slope", "narrow, which forbids nothing"],
)
def test_the_place_forbids_it_where_the_turn_went(
    kind: PlaceKind, from_x_m: float, expected: Truth
) -> None:
    there = place(kind, from_x_m, from_x_m + 24.0)
    seen = u_turn(130.0, road_map=road(place=there)).observed()

    assert what_forbids(seen, turn_before_contact(seen, A))[0] is expected


def test_what_began_out_of_sight_is_not_known() -> None:
    assert what_forbids(u_turn().observed(), None)[0] is Truth.UNKNOWN
