import pytest

from accident_service.liability.fact import FactKind, Truth
from accident_service.liability.facts.contact_zone import detect, possible_clocks
from tests.unit.liability.drives import (
    A,
    Accident,
    B,
    contact,
    cut_in,
    rear_end,
    reconstruction,
    standing,
    track,
)
from tests.unit.liability.facts.told import fact, truth
from tests.unit.liability.roads import straight_road


def struck_at(ahead_m: float, left_m: float, clock: int) -> Accident:
    found = reconstruction(
        track(A, standing(0.0, 0.0)),
        track(B, standing(10.0, 0.0)),
        collisions=(contact((ahead_m, left_m), (clock, 6)),),
    )
    return Accident(found=found, road_map=straight_road())


def test_a_rear_end_strikes_a_rear_with_a_front() -> None:
    accident = rear_end()

    assert truth(detect, accident, FactKind.STRUCK_AT_REAR, A) is Truth.TRUE
    assert truth(detect, accident, FactKind.STRUCK_WITH_FRONT, A) is Truth.FALSE
    assert truth(detect, accident, FactKind.STRUCK_WITH_FRONT, B) is Truth.TRUE


def test_who_moves_over_is_struck_on_its_left_side() -> None:
    assert truth(detect, cut_in(), FactKind.STRUCK_ON_SIDE, B) is Truth.TRUE


@pytest.mark.parametrize(
    ("ahead_m", "left_m", "clock", "possible"),
    [
        (2.25, 0.0, 12, {12}),
        (-2.25, 0.0, 6, {6}),
        (0.0, -0.9, 3, {3}),
        (0.0, 0.9, 9, {9}),
        (1.0, -0.9, 1, {1, 2}),  # near the front wheel: ahead or aside
    ],
)
def test_the_doubt_of_the_point_opens_further_positions(
    ahead_m: float, left_m: float, clock: int, possible: set[int]
) -> None:
    assert possible_clocks(struck_at(ahead_m, left_m, clock).observed(), A) == possible


def test_a_contact_between_front_and_side_is_neither_for_certain() -> None:
    accident = struck_at(1.0, -0.9, 1)

    assert truth(detect, accident, FactKind.STRUCK_WITH_FRONT, A) is Truth.UNKNOWN
    assert truth(detect, accident, FactKind.STRUCK_ON_SIDE, A) is Truth.UNKNOWN
    assert truth(detect, accident, FactKind.STRUCK_AT_REAR, A) is Truth.FALSE


def test_hours_are_named_as_a_hand_passes_them() -> None:
    front = fact(detect, struck_at(2.1, 0.5, 1), FactKind.STRUCK_WITH_FRONT, A)

    assert "11、12、1点钟" in front.sentence_zh
    assert "11 or 12 or 1 o'clock" in front.sentence_en
