"""The scenario and the road are what the standards say, and read back as they were measured."""

from datetime import UTC, datetime
from importlib.metadata import files
from pathlib import Path
from typing import Any

import pytest
from lxml import etree
from scenariogeneration import xosc

from accident_service.adapters.evidence_bundle.road_file import road_file
from accident_service.adapters.evidence_bundle.scenario import scenario
from accident_service.adapters.scene_files import read_scene
from accident_service.casefile.analysis import BlobRef
from accident_service.liability.road_map import RoadMap
from tests.fakes import examples
from tests.fakes.evidence import SCENE, result_of

MADE_AT = datetime(2026, 3, 2, 4, 0, tzinfo=UTC)


def schema(name: str) -> etree.XMLSchema:
    """A schema of the standard, out of a package that has nothing to do with us."""
    (found,) = (one for one in files("scenariogeneration") or () if one.name == name)
    return etree.XMLSchema(etree.parse(str(found.locate())))


@pytest.fixture(scope="module")
def result() -> dict[str, Any]:
    scene = BlobRef(sha256="ab" * 32, size_bytes=1, media_type="application/json")
    return result_of(examples.sealed_clip(), scene)


def test_the_scenario_is_valid_and_its_paths_are_the_measured_ones(
    result: dict[str, Any], tmp_path: Path
) -> None:
    written = scenario(result, MADE_AT)
    assert schema("OpenSCENARIO_1_2.xsd").validate(etree.fromstring(written))

    path = tmp_path / "scenario.xosc"
    path.write_bytes(written)
    read = xosc.ParseOpenScenario(str(path))
    acts = {act.name: act for act in read.storyboard.stories[0].acts}
    for track in result["tracks"]:
        (group,) = acts[f"{track['id']}-drives"].maneuvergroup
        (event,) = group.maneuvers[0].events
        line = event.action[0].action.trajectory.shapes
        found = [
            (moment_s, place.x, place.y, place.h)
            for moment_s, place in zip(line.time, line.positions, strict=True)
        ]
        assert found == [
            (pose["t_s"], pose["x_m"], pose["y_m"], pose["heading_rad"]) for pose in track["poses"]
        ]
    sizes = {
        one.name: one.entityobject.boundingbox.boundingbox for one in read.entities.scenario_objects
    }
    assert {name: box.length for name, box in sizes.items()} == {
        track["id"]: track["length_m"] for track in result["tracks"]
    }


def test_who_walks_is_no_vehicle_and_who_was_seen_once_has_no_path(result: dict[str, Any]) -> None:
    first, second = result["tracks"]
    walker = {**first, "class": "pedestrian"}
    once = {**second, "poses": second["poses"][:1]}
    written = scenario({**result, "tracks": [walker, once]}, MADE_AT)
    tree = etree.fromstring(written)
    assert schema("OpenSCENARIO_1_2.xsd").validate(tree)
    assert [one.get("name") for one in tree.iter("Pedestrian")] == [first["id"]]
    assert not list(tree.iter("Vehicle"))
    empty = etree.fromstring(scenario({**result, "tracks": []}, MADE_AT))
    assert schema("OpenSCENARIO_1_2.xsd").validate(empty)


def test_the_road_is_valid_and_has_every_lane_where_the_map_has_it() -> None:
    road_map = read_scene(SCENE).road_map
    written = road_file("demo", road_map)
    assert written is not None
    tree = etree.fromstring(written)
    assert schema("opendrive_17_core.xsd").validate(tree)
    roads = {road.get("name"): road for road in tree.iter("road")}
    assert roads.keys() == {lane.id for lane in road_map.lanes}
    for lane in road_map.lanes:
        road = roads[lane.id]
        assert float(road.get("length", "0")) == pytest.approx(lane.centre_line.length)
        first = next(road.iter("geometry"))
        assert (float(first.get("x", "")), float(first.get("y", ""))) == lane.centre_line.coords[0][
            :2
        ]
        assert next(road.iter("width")).get("a") == str(lane.width_m)


def test_a_map_without_lanes_is_no_road() -> None:
    assert road_file("nowhere", RoadMap(lanes=())) is None
