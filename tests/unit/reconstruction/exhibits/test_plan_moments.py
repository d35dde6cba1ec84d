"""The plan in motion shows each vehicle where it is at the moment, and the touch once it may be."""

import numpy as np

from accident_service.quantities.ground_plane import GroundPoints
from accident_service.reconstruction.exhibits.parties import parties_of, rgb
from accident_service.reconstruction.exhibits.plan import PlanRoad, RoadLine
from accident_service.reconstruction.exhibits.plan_moments import (
    SIDE_PX,
    PlanMoments,
    PlanWindow,
)
from tests.scenes.two_vehicles import CONTACT, STRIKING, rear_end

WINDOW = PlanWindow(centre_m=(-5.0, 0.0), half_m=15.0)
PARTIES = parties_of(rear_end(), CONTACT)
LANE = RoadLine("dashed_white", GroundPoints(np.array([[-20.0, 5.0], [10.0, 5.0]])))


def near(picture: np.ndarray, place_m: tuple[float, float]) -> np.ndarray:
    column, row = np.round(WINDOW.pixels(np.array([place_m]))[0]).astype(int)
    return picture[row - 2 : row + 3, column - 2 : column + 3].astype(int)


def shows(picture: np.ndarray, place_m: tuple[float, float], colour: str) -> bool:
    return bool(np.abs(near(picture, place_m) - rgb(colour)).sum(axis=2).min() < 30)


def test_metres_right_and_up_are_pixels_right_and_up() -> None:
    middle, right, up = WINDOW.pixels(np.array([[-5.0, 0.0], [10.0, 0.0], [-5.0, 15.0]]))

    assert np.allclose(middle, SIDE_PX / 2)
    assert np.allclose(right, [SIDE_PX, SIDE_PX / 2])
    assert np.allclose(up, [SIDE_PX / 2, 0.0])


def test_a_vehicle_is_where_it_is_at_that_moment_and_no_longer_where_it_was() -> None:
    plan = PlanMoments(PlanRoad(), WINDOW, PARTIES, CONTACT)
    striking = PARTIES[1].colour
    early_m = (float(STRIKING.pose_at(1.0).x_m) + 1.5, 0.7)
    late_m = (float(STRIKING.pose_at(2.8).x_m) + 1.5, 0.7)

    assert shows(plan.picture_at(1.0), early_m, striking)
    assert not shows(plan.picture_at(1.0), late_m, striking)
    assert shows(plan.picture_at(2.8), late_m, striking)
    assert not shows(plan.picture_at(2.8), early_m, striking)


def test_the_touch_appears_when_it_may_have_happened_and_not_before() -> None:
    plan = PlanMoments(PlanRoad(), WINDOW, (), CONTACT)
    before, after = plan.picture_at(2.94), plan.picture_at(2.96)

    assert np.array_equal(near(before, (CONTACT.x_m, CONTACT.y_m))[0, 0], (238, 241, 234))
    assert not np.array_equal(before, after)


def test_dashes_are_two_metres_of_paint_and_four_of_none() -> None:
    picture = PlanMoments(PlanRoad(lines=(LANE,)), WINDOW, ()).picture_at(0.0)

    assert shows(picture, (-19.0, 5.0), "#ffffff")
    assert not shows(picture, (-16.0, 5.0), "#ffffff")
    assert shows(picture, (-13.0, 5.0), "#ffffff")


def test_a_vehicle_outside_its_known_time_is_not_drawn() -> None:
    empty = PlanMoments(PlanRoad(), WINDOW, ()).picture_at(99.0)

    assert np.array_equal(PlanMoments(PlanRoad(), WINDOW, PARTIES).picture_at(99.0), empty)
