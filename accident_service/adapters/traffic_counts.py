"""How many vehicles a day pass where, from a city's CSV file.

One line each: `site,road,towards,vehicles_per_day`; road and towards as the hazard list shows
them in Chinese, both empty for the whole of a site where no approach could be told.
"""

import csv
from io import StringIO
from pathlib import Path

from accident_service.adapters.law_files import text_of
from accident_service.casework.city_figures import Passing, TrafficCounts
from accident_service.errors import InvalidSettings
from accident_service.quantities.identifiers import SiteId

COLUMNS = ("site", "road", "towards", "vehicles_per_day")


def traffic_counts(path: Path | None) -> TrafficCounts:
    """The counts of this file; none where there is no file.

    Raises:
        InvalidSettings: It cannot be read, or a line cannot be right; the message names it.
    """
    if path is None:
        return TrafficCounts()
    reader = csv.DictReader(StringIO(text_of(path).removeprefix("\ufeff")))
    if tuple(reader.fieldnames or ()) != COLUMNS:
        raise InvalidSettings(f"{path.name}: the first line is to be {','.join(COLUMNS)}")
    found: dict[Passing, float] = {}
    for number, row in enumerate(reader, start=2):
        passing = (SiteId(row["site"] or ""), row["road"] or "", row["towards"] or "")
        found[passing] = _vehicles(row["vehicles_per_day"], f"{path.name}, line {number}")
    return TrafficCounts(found)


def _vehicles(told: str | None, where: str) -> float:
    try:
        per_day = float(told or "")
    except ValueError:
        per_day = 0.0
    if not 0 < per_day < float("inf"):
        raise InvalidSettings(f"{where}: vehicles_per_day is {told!r}; accepted: more than 0")
    return per_day
