"""The reconstruction as a GeoPackage (OGC 12-128r18, 1.3): one file a map program opens.

A GeoPackage is an SQLite file of agreed tables, so the database that comes with Python writes
it. Positions are WGS 84; the site's own metres and every sigma stand in the columns beside.
"""

import sqlite3
import struct
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from accident_service.adapters.evidence_bundle.track_tables import CoordinatesOf, Result, place

APPLICATION_ID = 0x47504B47  # "GPKG"
VERSION_1_3 = 10300
# Where SQLite notes its own version, which would make the bytes depend on the machine.
WRITER_VERSION, WRITTEN_BY = slice(96, 100), (3_040_001).to_bytes(4, "big")
WGS84 = 4326
WGS84_TEXT = (
    'GEOGCS["WGS 84",DATUM["WGS_1984",SPHEROID["WGS 84",6378137,298.257223563]],'
    'PRIMEM["Greenwich",0],UNIT["degree",0.0174532925199433],AUTHORITY["EPSG","4326"]]'
)
POINT, LINE = 1, 2  # as well-known binary numbers them
LITTLE_ENDIAN = 1

CORE = """
CREATE TABLE gpkg_spatial_ref_sys (srs_name TEXT NOT NULL, srs_id INTEGER PRIMARY KEY,
  organization TEXT NOT NULL, organization_coordsys_id INTEGER NOT NULL,
  definition TEXT NOT NULL, description TEXT);
CREATE TABLE gpkg_contents (table_name TEXT NOT NULL PRIMARY KEY, data_type TEXT NOT NULL,
  identifier TEXT UNIQUE, description TEXT DEFAULT '',
  last_change DATETIME NOT NULL, min_x DOUBLE, min_y DOUBLE, max_x DOUBLE, max_y DOUBLE,
  srs_id INTEGER REFERENCES gpkg_spatial_ref_sys(srs_id));
CREATE TABLE gpkg_geometry_columns (table_name TEXT NOT NULL UNIQUE REFERENCES
  gpkg_contents(table_name), column_name TEXT NOT NULL, geometry_type_name TEXT NOT NULL,
  srs_id INTEGER NOT NULL REFERENCES gpkg_spatial_ref_sys(srs_id), z TINYINT NOT NULL,
  m TINYINT NOT NULL, CONSTRAINT pk_geom_cols PRIMARY KEY (table_name, column_name));
"""
SYSTEMS = (
    ("Undefined cartesian", -1, "NONE", -1, "undefined", "any plane"),
    ("Undefined geographic", 0, "NONE", 0, "undefined", "any globe"),
    ("WGS 84", WGS84, "EPSG", WGS84, WGS84_TEXT, "longitude and latitude in degrees"),
)
POSE_COLUMNS = (
    *("t_s", "x_m", "y_m", "heading_rad", "speed_mps", "sigma_x_m", "sigma_y_m"),
    *("correlation_xy", "sigma_heading_rad", "sigma_speed_mps", "visible"),
)
CONTACT_COLUMNS = ("t_s", "t_low_s", "t_high_s", "x_m", "y_m", "sigma_point_m")
LongLat = tuple[float, float]
At = Callable[[Mapping[str, Any]], LongLat]
# A feature: where it is, and the values of its columns.
_Feature = tuple[Sequence[LongLat], Sequence[object]]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Layer:
    """One table of features; the first columns are texts, the rest numbers."""

    name: str
    words: str
    geometry: str
    texts: tuple[str, ...]
    numbers: tuple[str, ...]


POSES = _Layer(
    name="pose",
    words="where each vehicle was; one point a picture",
    geometry="POINT",
    texts=("track", "class"),
    numbers=POSE_COLUMNS,
)
WAYS = _Layer(
    name="way",
    words="the way each vehicle went",
    geometry="LINESTRING",
    texts=("track", "class"),
    numbers=("from_t_s", "to_t_s", "length_m", "width_m"),
)
CONTACTS = _Layer(
    name="contact",
    words="where two vehicles touched",
    geometry="POINT",
    texts=("first", "second"),
    numbers=CONTACT_COLUMNS,
)


