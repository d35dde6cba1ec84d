"""The city's figures in SQL: every number by one pass over narrow rows."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from math import ceil
from typing import Any

import numpy as np
from sqlalchemy import Column, ColumnElement, Select, String, cast, func, or_, select

from accident_service.adapters.database import city_places
from accident_service.adapters.database.dialects import Unsought
from accident_service.adapters.database.door_tables import unit as unit_table
from accident_service.adapters.database.engine import Engines
from accident_service.adapters.database.figure_tables import case_figure
from accident_service.casefile.case_figures import Ended
from accident_service.casefile.counted import Share
from accident_service.casefile.working_days import BEIJING
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
        with self.engines.glance() as connection:
            totals = connection.execute(_totals(today).where(*_filed(span))).one()
        return ServiceFigures(
            filed=totals.filed,
            ended={how: getattr(totals, how.value) for how in Ended if getattr(totals, how.value)},
            to_leave=_waits(totals.leave_s),
            to_proposal=_waits(totals.proposal_s),
            to_determination=_waits(totals.determination_s),
            on_time=Share(totals.kept or 0, (totals.kept or 0) + (totals.late or 0)),
            abstained=Share(totals.abstained, totals.weighed),
            overridden=Share(totals.overridden, totals.judged),
        )

    def weeks(self, span: Span) -> tuple[Week, ...]:
        """The cases filed in the span by week."""
        scene = func.count().filter(TABLE.ended == Ended.SCENE.value)
        days = TABLE.filed_day.between(_day(span.from_at), _day(span.to_at))
        wanted = (days, *_filed(span, grouped=True))
        query = select(TABLE.filed_day, func.count(), scene).where(*wanted)
        counted: dict[int, list[int]] = defaultdict(lambda: [0, 0])
        with self.engines.glance() as connection:
            for day, filed, at_scene in connection.execute(query.group_by(TABLE.filed_day)):
                week = counted[day - day % DAYS_OF_WEEK]  # day 0 is a Monday
                week[0] += filed
                week[1] += at_scene
        return tuple(
            Week(date.fromordinal(monday + 1), *counts)
            for monday, counts in sorted(counted.items())
        )

    def hours(self, span: Span) -> tuple[int, ...]:
        """Accidents of the span by hour of the day."""
        wanted = city_places.happened(span, grouped=True)
        query = select(TABLE.occurred_hour, func.count()).where(*wanted)
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
            select(column, func.count().filter(TABLE.overridden.is_(True)), judged)
            .where(*_filed(span, grouped=True), TABLE.overridden.is_not(None), column.is_not(None))
            .group_by(column)
            .order_by(judged.desc(), column)
            .limit(MOST_GROUPS)
        )
        with self.engines.glance() as connection:
            rows = connection.execute(query).all()
        return tuple((str(name), Share(int(changed), int(of))) for name, changed, of in rows)


def _filed(span: Span, *, grouped: bool = False) -> list[ColumnElement[bool]]:
    """Of the cases filed in the span; `grouped`: read from the index in order of the groups."""
    at = Unsought(TABLE.filed_at) if grouped else TABLE.filed_at
    wanted = [at >= span.from_at, at < span.to_at]
    return wanted if span.unit is None else [*wanted, TABLE.unit == span.unit]


def _totals(today: date) -> Select[*tuple[Any, ...]]:
    """Everything in one pass; waits as one text each, not as a hundred thousand rows."""
    ends = [func.count().filter(TABLE.ended == how.value).label(how.value) for how in Ended]
    waits = (TABLE.leave_s, TABLE.proposal_s, TABLE.determination_s)
    lengths = [func.aggregate_strings(cast(one, String), ",").label(one.name) for one in waits]
    overdue = func.count().filter(TABLE.open_due_on < today)
    return select(
        func.count().label("filed"),
        *ends,
        *lengths,
        func.sum(TABLE.limits_kept).label("kept"),
        (func.sum(TABLE.limits_late) + overdue).label("late"),
        func.count().filter(TABLE.abstained.is_(True)).label("abstained"),
        func.count().filter(or_(TABLE.abstained, TABLE.proposed)).label("weighed"),
        func.count().filter(TABLE.overridden.is_(True)).label("overridden"),
        func.count(TABLE.overridden).label("judged"),
    )


def _waits(lengths: str | None) -> Waits:
    """Of lengths in seconds, with commas between them."""
    if not lengths:
        return Waits(0)
    lengths_s = np.fromstring(lengths, dtype=np.int64, sep=",")
    count = len(lengths_s)
    half, most = (_place_of(share, count) for share in (0.5, TOP))
    lengths_s.partition((half, most))
    return Waits(count, float(lengths_s[half]), float(lengths_s[most]))


def _place_of(share: float, count: int) -> int:
    """Where, in order, the shortest length stands that this share did not exceed."""
    return max(0, ceil(share * count) - 1)


def _day(at: datetime) -> int:
    return at.astimezone(BEIJING).toordinal() - 1
