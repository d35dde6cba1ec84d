"""Where it happens, counted in SQL: squares of the map, sites, and sections of road."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Select,
    String,
    and_,
    case,
    cast,
    func,
    or_,
    select,
)

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
# The same in one word, to ask for many of them at once.
KEY = (
    func.coalesce(TABLE.site, "")
    + ("|" + TABLE.road_zh + "|" + TABLE.road_en + "|" + TABLE.towards)
    + ("|" + cast(func.coalesce(_LATITUDE, -1), String))
    + ("|" + cast(func.coalesce(_LONGITUDE, -1), String))
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
    # Put in order and cut off in SQL: a city has tens of thousands of sections with one accident.
    most = connection.execute(_counted(span, halves).limit(limit)).all()
    rules: dict[Section, list[tuple[str, int]]] = defaultdict(list)
    for row in connection.execute(_rules(span, [_key_of(one) for one in most])):
        rules[_section_of(row)].append((row.rule_code, int(row.inside)))
    return tuple(
        SectionCounts(
            section=section,
            count=int(row.inside),
            lately=int(row.lately),
            before=int(row.before),
            rules=tuple(sorted(rules[section], key=lambda one: (-one[1], one[0]))),
        )
        for row in most
        for section in (_section_of(row),)
    )


def _counted(span: Span, halves: tuple[datetime, datetime]) -> Select[*tuple[Any, ...]]:
    before_at, lately_at = halves
    of_unit = [] if span.unit is None else [TABLE.unit == span.unit]
    inside = func.sum(_one_if(TABLE.occurred_at >= span.from_at)).label("inside")
    lately = func.sum(_one_if(TABLE.occurred_at >= lately_at)).label("lately")
    before = and_(TABLE.occurred_at >= before_at, TABLE.occurred_at < lately_at)
    counted = (
        select(*SECTION, inside, lately, func.sum(_one_if(before)).label("before"))
        .where(
            TABLE.occurred_at >= min(before_at, span.from_at),
            TABLE.occurred_at < span.to_at,
            *of_unit,
            KNOWN,
        )
        .group_by(*SECTION)
        .subquery()
    )
    names = [counted.c[one.name] for one in SECTION]
    order = (counted.c.inside.desc(), counted.c.lately.desc(), *names)
    return select(counted).where(counted.c.inside > 0).order_by(*order)


def _rules(span: Span, keys: list[str]) -> Select[*tuple[Any, ...]]:
    """How often each rule was proposed at these sections."""
    of_these = KEY.in_(keys)
    return (
        select(*SECTION, TABLE.rule_code, func.count().label("inside"))
        .where(*happened(span), KNOWN, TABLE.rule_code.is_not(None), of_these)
        .group_by(*SECTION, TABLE.rule_code)
    )


def _key_of(row: KeptRow) -> str:
    south, west = ("-1", "-1") if row.south is None else (str(row.south), str(row.west))
    return "|".join((row.site or "", row.road_zh, row.road_en, row.towards, south, west))


def _section_of(row: KeptRow) -> Section:
    return Section(
        site=None if row.site is None else SiteId(row.site),
        road_zh=row.road_zh,
        road_en=row.road_en,
        towards=row.towards,
        cell=None if row.south is None else (int(row.south), int(row.west)),
    )


def _one_if(condition: ColumnElement[bool]) -> ColumnElement[int]:
    return case((condition, 1), else_=0)
