"""Where it happens, counted in SQL: squares of the map, sites, and sections of road."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, and_, case, func, or_, select

from accident_service.adapters.database.figure_tables import case_figure
from accident_service.adapters.database.metadata import KeptRow
from accident_service.casefile.case_figures import LATITUDE_CELL_DEG, LONGITUDE_CELL_DEG
from accident_service.casework.city_ports import MapCell, MapView, Section, SectionCounts, Span
from accident_service.quantities.identifiers import SiteId

TABLE = case_figure.c
MOST_SQUARES = 2000
CELLS_OF_SECTION = 3  # about 100 m
# A square of the map for cases without a site; those with one are told apart by the site.
_LATITUDE = case(
    (TABLE.site.is_(None), TABLE.latitude_cell - TABLE.latitude_cell % CELLS_OF_SECTION),
    else_=None,
)
_LONGITUDE = case(
    (TABLE.site.is_(None), TABLE.longitude_cell - TABLE.longitude_cell % CELLS_OF_SECTION),
    else_=None,
)
SECTION = (
    TABLE.site,
    TABLE.road_zh,
    TABLE.road_en,
    TABLE.towards,
    _LATITUDE.label("south"),
    _LONGITUDE.label("west"),
)
KNOWN = or_(TABLE.site.is_not(None), TABLE.latitude_cell.is_not(None))


def happened(span: Span) -> list[ColumnElement[bool]]:
    """Of the accidents of the span."""
    wanted = [TABLE.occurred_at >= span.from_at, TABLE.occurred_at < span.to_at]
    return wanted if span.unit is None else [*wanted, TABLE.unit == span.unit]


def cells(connection: Connection, span: Span, view: MapView) -> tuple[MapCell, ...]:
    """Accidents within the view by square, at the mean of their own cells."""
    south, north = view.south_deg // LATITUDE_CELL_DEG, view.north_deg // LATITUDE_CELL_DEG
    west, east = view.west_deg // LONGITUDE_CELL_DEG, view.east_deg // LONGITUDE_CELL_DEG
    row = TABLE.latitude_cell - TABLE.latitude_cell % view.cells
    column = TABLE.longitude_cell - TABLE.longitude_cell % view.cells
    query = (
        select(func.avg(TABLE.latitude_cell), func.avg(TABLE.longitude_cell), func.count())
        .where(
            *happened(span),
            TABLE.latitude_cell.between(int(south), int(north)),
            TABLE.longitude_cell.between(int(west), int(east)),
        )
        .group_by(row, column)
        .order_by(func.count().desc())
        .limit(MOST_SQUARES)
    )
    return tuple(
        MapCell(
            (float(at[0]) + 0.5) * LATITUDE_CELL_DEG,
            (float(at[1]) + 0.5) * LONGITUDE_CELL_DEG,
            int(at[2]),
        )
        for at in connection.execute(query)
    )


def sites(connection: Connection, span: Span) -> Mapping[SiteId, int]:
    """Accidents at a site whose exact place was not measured."""
    query = select(TABLE.site, func.count()).where(
        *happened(span), TABLE.site.is_not(None), TABLE.latitude_cell.is_(None)
    )
    rows = connection.execute(query.group_by(TABLE.site))
    return {SiteId(site): int(count) for site, count in rows}


def sections(
    connection: Connection, span: Span, halves: tuple[datetime, datetime], *, limit: int
) -> tuple[SectionCounts, ...]:
    """Sections by count, with the rules proposed there."""
    before_at, lately_at = halves
    oldest_at = min(before_at, span.from_at)
    until = TABLE.occurred_at < span.to_at
    of_unit = [] if span.unit is None else [TABLE.unit == span.unit]
    within = _one_if(TABLE.occurred_at >= span.from_at)
    count = func.sum(within).label("inside")
    query = (
        select(
            *SECTION,
            TABLE.rule_code,
            count,
            func.sum(_one_if(TABLE.occurred_at >= lately_at)).label("lately"),
            func.sum(
                _one_if(and_(TABLE.occurred_at >= before_at, TABLE.occurred_at < lately_at))
            ).label("before"),
        )
        .where(TABLE.occurred_at >= oldest_at, until, *of_unit, KNOWN)
        .group_by(*SECTION, TABLE.rule_code)
    )
    return _most_first(connection.execute(query).all(), limit)


def _most_first(rows: Iterable[KeptRow], limit: int) -> tuple[SectionCounts, ...]:
    by_section: dict[Section, list[KeptRow]] = defaultdict(list)
    for row in rows:
        by_section[_section_of(row)].append(row)
    counted = [_counts(section, found) for section, found in by_section.items()]
    wanted = [one for one in counted if one.count]
    wanted.sort(key=lambda one: (-one.count, -one.lately, str(one.section)))
    return tuple(wanted[:limit])


def _section_of(row: KeptRow) -> Section:
    return Section(
        site=None if row.site is None else SiteId(row.site),
        road_zh=row.road_zh,
        road_en=row.road_en,
        towards=row.towards,
        cell=None if row.south is None else (int(row.south), int(row.west)),
    )


def _counts(section: Section, found: list[KeptRow]) -> SectionCounts:
    rules = sorted(
        ((row.rule_code, int(row.inside)) for row in found if row.rule_code and row.inside),
        key=lambda one: (-one[1], one[0]),
    )
    return SectionCounts(
        section=section,
        count=sum(int(row.inside) for row in found),
        lately=sum(int(row.lately) for row in found),
        before=sum(int(row.before) for row in found),
        rules=tuple(rules),
    )


def _one_if(condition: ColumnElement[bool]) -> ColumnElement[int]:
    return case((condition, 1), else_=0)