def geopackage(result: Result, coordinates_of: CoordinatesOf, made_at: datetime) -> bytes:
    """The file's bytes; the same result and moment give the same ones."""

    def at(pose: Mapping[str, Any]) -> LongLat:
        latitude_deg, longitude_deg = place(pose, coordinates_of)
        return longitude_deg, latitude_deg

    database = sqlite3.connect(":memory:", isolation_level=None)
    try:
        database.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        database.execute(f"PRAGMA user_version = {VERSION_1_3}")
        database.execute("BEGIN")
        for statement in CORE.split(";"):
            database.execute(statement)
        database.executemany("INSERT INTO gpkg_spatial_ref_sys VALUES (?,?,?,?,?,?)", SYSTEMS)
        _write(database, POSES, list(_poses(result, at)), made_at)
        _write(database, WAYS, list(_ways(result, at)), made_at)
        _write(database, CONTACTS, list(_contacts(result, at)), made_at)
        database.execute("COMMIT")
        return _of_no_version(database.serialize())
    finally:
        database.close()


def _of_no_version(content: bytes) -> bytes:
    """The same database, whichever version of SQLite wrote it; the field informs, no more."""
    same = bytearray(content)
    same[WRITER_VERSION] = WRITTEN_BY
    return bytes(same)


def _poses(result: Result, at: At) -> Iterator[_Feature]:
    for track in result["tracks"]:
        for pose in track["poses"]:
            named = (track["id"], track.get("class"))
            yield [at(pose)], (*named, *(pose.get(name) for name in POSE_COLUMNS))


def _ways(result: Result, at: At) -> Iterator[_Feature]:
    for track in result["tracks"]:
        poses = track["poses"]
        if len(poses) > 1:
            size = (track.get("length_m"), track.get("width_m"))
            times = (poses[0]["t_s"], poses[-1]["t_s"])
            yield [at(one) for one in poses], (track["id"], track.get("class"), *times, *size)


def _contacts(result: Result, at: At) -> Iterator[_Feature]:
    for contact in result["contacts"]:
        numbers = (contact.get(name) for name in CONTACT_COLUMNS)
        yield [at(contact)], (*contact["pair"], *numbers)


def _write(
    database: sqlite3.Connection, layer: _Layer, features: list[_Feature], made_at: datetime
) -> None:
    columns = [f'"{name}" TEXT' for name in layer.texts]
    columns += [f'"{name}" DOUBLE' for name in layer.numbers]
    database.execute(
        f"CREATE TABLE {layer.name} (fid INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,"
        f" geom {layer.geometry}, {', '.join(columns)})"
    )
    everywhere = [point for points, _ in features for point in points]
    xs, ys = [x for x, _ in everywhere], [y for _, y in everywhere]
    box = (min(xs), min(ys), max(xs), max(ys)) if everywhere else (None,) * 4
    changed = made_at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.000Z")
    database.execute(
        "INSERT INTO gpkg_contents VALUES (?,'features',?,?,?,?,?,?,?,?)",
        (layer.name, layer.name, layer.words, changed, *box, WGS84),
    )
    database.execute(
        "INSERT INTO gpkg_geometry_columns VALUES (?,'geom',?,?,0,0)",
        (layer.name, layer.geometry, WGS84),
    )
    places = ",".join("?" * (1 + len(columns)))
    names = ", ".join(f'"{name}"' for name in (*layer.texts, *layer.numbers))
    database.executemany(
        f"INSERT INTO {layer.name} (geom, {names}) VALUES ({places})",  # noqa: S608 - our own names
        [(_geometry(layer.geometry, points), *values) for points, values in features],
    )


def _geometry(kind: str, points: Sequence[LongLat]) -> bytes:
    """Well-known binary behind the header of section 2.1.3, without an envelope."""
    header = b"GP" + struct.pack("<BBi", 0, LITTLE_ENDIAN, WGS84)
    numbers = [number for point in points for number in point]
    if kind == "POINT":
        return header + struct.pack("<BI2d", LITTLE_ENDIAN, POINT, *numbers)
    line = struct.pack("<BII", LITTLE_ENDIAN, LINE, len(points))
    return header + line + struct.pack(f"<{len(numbers)}d", *numbers)
