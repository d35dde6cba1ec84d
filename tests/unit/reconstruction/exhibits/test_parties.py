"""Two parties keep their letters and colours in every exhibit."""

from accident_service.reconstruction.exhibits.parties import bystander, parties_of, rgb
from tests.scenes.two_vehicles import CONTACT, PASSING, close_pass, rear_end


def test_the_pair_is_lettered_in_the_contacts_order() -> None:
    first, second = parties_of(rear_end(), CONTACT)

    assert (first.label, first.trajectory.id) == ("甲 A", "t1")
    assert (second.label, second.trajectory.id) == ("乙 B", "t2")
    assert first.colour != second.colour


def test_a_close_pass_has_parties_too() -> None:
    found = close_pass()

    assert [mark.trajectory.id for mark in parties_of(found, found.near_misses[0])] == ["t1", "t3"]


def test_anyone_else_keeps_the_name_of_the_track() -> None:
    mark = bystander(PASSING)

    assert mark.label == "t3"
    assert mark.bystander


def test_a_colour_is_read_as_red_green_blue() -> None:
    assert rgb("#d55e00") == (213, 94, 0)
