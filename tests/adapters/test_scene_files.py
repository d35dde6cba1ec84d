import math
from pathlib import Path

import pytest

from accident_service.adapters.scene_files import read_scene
from accident_service.errors import InvalidSite
from accident_service.liability.road_map import (
    LaneKind,
    LineKind,
    Movement,
    RoadClass,
    StopControl,
)
from accident_service.liability.road_place import PlaceKind
from accident_service.liability.signal_log import Phase
from accident_service.quantities.image_plane import ImageSize
from accident_service.quantities.uncertainty import Interval
from accident_service.reconstruction.calibration.survey import SurveyPoint
from tests.adapters.scene_fields import SCENE, spoilt, written


def test_a_scene_is_read_into_our_own_types(tmp_path: Path) -> None:
    scene = read_scene(written(tmp_path, SCENE))

    assert scene.name == "Harbour Road"
    assert scene.image_size == ImageSize(1280, 720)
    assert scene.survey.points[0] == SurveyPoint(100.5, 200.25, -3.0, 4.0, 0.15)
    (lane,) = scene.road_map.lanes
    assert lane.kind is LaneKind.DRIVE
    assert lane.left_line is LineKind.DASHED_WHITE
    assert lane.movements == {Movement.LEFT, Movement.STRAIGHT}
    assert scene.road_map.stop_lines[0].control is StopControl.SIGNAL
    (hill,) = scene.road_map.places_at(15.0, 0.0)
    assert hill.kind is PlaceKind.SLOPE
    assert hill.downhill_rad == pytest.approx(math.pi)
    assert scene.road_map.speed_limit_mps == pytest.approx(10.0)
    assert scene.signals.phase_over("W", Interval(3.0, 4.0)) is Phase.RED
    assert scene.reported[0].plate == "吉C12345"
    assert scene.osd_start.startswith("2026-01-09")


def test_ramps_and_the_kind_of_road_are_read(tmp_path: Path) -> None:
    ramp = read_scene(written(tmp_path, spoilt("site", "lanes", 0, "kind", value="ramp")))
    road = spoilt("site", "lanes", 0, "kind", value="bus")
    road["site"]["road_class"] = "urban_expressway"

    assert ramp.road_map.lanes[0].kind is LaneKind.RAMP
    assert ramp.road_map.road_class is RoadClass.STREET
    assert read_scene(written(tmp_path, road)).road_map.road_class is RoadClass.URBAN_EXPRESSWAY


def test_what_may_be_absent_may_be_absent(tmp_path: Path) -> None:
    bare = {key: SCENE[key] for key in ("format", "image_size_px", "survey")}
    bare["site"] = {"lanes": []}

    scene = read_scene(written(tmp_path, bare))

    assert scene.name == "here.scene"
    assert scene.road_map.lanes == ()
    assert not scene.signals.approaches
    assert scene.reported == ()
    assert scene.osd_start == ""


LANE = ("site", "lanes", 0)


@pytest.mark.parametrize(
    ("path", "value", "complaint"),
    [
        (("format",), "accident-scene/9", "format is 'accident-scene/9'"),
        (("image_size_px",), [1280.5, 720], "image_size_px"),
        (
            ("site", "places", 0, "kind"),
            "ferry",
            r"places\[hill\]\.kind is 'ferry'; accepted: one of",
        ),
        (("site", "places", 0, "downhill_deg"), "west", r"places\[hill\]\.downhill_deg"),
        (("survey", 0, "pixel_px"), [1], r"survey\[0\]\.pixel_px"),
        (("survey", 1, "ground_m"), [1, 2], r"survey\[1\]\.ground_m is \[1, 2\]"),
        ((*LANE, "kind"), "cycleway", r"site\.lanes\[one\]\.kind is 'cycleway'; accepted: one of"),
        ((*LANE, "centre_line"), [[0, 0]], r"lanes\[one\]\.centre_line"),
        ((*LANE, "centre_line"), [[0, 0], [0, 0]], "two different points"),
        ((*LANE, "polygon"), [[0, 0], [1, 1], [2, 2]], "corners of one surface"),
        ((*LANE, "width"), 0, r"width is 0; accepted: a number from 0\.5 to 20"),
        ((*LANE, "left_line"), "wavy", "left_line is 'wavy'; accepted: one of dashed_white"),
        ((*LANE, "movement"), "xy", "letters of l, s, r, u"),
        (("site", "stop_lines", 0, "controlled"), "bell", "controlled is 'bell'"),
        (("site", "speed_limit_kmh"), 400, "from 5 to 120"),
        (("signals",), {"W": [[0.0, "blue"]]}, r"signals\.W"),
        (("signals",), {"W": [[5.0, "red"], [1.0, "green"]]}, "in order of time"),
        (("signals",), {"W": "red"}, r"signals\.W is 'red'"),
    ],
)
def test_what_cannot_be_used_is_named(
    tmp_path: Path, path: tuple[str | int, ...], value: object, complaint: str
) -> None:
    with pytest.raises(InvalidSite, match=complaint) as refusal:
        read_scene(written(tmp_path, spoilt(*path, value=value)))

    assert str(refusal.value).startswith("here.scene.json: ")
    assert "accepted:" in str(refusal.value)


def test_two_lanes_may_not_share_an_id(tmp_path: Path) -> None:
    lane = SCENE["site"]["lanes"][0]

    with pytest.raises(InvalidSite, match="'one' stands twice"):
        read_scene(written(tmp_path, spoilt("site", "lanes", value=[lane, lane])))


def test_a_border_that_loops_at_a_sharp_bend_is_mended(tmp_path: Path) -> None:
    looped = [[0, 0], [10, 0], [10, 5], [9.9, 5], [10.1, 4.9], [10.1, 5.1], [0, 5]]

    scene = read_scene(written(tmp_path, spoilt(*LANE, "polygon", value=looped)))

    assert scene.road_map.lanes[0].polygon.is_valid
