"""From what a page posts to the fields a report is read from."""

from collections.abc import Mapping
from datetime import timedelta

from accident_service.reports.plate import PROVINCES, joined
from accident_service.reports.where_and_when import BEIJING
from accident_service.web.language import spoken
from accident_service.web.service import casework

LONGEST_FIELD = 4000  # characters kept of anything typed; the report's own limits are narrower
ELSEWHERE = "elsewhere"
JUST_NOW_DOUBT_S = 180
MINUTES_AGO_DOUBT_S = 300


def read_plain(form: Mapping[str, str], fields: tuple[str, ...]) -> dict[str, str]:
    """The fields as they were typed."""
    return {field: form.get(field, "")[:LONGEST_FIELD] for field in fields}


def read_screening(form: Mapping[str, str], fields: tuple[str, ...]) -> dict[str, str]:
    """Yes or no for each; the "no to all" button answers what was left open, and only that."""
    no_to_all = "no_to_all" in form
    return {field: form.get(field, "no" if no_to_all else "") for field in fields}


def read_observed(form: Mapping[str, str], fields: tuple[str, ...]) -> dict[str, str]:
    """Of whose vehicle it is reported; "none of this" answers what was left open, and only that."""
    none_of_it = "none_of_it" in form
    return {field: form.get(field, "neither" if none_of_it else "") for field in fields}


def read_place_page(form: Mapping[str, str], fields: tuple[str, ...]) -> dict[str, str]:
    """A listed site, or words; a bare position is put in words too."""
    given = read_plain(form, fields)
    if given["site"] == ELSEWHERE:
        given["site"] = ""
    if given["latitude_deg"] and not given["site"] and not given["place_words"].strip():
        given["place_words"] = spoken("手机定位的位置", "The phone's position")
    return given | {"site_choice": form.get("site", "")}


def read_when_page(form: Mapping[str, str], _fields: tuple[str, ...]) -> dict[str, str]:
    """The moment in Beijing time, from whichever of the three ways was chosen."""
    kind = form.get("when_kind", "")
    given = read_plain(form, ("when_kind", "minutes_ago", "on_date", "at_time", "weather"))
    now = casework().clock.now().astimezone(BEIJING)
    if kind == "now":
        return given | {
            "occurred_at": now.isoformat(timespec="minutes"),
            "time_doubt": str(JUST_NOW_DOUBT_S),
        }
    if kind == "minutes" and given["minutes_ago"].isdecimal():
        moment = now - timedelta(minutes=min(int(given["minutes_ago"]), 24 * 60))
        return given | {
            "occurred_at": moment.isoformat(timespec="minutes"),
            "time_doubt": str(MINUTES_AGO_DOUBT_S),
        }
    exact = f"{given['on_date']}T{given['at_time']}" if kind == "exact" else ""
    return given | {"occurred_at": exact if exact != "T" else "", "time_doubt": ""}


def read_plate_page(form: Mapping[str, str], fields: tuple[str, ...]) -> dict[str, str]:
    """Province and the rest; a plate typed in full needs no province."""
    given = read_plain(form, (*fields, "plate_province", "plate_rest"))
    rest, province = given["plate_rest"].strip(), given["plate_province"]
    given["plate"] = joined(province if province in PROVINCES and rest else "", rest)
    return given


def read_consents(form: Mapping[str, str], fields: tuple[str, ...]) -> dict[str, str]:
    """Consents are never assumed: what was not answered stays open."""
    return read_plain(form, fields)
