"""Where it happens, counted from columns: squares of the map, sites, and sections of road."""

from collections.abc import Mapping
from datetime import datetime

import numpy as np
from numpy.typing import NDArray

from accident_service.adapters.database.figure_columns import NONE, Numbers, seconds_at
from accident_service.adapters.database.figure_rows import section_of
from accident_service.adapters.database.figure_shelf import Counted
from accident_service.casefile.case_figures import LATITUDE_CELL_DEG, LONGITUDE_CELL_DEG
from accident_service.casework.city_ports import MapCell, MapView, SectionCounts
from accident_service.quantities.identifiers import SiteId

MOST_SQUARES = 2000
# A view of more squares than this is counted by sorting instead of by a table of all of them.
MOST_IN_A_TABLE = 1_000_000


def cells(counted: Counted, view: MapView) -> tuple[MapCell, ...]:
    """Accidents within the view by square, at the mean of their own cells."""
    south, north = view.south_deg // LATITUDE_CELL_DEG, view.north_deg // LATITUDE_CELL_DEG
    west, east = view.west_deg // LONGITUDE_CELL_DEG, view.east_deg // LONGITUDE_CELL_DEG
    rows, columns = counted.column("latitude_cell"), counted.column("longitude_cell")
    # A place that is not known is far below every view.
    inside = (rows >= south) & (rows <= north) & (columns >= west) & (columns <= east)
    rows, columns = rows[inside], columns[inside]
    if not len(rows):
        return ()
    at, size = _squares(rows // view.cells, columns // view.cells)
    counts = np.bincount(at, minlength=size)
    north_sum = np.bincount(at, weights=rows, minlength=size)
    east_sum = np.bincount(at, weights=columns, minlength=size)
    most = np.argsort(-counts, kind="stable")[:MOST_SQUARES]
    return tuple(
        MapCell(
            float(north_sum[one] / counts[one] + 0.5) * LATITUDE_CELL_DEG,
            float(east_sum[one] / counts[one] + 0.5) * LONGITUDE_CELL_DEG,
            int(counts[one]),
        )
        for one in most[counts[most] > 0]
    )


def _squares(rows: Numbers, columns: Numbers) -> tuple[NDArray[np.int64], int]:
    """In which square each lies, and how many squares there are."""
    across = int(columns.max() - columns.min()) + 1
    along = int(rows.max() - rows.min()) + 1
    at = (rows - rows.min()).astype(np.int64) * across + (columns - columns.min())
    if along * across <= MOST_IN_A_TABLE:
        return at, along * across
    found, at = np.unique(at, return_inverse=True)
    return at, len(found)


def sites(counted: Counted) -> Mapping[SiteId, int]:
    """Accidents at a site whose exact place was not measured."""
    unmeasured = counted.column("site")[counted.column("latitude_cell") == NONE]
    tally = counted.tally(unmeasured)
    return {SiteId(counted.word(one)): int(tally[one]) for one in np.flatnonzero(tally)}


def sections(
    counted: Counted, from_at: datetime, halves: tuple[datetime, datetime], *, limit: int
) -> tuple[SectionCounts, ...]:
    """Sections by count from `from_at` on, with the rules proposed there.

    Args:
        halves: When the days before begin, and when the last days do.
    """
    before_s, lately_s = map(seconds_at, halves)
    at_s, section = counted.column("occurred_at"), counted.column("section")
    since = at_s >= seconds_at(from_at)
    inside = counted.tally(section[since])
    lately = counted.tally(section[at_s >= lately_s])
    before = counted.tally(section[(at_s >= before_s) & (at_s < lately_s)])
    found = np.flatnonzero(inside)
    most = sorted(
        _first(found, inside, lately, limit),
        key=lambda one: (-inside[one], -lately[one], counted.word(one)),
    )[:limit]
    rules = _rules(counted, since, most)
    return tuple(
        SectionCounts(
            section=section_of(counted.word(one)),
            count=int(inside[one]),
            lately=int(lately[one]),
            before=int(before[one]),
            rules=rules[one],
        )
        for one in most
    )


def _first(
    found: NDArray[np.int64], inside: NDArray[np.int64], lately: NDArray[np.int64], limit: int
) -> list[int]:
    """The sections of the highest counts, and all that are level with the last of them."""
    order = np.lexsort((-lately[found], -inside[found]))
    if len(order) <= limit:
        return [int(one) for one in found]
    last = found[order[limit - 1]]
    ahead = inside[found] > inside[last]
    level = (inside[found] == inside[last]) & (lately[found] >= lately[last])
    return [int(one) for one in found[ahead | level]]


def _rules(
    counted: Counted, since: NDArray[np.bool_], wanted: list[int]
) -> dict[int, tuple[tuple[str, int], ...]]:
    """How often each rule was proposed at these sections, most frequent first."""
    section, rule = counted.column("section"), counted.column("rule_code")
    rules = np.flatnonzero(counted.tally(rule))
    # Each pair by one small number, so that they are counted and need not be sorted.
    place_of_section = np.full(counted.word_count + 1, NONE, dtype=np.int64)
    place_of_section[wanted] = np.arange(len(wanted))  # its last is of those without section
    place_of_rule = np.zeros(counted.word_count + 1, dtype=np.int64)
    place_of_rule[rules] = np.arange(len(rules))
    row = place_of_section[np.maximum(section, -1)]
    chosen = since & (rule != NONE) & (row != NONE)
    pairs = row[chosen] * len(rules) + place_of_rule[rule[chosen]]
    times = np.bincount(pairs, minlength=len(wanted) * len(rules))
    found: dict[int, list[tuple[str, int]]] = {one: [] for one in wanted}
    for pair in np.flatnonzero(times):
        at, which = divmod(int(pair), len(rules))
        found[wanted[at]].append((counted.word(rules[which]), int(times[pair])))
    return {
        at: tuple(sorted(rules, key=lambda one: (-one[1], one[0]))) for at, rules in found.items()
    }
