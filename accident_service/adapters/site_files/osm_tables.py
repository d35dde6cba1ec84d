"""Read an OSM XML file into nodes, ways and relations, and nothing more."""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree as ET

from accident_service.adapters.site_files.plane import SitePlane
from accident_service.errors import InvalidSite

LARGEST_MAP_BYTES = 20_000_000


@dataclass(frozen=True, slots=True)
class Way:
    """A line of points in metres, with its tags."""

    id: str
    points_m: tuple[tuple[float, float], ...]
    tags: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Relation:
    """Ways and relations by the role they play."""

    id: str
    members: tuple[tuple[str, str, str], ...]  # (type, ref, role)
    tags: Mapping[str, str]

    def ways(self, role: str) -> tuple[str, ...]:
        """The ids of the member ways with this role."""
        return tuple(ref for kind, ref, played in self.members if (kind, played) == ("way", role))

    @property
    def name(self) -> str:
        """What people call it, or its id."""
        return self.tags.get("name") or self.id


@dataclass(frozen=True, slots=True)
class OsmTables:
    """One map file, in the site's metres."""

    file: str
    ways: Mapping[str, Way]
    relations: tuple[Relation, ...]

    def way(self, ref: str, relation: Relation) -> Way:
        """A way a relation refers to.

        Raises:
            InvalidSite: The file does not hold it.
        """
        if ref not in self.ways:
            raise InvalidSite(
                f"{self.file}: relation {relation.name} refers to way {ref}, which is missing or"
                " has fewer than two points; accepted: the id of a way of this file"
            )
        return self.ways[ref]


def read_osm(path: Path, plane: SitePlane) -> OsmTables:
    """Read one OSM file; node tags `local_x`, `local_y` win over latitude and longitude.

    Raises:
        InvalidSite: The file cannot be read, is too large, or is not OSM XML.
    """
    try:
        if path.stat().st_size > LARGEST_MAP_BYTES:
            raise InvalidSite(f"{path.name}: larger than {LARGEST_MAP_BYTES} bytes")
        # Expat 2.4.1 and newer refuses exploding entities; Python 3.11 carries it.
        root = ET.parse(path).getroot()  # noqa: S314 - a map of the city's own, see above
    except (OSError, ET.ParseError) as failure:
        raise InvalidSite(f"{path.name}: cannot be read as XML ({failure})") from failure
    if root.tag != "osm":
        raise InvalidSite(f"{path.name}: the top element is <{root.tag}>; accepted: <osm>")
    nodes = {node.get("id", ""): _node_m(path, node, plane) for node in root.iter("node")}
    ways = {way.get("id", ""): _way(way, nodes) for way in root.iter("way")}
    return OsmTables(
        file=path.name,
        ways={ref: way for ref, way in ways.items() if len(way.points_m) >= 2},
        relations=tuple(_relation(relation) for relation in root.iter("relation")),
    )


def _tags(element: ET.Element) -> dict[str, str]:
    return {tag.get("k", ""): tag.get("v", "") for tag in element.iter("tag")}


def _node_m(path: Path, node: ET.Element, plane: SitePlane) -> tuple[float, float]:
    tags = _tags(node)
    try:
        if "local_x" in tags and "local_y" in tags:
            point = (float(tags["local_x"]), float(tags["local_y"]))
        else:
            point = plane.to_metres(float(node.get("lat", "")), float(node.get("lon", "")))
    except ValueError as failure:
        raise InvalidSite(
            f"{path.name}: node {node.get('id')} has no usable place;"
            " accepted: lat and lon, or tags local_x and local_y"
        ) from failure
    if not all(math.isfinite(axis) for axis in point):
        raise InvalidSite(f"{path.name}: node {node.get('id')} lies at {point}")
    return point


def _way(way: ET.Element, nodes: Mapping[str, tuple[float, float]]) -> Way:
    refs = [member.get("ref", "") for member in way.iter("nd")]
    points = [nodes[ref] for ref in refs if ref in nodes]
    distinct = [point for k, point in enumerate(points) if k == 0 or point != points[k - 1]]
    return Way(way.get("id", ""), tuple(distinct), _tags(way))


def _relation(relation: ET.Element) -> Relation:
    members = tuple(
        (member.get("type", ""), member.get("ref", ""), member.get("role", ""))
        for member in relation.iter("member")
    )
    return Relation(relation.get("id", ""), members, _tags(relation))
