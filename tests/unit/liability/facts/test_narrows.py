import math

import pytest

from accident_service.liability.fact import Truth
from accident_service.liability.facts.narrows import Narrows, entered_first
from tests.unit.liability.drives import A, B
from tests.unit.liability.meeting_drives import meeting_on_a_slope

# B comes from the west, its front at 6 m/s at x = 0 at 7 s; A the other way, likewise.
SEEN = meeting_on_a_slope().observed()


@pytest.mark.parametrize(
    ("near_m", "far_m", "first"),
    [
        (-12.0, 3.0, Truth.TRUE),  # B in at 5.0 s, A at 6.5 s
        (-3.0, 12.0, Truth.FALSE),
        (-12.0, 12.0, Truth.UNKNOWN),  # both at 5.0 s
        (-12.0, -1.0, Truth.TRUE),  # A never came to it
        (1.0, 12.0, Truth.FALSE),  # B never came to it
    ],
)
def test_the_first_past_its_end_of_the_stretch_was_in_first(
    near_m: float, far_m: float, first: Truth
) -> None:
    assert entered_first(SEEN, Narrows(0.0, near_m, far_m), B, A) is first


def test_it_is_told_along_any_direction() -> None:
    westwards = Narrows(math.pi, -12.0, 3.0)

    assert entered_first(SEEN, westwards, A, B) is Truth.TRUE


def test_who_is_first_seen_inside_may_have_been_there_for_long() -> None:
    # Both fronts are past their ends, 60 m out, when the clip begins.
    assert entered_first(SEEN, Narrows(0.0, -60.0, 60.0), B, A) is Truth.UNKNOWN
