import pytest

from accident_service.liability.fact import Truth
from accident_service.liability.facts.u_turn_ban import what_forbids
from accident_service.liability.facts.u_turning import turn_before_contact
from accident_service.liability.road_map import Sign
from tests.unit.liability.drives import A
from tests.unit.liability.manoeuvre_drives import u_turn
from tests.unit.liability.manoeuvre_roads import road, sign


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


def test_what_began_out_of_sight_is_not_known() -> None:
    assert what_forbids(u_turn().observed(), None)[0] is Truth.UNKNOWN
