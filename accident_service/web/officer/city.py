"""The city on one page: where accidents happen, which places stand out, and how they change."""

from collections.abc import Mapping
from dataclasses import dataclass

from flask import Response, jsonify, render_template, request
from flask_babel import gettext

from accident_service.casefile.case_figures import middle_of
from accident_service.casework.city_figures import Hazard, ListHazards
from accident_service.casework.city_ports import MapView, Section
from accident_service.errors import InvalidInput, NotFound
from accident_service.quantities.identifiers import SiteId
from accident_service.web.access import Caller, open_to
from accident_service.web.csv_export import csv_response
from accident_service.web.driver.place_map import roads
from accident_service.web.language import spoken
from accident_service.web.map_tiles import tile_source
from accident_service.web.officer.city_span import asked_span
from accident_service.web.officer.hook import BLUEPRINT
from accident_service.web.officer.rule_names import rule_name
from accident_service.web.service import casework

ON_THE_PAGE = 30
IN_THE_FILE = 1000
MOST_CELLS = 4096  # of the kept grid in one square: about 120 km
MAX_LATITUDE_DEG, MAX_LONGITUDE_DEG = 90.0, 180.0
TOWARDS_EN = {
    "由北向南": "southbound",
    "由东北向西南": "south-westbound",
    "由东向西": "westbound",
    "由东南向西北": "north-westbound",
    "由南向北": "northbound",
    "由西南向东北": "north-eastbound",
    "由西向东": "eastbound",
    "由西北向东南": "south-eastbound",
}


@dataclass(frozen=True, slots=True)
class HazardLine:
    """One section as the list shows it."""

    place: str
    hazard: Hazard
    rules: tuple[tuple[str, int], ...]


@BLUEPRINT.get("/city")
@open_to(Caller.STAFF)
def city() -> str:
    """Map and hazard list of a span of days; nothing on it is about a person."""
    asked = asked_span()
    lines = _lines(ON_THE_PAGE)
    return render_template(
        "city/city.html",
        asked=asked,
        lines=lines,
        tiles=tile_source(),
        rule_name=rule_name,
    )


@BLUEPRINT.get("/city/map.json")
@open_to(Caller.STAFF)
def city_map() -> Response:
    """Accidents by square within the part of the map that is looked at.

    Raises:
        InvalidInput: The corners are not numbers, or not of this earth.
    """
    span, view = asked_span().span, _view()
    squares = casework().city_book.cells(span, view)
    at_sites = [
        {"latitude_deg": at[0], "longitude_deg": at[1], "count": count, "name": name}
        for at, count, name in _at_sites(casework().city_book.sites(span))
        if view.south_deg <= at[0] <= view.north_deg and view.west_deg <= at[1] <= view.east_deg
    ]
    exact = [
        {
            "latitude_deg": round(one.latitude_deg, 5),
            "longitude_deg": round(one.longitude_deg, 5),
            "count": one.count,
        }
        for one in squares
    ]
    return jsonify({"squares": exact, "sites": at_sites})


@BLUEPRINT.get("/city/roads.json")
@open_to(Caller.STAFF)
def city_roads() -> Response:
    """The roads under the circles."""
    return roads()


@BLUEPRINT.get("/city/hazards.csv")
@open_to(Caller.STAFF)
def hazards_csv() -> Response:
    """The hazard list as a table to take away."""
    asked = asked_span()
    rows = [_row(line) for line in _lines(IN_THE_FILE)]
    return csv_response(f"hazards-{asked.since}-{asked.until}.csv", CSV_HEAD, rows)


CSV_HEAD = (
    *("place", "site", "road", "towards", "latitude_deg", "longitude_deg", "count"),
    *("most_frequent_rule", "of_that_rule", "last_90_days", "90_days_before"),
    *("ratio", "ratio_low_95", "ratio_high_95", "change"),
    *("per_million_vehicles", "rate_low_95", "rate_high_95"),
)


def _lines(limit: int) -> tuple[HazardLine, ...]:
    find = ListHazards(casework().city_book, casework().traffic_counts)
    return tuple(
        HazardLine(place_of_section(one.counts.section), one, one.counts.rules[:2])
        for one in find(asked_span().span, limit=limit)
    )


def place_of_section(section: Section) -> str:
    """The section in words."""
    if section.site is None:
        middle = middle_of(section.cell or (0, 0))
        at = f"{middle.latitude_deg:.3f}, {middle.longitude_deg:.3f}"
        return str(gettext("around %(coordinates)s", coordinates=at))
    name = _site_name(section.site)
    if not section.road_zh:
        return name
    way = spoken(section.towards, TOWARDS_EN.get(section.towards, ""))
    return f"{name} · {spoken(section.road_zh, section.road_en)} {way}".strip()


def _site_name(site_id: SiteId) -> str:
    try:
        site = casework().sites.site(site_id)
    except NotFound:  # a site the city no longer describes
        return site_id
    return spoken(site.name_zh, site.name_en)


def _at_sites(counted: Mapping[SiteId, int]) -> list[tuple[tuple[float, float], int, str]]:
    found = []
    for site_id, count in counted.items():
        try:
            at = casework().sites.site(site_id).coordinates_of(0.0, 0.0)
        except NotFound:
            continue
        place = (round(at.latitude_deg, 5), round(at.longitude_deg, 5))
        found.append((place, count, _site_name(site_id)))
    return found


def _view() -> MapView:
    try:
        south, west, north, east = (
            float(request.args[name]) for name in ("south", "west", "north", "east")
        )
        cells = int(request.args.get("cells", "1"))
    except (KeyError, ValueError) as odd:
        raise InvalidInput("a view has south, west, north, east and cells, as numbers") from odd
    if not (-MAX_LATITUDE_DEG <= south <= north <= MAX_LATITUDE_DEG and west <= east):
        raise InvalidInput("a view's corners lie on the earth, south below north")
    return MapView(
        south_deg=south,
        west_deg=max(-2 * MAX_LONGITUDE_DEG, west),
        north_deg=north,
        east_deg=min(2 * MAX_LONGITUDE_DEG, east),
        cells=min(max(1, cells), MOST_CELLS),
    )


def _row(line: HazardLine) -> tuple[object, ...]:
    counts, trend, rate = line.hazard.counts, line.hazard.trend, line.hazard.rate
    section = counts.section
    middle = middle_of(section.cell) if section.cell else None
    low, high = trend.interval
    most = line.rules[0] if line.rules else ("", "")
    return (
        line.place,
        section.site,
        spoken(section.road_zh, section.road_en),
        section.towards,
        *((round(middle.latitude_deg, 4), round(middle.longitude_deg, 4)) if middle else ("", "")),
        counts.count,
        f"{most[0]} {rule_name(most[0])}".strip(),
        most[1],
        trend.now,
        trend.before,
        None if trend.ratio is None else round(trend.ratio, 2),
        round(low, 2),
        None if high is None else round(high, 2),
        trend.change.value,
        *((None,) * 3 if rate is None else _rounded(rate.per_million, *rate.interval)),
    )


def _rounded(*values: float) -> tuple[float, ...]:
    return tuple(round(one, 3) for one in values)
