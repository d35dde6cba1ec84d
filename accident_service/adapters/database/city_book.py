"""The city's figures in SQL: every number by one pass over narrow rows."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Column, ColumnElement, Connection, Select, case, func, select

from accident_service.adapters.database import city_places
from accident_service.adapters.database.door_tables import unit as unit_table
from accident_service.adapters.database.engine import Engines
from accident_service.adapters.database.figure_tables import case_figure
from accident_service.casefile.case_figures import Ended
from accident_service.casefile.counted import Share
from accident_service.casework.city_ports import (
    MapCell,
    MapView,
    SectionCounts,
    ServiceFigures,
    Span,
    Waits,
    Week,
)
from accident_service.quantities.identifiers import SiteId, UnitId

HOURS = 24
DAYS_OF_WEEK = 7
MOST_GROUPS = 40
TOP = 0.9
TABLE = case_figure.c


@dataclass(frozen=True, slots=True)
class SqlCityBook:
    """A `CityBook`."""

    engines: Engines

    def service(self, span: Span, today: date) -> ServiceFigures:
        """What became of the cases filed in the span."""
        wanted = _filed(span)
        with self.engines.glance() as connection:
            totals = connection.execute(_totals(today).where(*wanted)).one()
            by_end = select(TABLE.ended, func.count()).where(*wanted).group_by(TABLE.ended)
            ended = {Ended(how): int(count) for how, count in connection.execute(by_end)}
            waits = [
                _waits(connection, column, wanted)
                for column in (TABLE.leave_s, TABLE.proposal_s, TABLE.determination_s)
            ]
        return ServiceFigures(
            filed=sum(ended.values()),
            ended=ended,
            to_leave=waits[0],
            to_proposal=waits[1],
            to_determination=waits[2],
            on_time=Share(totals.kept or 0, (totals.kept or 0) + (totals.late or 0)),
            abstained=Share(totals.abstained or 0, totals.weighed or 0),
            overridden=Share(totals.overridden or 0, totals.judged or 0),
        )

    def weeks(self, span: Span) -> tuple[Week, ...]:
        """The cases filed in the span by week."""
        # Day 0 is a Monday: whole weeks by division, in SQLite and PostgreSQL alike.
        number = (TABLE.filed_day - TABLE.filed_day % DAYS_OF_WEEK).label("monday")
        scene = func.sum(_one_if(TABLE.ended == Ended.SCENE.value))
        query = select(number, func.count(), scene).where(*_filed(span)).group_by(number)
        with self.engines.glance() as connection:
            rows = connection.execute(query.order_by(number)).all()
        return tuple(
            Week(date.fromordinal(int(monday) + 1), int(filed), int(at_scene))
            for monday, filed, at_scene in rows
        )

    def hours(self, span: Span) -> tuple[int, ...]:
        """Accidents of the span by hour of the day."""
        query = select(TABLE.occurred_hour, func.count()).where(*city_places.happened(span))
        with self.engines.glance() as connection:
            rows = connection.execute(query.group_by(TABLE.occurred_hour)).all()
        counted = {int(hour): int(count) for hour, count in rows}
        return tuple(counted.get(hour, 0) for hour in range(HOURS))

    def overridden_by_rule(self, span: Span) -> tuple[tuple[str, Share], ...]:
        """Of the judged proposals, those decided otherwise, by rule."""
        return self._overridden_by(TABLE.rule_code, span)

    def overridden_by_camera(self, span: Span) -> tuple[tuple[str, Share], ...]:
        """The same by camera."""
        return self._overridden_by(TABLE.camera, span)

    def cells(self, span: Span, view: MapView) -> tuple[MapCell, ...]:
        """Accidents of the span within the view, by square."""
        with self.engines.glance() as connection:
            return city_places.cells(connection, span, view)

    def sites(self, span: Span) -> Mapping[SiteId, int]:
        """Accidents at a site whose exact place was not measured."""
        with self.engines.glance() as connection:
            return city_places.sites(connection, span)

    def sections(
        self, span: Span, lately_from_at: datetime, before_from_at: datetime, *, limit: int
    ) -> tuple[SectionCounts, ...]:
        """Sections by count."""
        with self.engines.glance() as connection:
            return city_places.sections(
                connection, span, (before_from_at, lately_from_at), limit=limit
            )

    def units(self) -> tuple[tuple[UnitId, str], ...]:
        """Every unit with its name."""
        with self.engines.glance() as connection:
            query = select(unit_table.c.code, unit_table.c.name).order_by(unit_table.c.code)
            return tuple((UnitId(code), name) for code, name in connection.execute(query))

    def _overridden_by(self, column: Column[str], span: Span) -> tuple[tuple[str, Share], ...]:
        judged = func.count()
        query = (
            select(column, func.sum(_one_if(TABLE.overridden.is_(True))), judged)
            .where(*_filed(span), TABLE.overridden.is_not(None), column.is_not(None))
            .group_by(column)
            .order_by(judged.desc(), column)
            .limit(MOST_GROUPS)
        )
        with self.engines.glance() as connection:
            rows = connection.execute(query).all()
        return tuple((str(name), Share(int(changed), int(of))) for name, changed, of in rows)


def _filed(span: Span) -> list[ColumnElement[bool]]:
    wanted = [TABLE.filed_at >= span.from_at, TABLE.filed_at < span.to_at]
    return wanted if span.unit is None else [*wanted, TABLE.unit == span.unit]


def _totals(today: date) -> Select[*tuple[Any, ...]]:
    overdue = _one_if(TABLE.open_due_on < today)
    return select(
        func.sum(TABLE.limits_kept).label("kept"),
        func.sum(TABLE.limits_late + overdue).label("late"),
        func.sum(_one_if(TABLE.abstained)).label("abstained"),
        func.sum(_one_if(TABLE.abstained | TABLE.proposed)).label("weighed"),
        func.sum(_one_if(TABLE.overridden.is_(True))).label("overridden"),
        func.count(TABLE.overridden).label("judged"),
    )


def _waits(connection: Connection, column: Column[int], wanted: list[ColumnElement[bool]]) -> Waits:
    """Counted by length, so that no list of all cases is ever sorted or sent."""
    query = select(column, func.count()).where(*wanted, column.is_not(None)).group_by(column)
    counted = sorted((int(length), int(count)) for length, count in connection.execute(query))
    total = sum(count for _, count in counted)
    if not total:
        return Waits(0)
    return Waits(total, _quantile(counted, total, 0.5), _quantile(counted, total, TOP))


def _quantile(counted: list[tuple[int, int]], total: int, share: float) -> float:
    """The shortest length that this share of the cases did not exceed."""
    passed = 0
    for length, count in counted:
        passed += count
        if passed >= share * total:
            return float(length)
    return float(counted[-1][0])


def _one_if(condition: ColumnElement[bool]) -> ColumnElement[int]:
    return case((condition, 1), else_=0)
