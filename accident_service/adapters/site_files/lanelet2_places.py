"""The crosswalks of a Lanelet2 map: the lanelets for people on foot that vehicles cross."""

from shapely import MultiPoint, Polygon

from accident_service.adapters.site_files.osm_tables import OsmTables, Relation
from accident_service.errors import InvalidSite
from accident_service.liability.road_place import PlaceKind, RoadPlace


def crosswalks(tables: OsmTables) -> tuple[RoadPlace, ...]:
    """Every lanelet of `subtype=crosswalk`, as a place, named by its tag and its id.

    Nobody drives along one, so which of its borders is the left one does not matter.

    Raises:
        InvalidSite: Its borders span no surface.
    """
    return tuple(
        RoadPlace(
            id=f"{relation.name}#{relation.id}",
            kind=PlaceKind.CROSSWALK,
            polygon=_surface(tables, relation),
        )
        for relation in tables.relations
        if relation.tags.get("subtype") == "crosswalk"
    )


def _surface(tables: OsmTables, relation: Relation) -> Polygon:
    borders = [*relation.ways("left"), *relation.ways("right")]
    points = [point for ref in borders for point in tables.way(ref, relation).points_m]
    surface = MultiPoint(points).convex_hull
    if not isinstance(surface, Polygon):
        raise InvalidSite(
            f"{tables.file}: crosswalk {relation.name} has no surface; accepted: a left and a"
            " right way beside each other"
        )
    return surface
