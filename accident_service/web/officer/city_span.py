"""What of the city is asked for, as it stands in the address: any view can be sent as a link."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from urllib.parse import urlencode

from flask import request

from accident_service.casefile.working_days import BEIJING, beijing_date
from accident_service.casework.city_ports import Span
from accident_service.quantities.identifiers import UnitId
from accident_service.web.service import casework

USUAL = timedelta(days=90)
EARLIEST = date(2000, 1, 1)
ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedSpan:
    """Whole days in Beijing, both included, and a unit; empty for all."""

    since: date
    until: date
    unit: str
    units: tuple[tuple[UnitId, str], ...]

    @property
    def span(self) -> Span:
        """The same as the figures are asked."""
        return Span(
            from_at=_begin(self.since),
            to_at=_begin(self.until + ONE_DAY),
            unit=UnitId(self.unit) if self.unit else None,
        )

    @property
    def words(self) -> str:
        """For the end of an address."""
        return urlencode({"since": self.since, "until": self.until, "unit": self.unit})

    @property
    def unit_name(self) -> str:
        """The unit's name; empty for all."""
        return dict(self.units).get(UnitId(self.unit), self.unit)


def asked_span() -> AskedSpan:
    """What this request asks for; the last ninety days where it does not say."""
    today = beijing_date(casework().clock.now())
    until = _day("until", today, today)
    since = min(_day("since", until - USUAL + ONE_DAY, today), until)
    units = casework().city_book.units()
    unit = request.args.get("unit", "")
    known = unit if unit in {code for code, _ in units} else ""
    return AskedSpan(since=since, until=until, unit=known, units=units)


def _day(name: str, otherwise: date, today: date) -> date:
    try:
        typed = date.fromisoformat(request.args.get(name, ""))
    except ValueError:
        return otherwise
    return min(max(typed, EARLIEST), today)


def _begin(day: date) -> datetime:
    return datetime.combine(day, time(), BEIJING)
