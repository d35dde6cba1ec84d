"""Where it happens again and again: sections of road with trend and, where known, exposure."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta

from accident_service.casefile.counted import Rate, Trend
from accident_service.casework.city_ports import CityBook, Section, SectionCounts, Span
from accident_service.quantities.identifiers import SiteId

LATELY = timedelta(days=90)
ONE_DAY = timedelta(days=1)
# (site, its road in Chinese or "", way of travel in Chinese or "") -> vehicles a day
Passing = tuple[SiteId, str, str]


@dataclass(frozen=True, slots=True)
class TrafficCounts:
    """How many vehicles a day pass a section, as the city has counted."""

    vehicles_per_day: Mapping[Passing, float] = field(default_factory=dict)

    def past(self, section: Section) -> float | None:
        """Vehicles a day on this very section; None where nobody has counted there."""
        if section.site is None:
            return None
        return self.vehicles_per_day.get((section.site, section.road_zh, section.towards))


@dataclass(frozen=True, slots=True, kw_only=True)
class Hazard:
    """One section with what its count means."""

    counts: SectionCounts
    trend: Trend
    rate: Rate | None  # of the span; None where exposure is not known


@dataclass(frozen=True, slots=True)
class ListHazards:
    """Sections by count, each with its last 90 days against the 90 before."""

    book: CityBook
    traffic: TrafficCounts

    def __call__(self, span: Span, *, limit: int) -> tuple[Hazard, ...]:
        """Most accidents first."""
        lately_at, before_at = span.to_at - LATELY, span.to_at - 2 * LATELY
        counted = self.book.sections(span, lately_at, before_at, limit=limit)
        days = max(1.0, (span.to_at - span.from_at) / ONE_DAY)
        return tuple(self._hazard(one, days) for one in counted)

    def _hazard(self, counts: SectionCounts, days: float) -> Hazard:
        passing = self.traffic.past(counts.section)
        return Hazard(
            counts=counts,
            trend=Trend(counts.lately, counts.before),
            rate=Rate(counts.count, passing * days) if passing else None,
        )
