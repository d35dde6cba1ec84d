"""The city's figures: every number from the columns of the cases that are counted."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from math import ceil

import numpy as np
from sqlalchemy import Connection, select

from accident_service.adapters.database import city_places
from accident_service.adapters.database.door_tables import unit as unit_table
from accident_service.adapters.database.engine import Engines
from accident_service.adapters.database.figure_columns import (
    DAY_S,
    EPOCH_AT,
    HOUR_S,
    NONE,
    Numbers,
    day_at,
)
from accident_service.adapters.database.figure_shelf import Counted, FigureShelf
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


@dataclass(frozen=True, slots=True)
class SqlCityBook:
    """A `CityBook`."""

    engines: Engines
    shelf: FigureShelf = field(default_factory=FigureShelf)

    def service(self, span: Span, today: date) -> ServiceFigures:
        """What became of the cases filed in the span."""
        counted = self._filed(span)
        ended, due = counted.column("ended"), counted.column("open_due_on")
        by_end = {
            Ended(counted.word(number)): int(count)
            for number, count in enumerate(counted.tally(ended))
            if count
        }
        kept, late = (int(counted.column(f"limits_{how}").sum()) for how in ("kept", "late"))
        late += int(((due != NONE) & (due < day_at(today))).sum())
        abstained, overridden = counted.column("abstained") == 1, counted.column("overridden")
        weighed = abstained | (counted.column("proposed") == 1)
        return ServiceFigures(
            filed=len(ended),
            ended={how: by_end[how] for how in Ended if how in by_end},
            to_leave=_waits(counted.column("leave_s")),
            to_proposal=_waits(counted.column("proposal_s")),
            to_determination=_waits(counted.column("determination_s")),
            on_time=Share(kept, kept + late),
            abstained=Share(int(abstained.sum()), int(weighed.sum())),
            overridden=Share(int((overridden == 1).sum()), int((overridden != NONE).sum())),
        )

    def weeks(self, span: Span) -> tuple[Week, ...]:
        """The cases filed in the span by week."""
        counted = self._filed(span)
        days = counted.column("filed_at") // DAY_S
        if not len(days):
            return ()
        first = int(days.min()) - (int(days.min()) + EPOCH_AT.weekday()) % DAYS_OF_WEEK
        weeks = (days - first) // DAYS_OF_WEEK
        scene = counted.column("ended") == counted.words.number(Ended.SCENE)
        filed = np.bincount(weeks)
        at_scene = np.bincount(weeks[scene], minlength=len(filed))
        monday = EPOCH_AT.toordinal() + first
        return tuple(
            Week(date.fromordinal(monday + DAYS_OF_WEEK * int(week)), int(count), int(there))
            for week, (count, there) in enumerate(zip(filed, at_scene, strict=True))
            if count
        )

    def hours(self, span: Span) -> tuple[int, ...]:
        """Accidents of the span by hour of the day."""
        with self.engines.glance() as connection:
            counted = self._happened(connection, span)
        hours = counted.column("occurred_at") % DAY_S // HOUR_S
        return tuple(int(count) for count in np.bincount(hours, minlength=HOURS))

    def overridden_by_rule(self, span: Span) -> tuple[tuple[str, Share], ...]:
        """Of the judged proposals, those decided otherwise, by rule."""
        return self._overridden_by("rule_code", span)

    def overridden_by_camera(self, span: Span) -> tuple[tuple[str, Share], ...]:
        """The same by camera."""
        return self._overridden_by("camera", span)

    def cells(self, span: Span, view: MapView) -> tuple[MapCell, ...]:
        """Accidents of the span within the view, by square."""
        with self.engines.glance() as connection:
            return city_places.cells(self._happened(connection, span), view)

    def sites(self, span: Span) -> Mapping[SiteId, int]:
        """Accidents at a site whose exact place was not measured."""
        with self.engines.glance() as connection:
            return city_places.sites(self._happened(connection, span))

    def sections(
        self, span: Span, lately_from_at: datetime, before_from_at: datetime, *, limit: int
    ) -> tuple[SectionCounts, ...]:
        """Sections by count."""
        whole = replace(span, from_at=min(span.from_at, before_from_at))
        with self.engines.glance() as connection:
            counted = self._happened(connection, whole)
        halves = (before_from_at, lately_from_at)
        return city_places.sections(counted, span.from_at, halves, limit=limit)

    def units(self) -> tuple[tuple[UnitId, str], ...]:
        """Every unit with its name."""
        with self.engines.glance() as connection:
            query = select(unit_table.c.code, unit_table.c.name).order_by(unit_table.c.code)
            return tuple((UnitId(code), name) for code, name in connection.execute(query))

    def _overridden_by(self, column: str, span: Span) -> tuple[tuple[str, Share], ...]:
        counted = self._filed(span)
        groups, overridden = counted.column(column), counted.column("overridden")
        judged = counted.tally(groups[overridden != NONE])
        changed = counted.tally(groups[overridden == 1])
        shares = [
            (counted.word(number), Share(int(changed[number]), int(judged[number])))
            for number in np.flatnonzero(judged)
        ]
        shares.sort(key=lambda one: (-one[1].of, one[0]))
        return tuple(shares[:MOST_GROUPS])

    def _filed(self, span: Span) -> Counted:
        with self.engines.glance() as connection:
            return self.shelf.counted(connection, "filed_at", span)

    def _happened(self, connection: Connection, span: Span) -> Counted:
        return self.shelf.counted(connection, "occurred_at", span)


def _waits(lengths_s: Numbers) -> Waits:
    known_s = lengths_s[lengths_s != NONE]
    count = len(known_s)
    if not count:
        return Waits(0)
    half, most = (_place_of(share, count) for share in (0.5, TOP))
    known_s.partition((half, most))
    return Waits(count, float(known_s[half]), float(known_s[most]))


def _place_of(share: float, count: int) -> int:
    """Where, in order, the shortest length stands that this share did not exceed."""
    return max(0, ceil(share * count) - 1)
