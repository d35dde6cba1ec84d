from pathlib import Path

import pytest

from accident_service.adapters.site_files.lanelet2_map import read_lanelet2_map
from accident_service.adapters.site_files.load import load_site
from accident_service.adapters.site_files.plane import SitePlane
from accident_service.errors import InvalidSite
from accident_service.liability.road_map import (
    Lane,
    LaneKind,
    LineKind,
    Movement,
    RoadMap,
    StopControl,
)
from accident_service.liability.road_place import PlaceKind

ROOT = Path(__file__).resolve().parents[3]
MILL = ROOT / "tests" / "assets" / "sites" / "mill_crossing"
SIND = sorted((ROOT.parent / "shared" / "maps" / "sind").glob("*.osm"))


def mill() -> RoadMap:
    return load_site(MILL).road_map


def lane(name: str) -> Lane:
    return next(one for one in mill().lanes if one.id == name)


def test_a_lanelet_is_driven_with_its_left_border_to_the_left() -> None:
    # Its right border is drawn against the traffic.
    first = lane("west-in-1")

    assert first.centre_line.coords[0] == pytest.approx((-40.0, -0.875))
    assert first.centre_line.coords[-1] == pytest.approx((-10.0, -0.875))
    assert first.left_line is LineKind.DOUBLE_YELLOW
    assert first.right_line is LineKind.DASHED_WHITE
    assert first.width_m == pytest.approx(1.75)
    assert first.speed_limit_mps == pytest.approx(40 / 3.6)


def test_unpainted_paths_from_lane_to_lane_are_connectors() -> None:
    kinds = {one.id: one.kind for one in mill().lanes}

    assert [name for name, kind in kinds.items() if kind is LaneKind.CONNECTOR] == [
        "straight-1",
        "straight-2",
        "left",
    ]
    assert len(mill().conflict_areas) == 1


def test_a_lane_allows_what_the_connectors_after_it_do() -> None:
    assert lane("west-in-1").movements == {Movement.LEFT, Movement.STRAIGHT}
    assert lane("west-in-2").movements == {Movement.STRAIGHT}


def test_a_stop_line_names_its_approach_and_its_signal() -> None:
    (stop,) = mill().stop_lines

    assert (stop.approach, stop.control) == ("W", StopControl.SIGNAL)
    assert lane("west-in-2").approach == "W"
    assert lane("north-out").approach is None


def test_a_crosswalk_is_a_place() -> None:
    (crossing,) = mill().places

    assert crossing.kind is PlaceKind.CROSSWALK
    assert crossing.id.startswith("crossing#")
    assert crossing.polygon.area > 0


def test_a_crosswalk_without_a_surface_is_refused(tmp_path: Path) -> None:
    text = (MILL / "road_map.osm").read_text(encoding="utf-8")
    head, crossing = text.split('<relation id="47">')
    path = tmp_path / "road_map.osm"
    path.write_text(head + '<relation id="47">' + crossing.replace('ref="36"', 'ref="33"', 1))

    with pytest.raises(InvalidSite, match="crosswalk crossing has no surface"):
        read_lanelet2_map(
            path, SitePlane(0.0, 0.0), speed_limit_kmh=50, stop_control=StopControl.SIGNAL
        )


def test_approaches_are_called_as_the_site_says() -> None:
    stop_id = mill().stop_lines[0].id
    road = read_lanelet2_map(
        MILL / "road_map.osm",
        SitePlane(0.0, 0.0),
        speed_limit_kmh=None,
        stop_control=StopControl.NONE,
        approaches={stop_id: "west arm"},
    )

    assert {one.approach for one in road.lanes} == {"west arm", None}
    with pytest.raises(InvalidSite, match="approaches names w; accepted: stop lines of this map"):
        read_lanelet2_map(
            MILL / "road_map.osm",
            SitePlane(0.0, 0.0),
            speed_limit_kmh=None,
            stop_control=StopControl.NONE,
            approaches={"w": "west arm"},
        )


def test_lanelets_that_share_a_name_are_told_apart_and_crosswalks_are_no_lanes() -> None:
    names = [one.id for one in mill().lanes]

    assert len(names) == len(set(names)) == 8
    assert "crossing" not in names


@pytest.mark.parametrize("path", SIND or [None], ids=lambda path: path.stem if path else "absent")
def test_maps_of_real_junctions_are_read(path: Path | None) -> None:
    if path is None:
        pytest.skip("../shared/maps/sind is not here")
    road = read_lanelet2_map(
        path, SitePlane(0.0, 0.0), speed_limit_kmh=50, stop_control=StopControl.SIGNAL
    )

    assert len(road.stop_lines) == 4
    assert len(road.conflict_areas) == 1
    assert len({one.id for one in road.lanes}) == len(road.lanes)
    approaches = {one.approach for one in road.lanes} - {None}
    assert len(approaches) == 4
    # Every lane that runs up to a stop line shows where it leads.
    assert all(one.movements for one in road.lanes if one.approach)
    for one in road.lanes:
        assert 1.5 < one.width_m < 10.0
        assert one.polygon.is_valid
        # Driven from its first point to its last, its own middle lies on it.
        middle = one.centre_line.interpolate(0.5, normalized=True)
        assert one.polygon.buffer(0.5).covers(middle)


@pytest.mark.parametrize(
    ("old", "new", "complaint"),
    [
        ("</osm>", "", "cannot be read as XML"),
        ('role="left"', 'role="lef"', "0 ways with role left"),
        ("40 km/h", "slow", "speed_limit of lanelet west-in-1 is 'slow'"),
        ('k="local_x" v="-40"', 'k="local_x" v="far"', "no usable place"),
        ('v="lanelet"', 'v="lane"', None),
    ],
)
def test_a_map_that_cannot_be_used_says_why(
    tmp_path: Path, old: str, new: str, complaint: str | None
) -> None:
    text = (MILL / "road_map.osm").read_text(encoding="utf-8")
    count = -1 if complaint is None else 1
    path = tmp_path / "road_map.osm"
    path.write_text(text.replace(old, new, count))

    with pytest.raises(InvalidSite, match=complaint or "no relation of type=lanelet"):
        read_lanelet2_map(
            path, SitePlane(0.0, 0.0), speed_limit_kmh=None, stop_control=StopControl.NONE
        )


def test_xml_of_another_kind_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "road_map.osm"
    path.write_text("<gpx></gpx>")

    with pytest.raises(InvalidSite, match="the top element is <gpx>; accepted: <osm>"):
        read_lanelet2_map(
            path, SitePlane(0.0, 0.0), speed_limit_kmh=None, stop_control=StopControl.NONE
        )


def test_an_on_ramp_and_a_bus_lane_are_known_by_their_subtype(tmp_path: Path) -> None:
    text = (MILL / "road_map.osm").read_text(encoding="utf-8")
    for subtype, kind in (("on_ramp", LaneKind.RAMP), ("bus_lane", LaneKind.BUS)):
        path = tmp_path / f"{subtype}.osm"
        path.write_text(text.replace('k="subtype" v="road"', f'k="subtype" v="{subtype}"', 1))
        road = read_lanelet2_map(
            path, load_site(MILL).plane, speed_limit_kmh=None, stop_control=StopControl.NONE
        )
        assert kind in {one.kind for one in road.lanes}
