"""The plan is drawn as SVG and PNG, the same bytes each time, with every kind of content."""

import cv2
import numpy as np
import pytest

from accident_service.quantities.ground_plane import GroundPoints
from accident_service.reconstruction.exhibits.figures import DrawnFigure
from accident_service.reconstruction.exhibits.parties import bystander, parties_of
from accident_service.reconstruction.exhibits.plan import PlanRoad, RoadLine, draw_plan
from tests.scenes.two_vehicles import CONTACT, PASSING, rear_end

ROAD = PlanRoad(
    surfaces=(GroundPoints(np.array([[-40.0, -4.0], [40.0, -4.0], [40.0, 8.0], [-40.0, 8.0]])),),
    lines=(
        RoadLine("dashed_white", GroundPoints(np.array([[-40.0, 2.0], [40.0, 2.0]]))),
        RoadLine("a kind nobody knows", GroundPoints(np.array([[-40.0, 5.0], [40.0, 5.0]]))),
    ),
)


def share_of(figure: DrawnFigure, red: int, green: int, blue: int) -> float:
    picture = np.asarray(cv2.imdecode(np.frombuffer(figure.png, np.uint8), cv2.IMREAD_COLOR))
    return float((np.abs(picture.astype(int) - (blue, green, red)).sum(axis=2) < 90).mean())


def plan() -> DrawnFigure:
    found = rear_end()
    return draw_plan(ROAD, parties_of(found, CONTACT), (bystander(PASSING),), 3.0, CONTACT)


def test_both_parties_are_on_the_plan_in_their_colours() -> None:
    figure = plan()

    assert share_of(figure, 0xD5, 0x5E, 0x00) > 0.005
    assert share_of(figure, 0x00, 0x72, 0xB2) > 0.005


def test_the_same_plan_is_the_same_bytes() -> None:
    first, second = plan(), plan()

    assert first.svg == second.svg
    assert first.png == second.png


def test_the_drawing_names_no_day_and_no_program() -> None:
    svg = plan().svg.decode()

    assert svg.lstrip().startswith("<?xml")
    assert "<dc:date>" not in svg
    assert "matplotlib" not in svg.lower().replace("matplotlib.axis", "")


@pytest.mark.parametrize("at_pts_s", [2.0, 99.0])
def test_a_plan_without_parties_or_contact_shows_what_there_is(at_pts_s: float) -> None:
    figure = draw_plan(ROAD, (), (bystander(PASSING),), at_pts_s, None)

    assert len(figure.png) > 5_000
