"""The city's figures as the doors ask for them: counts over many cases, and nothing of one."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol

from accident_service.casefile.case_figures import Ended
from accident_service.casefile.counted import Share
from accident_service.quantities.identifiers import SiteId, UnitId


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """From a moment to before another, of one unit or, where `unit` is None, of all.

    A case belongs to the unit whose officer decided it; one not decided to none.
    """

    from_at: datetime
    to_at: datetime
    unit: UnitId | None = None


@dataclass(frozen=True, slots=True)
class Waits:
    """How long something took, in seconds; None where it happened in no case."""

    count: int
    median_s: float | None = None
    p90_s: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceFigures:
    """What became of the cases filed in a span.

    `on_time` counts the police's time limits that are settled or overdue. Waits run from the
    report to: the cameras known, the proposal, the determination issued.
    """

    filed: int
    ended: Mapping[Ended, int]
    to_leave: Waits
    to_proposal: Waits
    to_determination: Waits
    on_time: Share
    abstained: Share  # of what was measured and weighed
    overridden: Share  # of the proposals an officer has judged

    @property
    def remote(self) -> Share:
        """Of the cases that ended: those nobody had to drive to, settled ones included."""
        closed = sum(count for how, count in self.ended.items() if how is not Ended.OPEN)
        return Share(closed - self.ended.get(Ended.SCENE, 0), closed)


@dataclass(frozen=True, slots=True)
class Week:
    """The cases filed in the seven days from `monday`."""

    monday: date
    filed: int
    scene: int


@dataclass(frozen=True, slots=True, kw_only=True)
class FiledFigures:
    """The cases filed in a span: what became of them, by week, and where officers saw it otherwise.

    Weeks are the oldest first, those without any case left out; shares are of the judged
    proposals, those the officer decided otherwise, most judged first.
    """

    service: ServiceFigures
    weeks: tuple[Week, ...]
    overridden_by_rule: tuple[tuple[str, Share], ...]
    overridden_by_camera: tuple[tuple[str, Share], ...]


@dataclass(frozen=True, slots=True)
class MapCell:
    """Cases in one square of the map, by the middle of the cases' own cells."""

    latitude_deg: float
    longitude_deg: float
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class MapView:
    """What of the map is looked at, and how many cells of the kept grid make one square."""

    south_deg: float
    west_deg: float
    north_deg: float
    east_deg: float
    cells: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A piece of road: an approach of a site, a site, or, without a site, about 100 m of map.

    `cell` is given only where there is no site.
    """

    site: SiteId | None = None
    road_zh: str = ""
    road_en: str = ""
    towards: str = ""
    cell: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SectionCounts:
    """How often it happened on a section: in the span, in its last days, in those before.

    `rules` are the rules proposed there, most frequent first.
    """

    section: Section
    count: int
    lately: int
    before: int
    rules: tuple[tuple[str, int], ...] = ()


class CityBook(Protocol):
    """Counts over all cases; each answer is one moment of the ledger."""

    def service(self, span: Span, today: date) -> ServiceFigures:
        """What became of the cases filed in the span; overdue is what was due before today."""
        ...

    def filed(self, span: Span, today: date) -> FiledFigures:
        """The same with all that is told beside it, of one and the same moment."""
        ...

    def hours(self, span: Span) -> tuple[int, ...]:
        """Accidents of the span by hour of the day in Beijing; 24 counts."""
        ...

    def cells(self, span: Span, view: MapView) -> tuple[MapCell, ...]:
        """Accidents of the span within the view, counted by square."""
        ...

    def sites(self, span: Span) -> Mapping[SiteId, int]:
        """Accidents of the span at a site whose exact place was not measured."""
        ...

    def sections(
        self, span: Span, lately_from_at: datetime, before_from_at: datetime, *, limit: int
    ) -> tuple[SectionCounts, ...]:
        """Sections by count in the span, most first.

        `lately` counts from `lately_from_at` to the end of the span, `before` from
        `before_from_at` to `lately_from_at`, whether or not the span reaches back so far.
        """
        ...

    def units(self) -> tuple[tuple[UnitId, str], ...]:
        """Every unit with its name."""
        ...
