"""Public holidays and retention periods, as this version knows them or as a file says instead.

A year's holidays are announced in the autumn before it; entering them must not wait for a
release of this software.
"""

from pathlib import Path

from accident_service.casefile.retention import RetentionPeriods
from accident_service.casefile.time_limits import TimeLimits
from accident_service.casefile.time_limits_of import Timetable
from accident_service.casefile.working_days import WorkingCalendar
from accident_service.errors import InvalidSettings


def timetable(public_holidays: Path | None) -> Timetable:
    """The law's limits, on the calendar of this file or of this version.

    Raises:
        InvalidSettings: The file cannot be read, or cannot be right; the message names it.
    """
    calendar = (
        WorkingCalendar.built_in()
        if public_holidays is None
        else WorkingCalendar.from_toml(text_of(public_holidays))
    )
    return Timetable(TimeLimits.built_in(), calendar)


def retention_periods(path: Path | None) -> RetentionPeriods:
    """For how long closed cases are kept, by this file or by this version.

    Raises:
        InvalidSettings: The file cannot be read, or is shorter than the law's shortest.
    """
    if path is None:
        return RetentionPeriods.built_in()
    return RetentionPeriods.from_toml(text_of(path))


def text_of(path: Path) -> str:
    """The file's text.

    Raises:
        InvalidSettings: It cannot be read.
    """
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as failure:
        raise InvalidSettings(f"{path} cannot be read: {failure}") from failure
