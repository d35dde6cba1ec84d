"""Colours and plates are compared as people would, and only as far as they were told."""

import pytest

from accident_service.reconstruction.looks import colours_agree, plate_likeness


@pytest.mark.parametrize(
    ("seen", "told", "agree"),
    [
        ("red", "red", True),
        ("white", "silver", True),
        ("grey", "black", True),
        ("white", "black", False),
        ("red", "blue", False),
        ("", "blue", None),
        ("red", "", None),
        ("red", "brown", None),  # no reader here knows brown
    ],
)
def test_colours_that_people_take_for_each_other_agree(
    seen: str,
    told: str,
    agree: bool | None,  # noqa: FBT001 - a row of the table above
) -> None:
    assert colours_agree(seen, told) is agree


@pytest.mark.parametrize(
    ("read", "told", "likeness"),
    [
        ("鄂A52QF8", "鄂A52QF8", 1.0),
        ("鄂A520F8", "鄂A52QF8", 6 / 7),
        ("", "鄂A52QF8", 0.0),
        ("鄂A52QF", "鄂A52QF8", 0.0),
    ],
)
def test_plates_are_alike_by_the_places_that_agree(read: str, told: str, likeness: float) -> None:
    assert plate_likeness(read, told) == pytest.approx(likeness)
