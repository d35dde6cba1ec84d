"""Tables and map say what the result says, to the digit; GDAL opens the map."""

import csv
import io
import math
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pyogrio
import pytest

from accident_service.adapters.evidence_bundle.geopackage import geopackage
from accident_service.adapters.evidence_bundle.track_tables import contacts_csv, trajectories_csv
from accident_service.casefile.analysis import BlobRef
from tests.fakes import examples
from tests.fakes.evidence import result_of
from tests.fakes.world import FakeSite

MADE_AT = datetime(2026, 3, 2, 4, 0, tzinfo=UTC)
SITE = FakeSite()


@pytest.fixture(scope="module")
def result() -> dict[str, Any]:
    scene = BlobRef(sha256="ab" * 32, size_bytes=1, media_type="application/json")
    return result_of(examples.sealed_clip(), scene)


def rows(table: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(table.decode())))


def test_the_table_of_paths_is_the_result_to_the_digit(result: dict[str, Any]) -> None:
    found = rows(trajectories_csv(result, SITE.coordinates_of))
    poses = [(track, pose) for track in result["tracks"] for pose in track["poses"]]
    assert len(found) == len(poses)
    for row, (track, pose) in zip(found, poses, strict=True):
        assert row["track"] == track["id"]
        assert all(row[name] == str(pose[name]) for name in pose)
        assert float(row["latitude_deg"]) == pytest.approx(43.17 + pose["y_m"] / 1e5, abs=1e-9)


def test_the_table_of_contacts_names_both_sides(result: dict[str, Any]) -> None:
    (row,) = rows(contacts_csv(result, None))
    (contact,) = result["contacts"]
    assert (row["first"], row["second"]) == tuple(contact["pair"])
    assert (row["clock_first"], row["clock_second"], row["latitude_deg"]) == ("6", "12", "")
    assert row["t_s"] == str(contact["t_s"])


def test_gdal_opens_the_map_and_finds_the_result_in_it(
    result: dict[str, Any], tmp_path: Path
) -> None:
    path = tmp_path / "reconstruction.gpkg"
    path.write_bytes(geopackage(result, SITE.coordinates_of, MADE_AT))
    layers = dict(pyogrio.list_layers(path))
    assert layers == {"pose": "Point", "way": "LineString", "contact": "Point"}
    told = pyogrio.read_info(path, layer="pose")
    assert told["crs"] == "EPSG:4326"
    assert told["features"] == sum(len(track["poses"]) for track in result["tracks"])

    names, _, geometry, columns = pyogrio.raw.read(path, layer="pose")
    assert list(names["fields"][:3]) == ["track", "class", "t_s"]
    first = result["tracks"][0]["poses"][0]
    values = {name: column[0] for name, column in zip(names["fields"], columns, strict=True)}
    assert math.isclose(values["x_m"], first["x_m"])
    assert len(geometry[0]) == 21  # one point in well-known binary
    west, south, east, north = told["total_bounds"]
    assert west < east
    assert 43.0 < south <= north < 44.0


def test_the_same_result_and_moment_make_the_same_map(result: dict[str, Any]) -> None:
    one = geopackage(result, SITE.coordinates_of, MADE_AT)
    assert one == geopackage(result, SITE.coordinates_of, MADE_AT)
    empty = {**result, "tracks": [], "contacts": []}
    assert geopackage(empty, SITE.coordinates_of, MADE_AT)[:6] == b"SQLite"
