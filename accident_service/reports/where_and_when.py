"""Where and when: the part of a report that decides which cameras are asked."""

import re
from datetime import UTC, datetime, timedelta, timezone

from accident_service.errors import InvalidReport
from accident_service.quantities.identifiers import SiteId
from accident_service.reports.complaints import Complaint
from accident_service.reports.form_fields import Form, at_most, number_within, one_of
from accident_service.reports.place import CoordinateSystem, ReportedCoordinates, ReportedPlace

BEIJING = timezone(timedelta(hours=8))
TO_THE_MINUTE = re.compile(r"\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}")
COORDINATE_FIELDS = ("latitude_deg", "longitude_deg", "coordinate_system")

# Generous limits that only catch slips; none has a legal source. [design]
PLACE_LONGEST = 200  # characters
USUAL_TIME_DOUBT_S = 300.0
LARGEST_TIME_DOUBT_S = 10_800.0
USUAL_ACCURACY_M = 100.0
LARGEST_ACCURACY_M = 10_000.0
CLOCKS_APART = timedelta(minutes=5)
LONGEST_AGO = timedelta(days=366)


def read_place(form: Form) -> ReportedPlace:
    """The place as a site, in words, by coordinates, or all three.

    Complaints are left on the form.
    """
    site = form.text("site")
    words = form.read("place_words", at_most(PLACE_LONGEST), "")
    if not site and not words:
        form.complain("site", Complaint.PLACE_MISSING)
    given = [field for field in COORDINATE_FIELDS if form.text(field)]
    return ReportedPlace(
        words=words,
        site=SiteId(site) if site else None,
        coordinates=_coordinates(form) if given else None,
    )


def read_moment(text: str, filed_at: datetime) -> datetime:
    """The moment in UTC; without an offset it is Beijing time.

    Raises:
        InvalidReport: It is no time, lies ahead, or so far back that the year is a slip.
    """
    if not text:
        raise InvalidReport({"occurred_at": Complaint.MISSING})
    if not TO_THE_MINUTE.match(text):
        raise InvalidReport({"occurred_at": Complaint.TIME_PATTERN})
    try:
        moment = datetime.fromisoformat(text)
    except ValueError as unreadable:
        raise InvalidReport({"occurred_at": Complaint.TIME_PATTERN}) from unreadable
    if moment.utcoffset() is None:
        moment = moment.replace(tzinfo=BEIJING)
    if moment > filed_at + CLOCKS_APART:
        raise InvalidReport({"occurred_at": Complaint.TIME_IN_FUTURE})
    if moment < filed_at - LONGEST_AGO:
        raise InvalidReport({"occurred_at": Complaint.TIME_TOO_LONG_AGO})
    return moment.astimezone(UTC)


def read_time_doubt_s(form: Form) -> float:
    """How far off the stated time may be, in seconds either way."""
    return _optional_number(form, "time_doubt", USUAL_TIME_DOUBT_S, LARGEST_TIME_DOUBT_S)


def _coordinates(form: Form) -> ReportedCoordinates:
    for field in COORDINATE_FIELDS:
        if not form.text(field):
            form.complain(field, Complaint.COORDINATE_ALONE)
    latitude = number_within(-90.0, 90.0, Complaint.COORDINATE_RANGE)
    longitude = number_within(-180.0, 180.0, Complaint.COORDINATE_RANGE)
    systems = tuple(one.value for one in CoordinateSystem)
    return ReportedCoordinates(
        latitude_deg=form.read("latitude_deg", latitude, 0.0),
        longitude_deg=form.read("longitude_deg", longitude, 0.0),
        system=CoordinateSystem(form.read("coordinate_system", one_of(systems), systems[0])),
        accuracy_m=_optional_number(form, "accuracy_m", USUAL_ACCURACY_M, LARGEST_ACCURACY_M),
    )


def _optional_number(form: Form, field: str, usual: float, largest: float) -> float:
    if not form.text(field):
        return usual
    return form.read(field, number_within(0.0, largest, Complaint.NUMBER_RANGE), usual)
