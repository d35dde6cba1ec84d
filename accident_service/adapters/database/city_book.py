"""The city's figures: every number from the columns of the cases that are counted."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime

import numpy as np
from sqlalchemy import Connection, select

from accident_service.adapters.database import city_places
from accident_service.adapters.database.door_tables import unit as unit_table
from accident_service.adapters.database.engine import Engines
from accident_service.adapters.database.figure_columns import DAY_S, HOUR_S
from accident_service.adapters.database.figure_shelf import Counted, FigureShelf
from accident_service.adapters.database.filed_sums import overridden_by, service_of, weeks_of
from accident_service.casework.city_ports import (
    FiledFigures,
    MapCell,
    MapView,
    SectionCounts,
    ServiceFigures,
    Span,
)
from accident_service.quantities.identifiers import SiteId, UnitId

HOURS = 24


@dataclass(frozen=True, slots=True)
class SqlCityBook:
    """A `CityBook`."""

    engines: Engines
    shelf: FigureShelf = field(default_factory=FigureShelf)

    def service(self, span: Span, today: date) -> ServiceFigures:
        """What became of the cases filed in the span."""
        return service_of(self._filed(span), today)

    def filed(self, span: Span, today: date) -> FiledFigures:
        """The same with all that is told beside it."""
        counted = self._filed(span)
        return FiledFigures(
            service=service_of(counted, today),
            weeks=weeks_of(counted),
            overridden_by_rule=overridden_by(counted, "rule_code"),
            overridden_by_camera=overridden_by(counted, "camera"),
        )

    def hours(self, span: Span) -> tuple[int, ...]:
        """Accidents of the span by hour of the day."""
        with self.engines.glance() as connection:
            counted = self._happened(connection, span)
        hours = counted.column("occurred_at") % DAY_S // HOUR_S
        return tuple(int(count) for count in np.bincount(hours, minlength=HOURS))

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

    def _filed(self, span: Span) -> Counted:
        with self.engines.glance() as connection:
            return self.shelf.counted(connection, "filed_at", span)

    def _happened(self, connection: Connection, span: Span) -> Counted:
        return self.shelf.counted(connection, "occurred_at", span)
