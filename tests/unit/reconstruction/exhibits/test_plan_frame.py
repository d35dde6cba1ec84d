"""A plan looks where the vehicles were, at one scale both ways."""

import pytest

from accident_service.reconstruction.exhibits.figures import new_figure
from accident_service.reconstruction.exhibits.parties import bystander, parties_of
from accident_service.reconstruction.exhibits.plan_frame import legend_below, look_at
from tests.scenes.two_vehicles import CONTACT, PASSING, rear_end


def test_the_view_holds_the_last_seconds_of_both_and_is_square() -> None:
    axes = new_figure(6, 6).add_subplot()

    look_at(axes, parties_of(rear_end(), CONTACT), 3.0, CONTACT)

    (left, right), (low, high) = axes.get_xlim(), axes.get_ylim()
    assert right - left == pytest.approx(high - low)
    assert right - left >= 26.0
    assert left < -14.5
    assert right > 0.0


def test_with_nobody_known_then_it_still_looks_somewhere() -> None:
    axes = new_figure(6, 6).add_subplot()

    look_at(axes, (bystander(PASSING),), 99.0, None)

    assert axes.get_xlim()[1] > axes.get_xlim()[0]


def test_the_legend_lies_below_the_plan() -> None:
    axes = new_figure(6, 6).add_subplot()
    axes.plot([0, 1], [0, 1], label="甲 A")

    legend_below(axes)

    assert axes.get_legend() is not None
