"""Where it happens, counted in SQL: squares of the map, sites, and sections of road."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, func, select

from accident_service.adapters.database.dialects import Unsought
from accident_service.adapters.database.figure_rows import section_of
from accident_service.adapters.database.figure_tables import case_figure
from accident_service.casefile.case_figures import LATITUDE_CELL_DEG, LONGITUDE_CELL_DEG
from accident_service.casework.city_ports import MapCell, MapView, SectionCounts, Span
from accident_service.quantities.identifiers import SiteId

TABLE = case_figure.c
MOST_SQUARES = 2000


def happened(span: Span, *, grouped: bool = False) -> list[ColumnElement[bool]]:
    """Of the accidents of the span; `grouped`: read from the index in order of the groups."""
    at = Unsought(TABLE.occurred_at) if grouped else TABLE.occurred_at
    wanted = [at >= span.from_at, at < span.to_at]
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
    rules: dict[str, list[tuple[str, int]]] = defaultdict(list)
    for section, rule, count in connection.execute(_rules(span, [one.section for one in most])):
        rules[section].append((rule, int(count)))
    return tuple(
        SectionCounts(
            section=section_of(row.section),
            count=int(row.inside),
            lately=int(row.lately),
            before=int(row.before),
            rules=tuple(sorted(rules[row.section], key=lambda one: (-one[1], one[0]))),
        )
        for row in most
    )


def _counted(span: Span, halves: tuple[datetime, datetime]) -> Select[*tuple[Any, ...]]:
    before_at, lately_at = halves
    of_unit = [] if span.unit is None else [TABLE.unit == span.unit]
    inside = func.count().filter(TABLE.occurred_at >= span.from_at)
    lately = func.count().filter(TABLE.occurred_at >= lately_at)
    before = func.count().filter(TABLE.occurred_at >= before_at, TABLE.occurred_at < lately_at)
    return (
        select(
            TABLE.section,
            inside.label("inside"),
            lately.label("lately"),
            before.label("before"),
        )
        .where(
            Unsought(TABLE.occurred_at) >= min(before_at, span.from_at),
            Unsought(TABLE.occurred_at) < span.to_at,
            *of_unit,
            TABLE.section.is_not(None),
        )
        .group_by(TABLE.section)
        .having(inside > 0)
        .order_by(inside.desc(), lately.desc(), TABLE.section)
    )


def _rules(span: Span, words: list[str]) -> Select[*tuple[Any, ...]]:
    """How often each rule was proposed at these sections."""
    return (
        select(TABLE.section, TABLE.rule_code, func.count())
        .where(*happened(span), TABLE.section.in_(words), TABLE.rule_code.is_not(None))
        .group_by(TABLE.section, TABLE.rule_code)
    )
