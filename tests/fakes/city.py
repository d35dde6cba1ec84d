"""A `CityBook` of a small city: figures as given, whatever the span."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from accident_service.casefile.case_figures import Ended
from accident_service.casefile.counted import Share
from accident_service.casework.city_ports import (
    FiledFigures,
    MapCell,
    MapView,
    Section,
    SectionCounts,
    ServiceFigures,
    Span,
    Waits,
    Week,
)
from accident_service.quantities.identifiers import SiteId, UnitId
from tests.fakes import examples


def figures() -> ServiceFigures:
    """A good month."""
    return ServiceFigures(
        filed=120,
        ended={Ended.OPEN: 4, Ended.REMOTE: 96, Ended.AGREED: 8, Ended.SCENE: 12},
        to_leave=Waits(118, 9.0, 41.0),
        to_proposal=Waits(101, 190.0, 420.0),
        to_determination=Waits(94, 5400.0, 86000.0),
        on_time=Share(95, 96),
        abstained=Share(9, 110),
        overridden=Share(7, 92),
    )


def sections() -> tuple[SectionCounts, ...]:
    """An approach that got worse, a junction that only seems to, a place on no site."""
    return (
        SectionCounts(
            section=Section(
                site=examples.SITE, road_zh="中央路", road_en="Central Road", towards="由西向东"
            ),
            count=14,
            lately=14,
            before=3,
            rules=(("R01", 11), ("R02", 3)),
        ),
        SectionCounts(
            section=Section(site=examples.SITE), count=3, lately=3, before=1, rules=(("R07", 2),)
        ),
        SectionCounts(section=Section(cell=(159_885, 276_336)), count=1, lately=1, before=0),
    )


@dataclass(slots=True)
class FakeCityBook:
    """Keeps what it was asked, and answers as given."""

    asked: list[Span] = field(default_factory=list)
    told: ServiceFigures = field(default_factory=figures)
    listed: tuple[SectionCounts, ...] = field(default_factory=sections)

    def service(self, span: Span, today: date) -> ServiceFigures:
        """As given."""
        self.asked.append(span)
        return self.told

    def filed(self, span: Span, today: date) -> FiledFigures:
        """As given, with three weeks, two rules and one camera."""
        return FiledFigures(
            service=self.service(span, today),
            weeks=(
                Week(date(2026, 2, 9), 31, 3),
                Week(date(2026, 2, 16), 44, 5),
                Week(date(2026, 2, 23), 45, 4),
            ),
            overridden_by_rule=(("R01", Share(2, 61)), ("R02", Share(5, 31))),
            overridden_by_camera=((examples.CAMERA, Share(7, 92)),),
        )

    def hours(self, span: Span) -> tuple[int, ...]:
        """Two rush hours."""
        return (0, 0, 0, 0, 0, 1, 3, 12, 16, 8, 5, 4, 5, 5, 4, 5, 7, 14, 17, 8, 3, 2, 1, 0)

    def cells(self, span: Span, view: MapView) -> tuple[MapCell, ...]:
        """Two squares at the middle of the site."""
        self.asked.append(span)
        return (MapCell(43.17, 124.35, 14), MapCell(43.1712, 124.3525, 1))

    def sites(self, span: Span) -> Mapping[SiteId, int]:
        """Some at the site whose place was not measured."""
        return {examples.SITE: 3}

    def sections(
        self, span: Span, lately_from_at: datetime, before_from_at: datetime, *, limit: int
    ) -> tuple[SectionCounts, ...]:
        """As given."""
        self.asked.append(span)
        return self.listed[:limit]

    def units(self) -> tuple[tuple[UnitId, str], ...]:
        """The officer's unit."""
        return ((examples.officer().unit, examples.officer().unit_name),)
