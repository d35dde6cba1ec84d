import math

import pytest

from accident_service.casefile.compass import direction_in_words
from accident_service.quantities.uncertainty import Interval


def told(low_deg: float, high_deg: float) -> str:
    return direction_in_words(Interval(math.radians(low_deg), math.radians(high_deg))).zh


@pytest.mark.parametrize(
    ("bearing_deg", "words"),
    [
        (0, "由南向北"),
        (45, "由西南向东北"),
        (90, "由西向东"),
        (135, "由西北向东南"),
        (180, "由北向南"),
        (225, "由东北向西南"),
        (270, "由东向西"),
        (315, "由东南向西北"),
    ],
)
def test_a_bearing_is_told_by_where_from_and_where_to(bearing_deg: float, words: str) -> None:
    assert told(bearing_deg - 4, bearing_deg + 4) == words


def test_north_is_told_on_both_sides_of_nought() -> None:
    assert told(350, 370) == told(-10, 10) == "由南向北"
    assert direction_in_words(Interval(-0.1, 0.1)).en == "from south to north"


def test_what_lies_between_two_of_eight_points_is_told_by_one_of_four() -> None:
    assert told(56, 80) == "由西向东"
    assert told(20, 25) == "由南向北"


def test_what_lies_between_two_of_four_as_well_is_not_told() -> None:
    assert told(32, 72) == ""
    assert told(0, 360) == ""
    assert direction_in_words(Interval(0.0, 1.0)).en == ""
