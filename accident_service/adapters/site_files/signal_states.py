"""Read `signal_states.csv`: the states of all lights at each moment one of them changed.

RawFrameID,timestamp(ms),Vehicle Traffic light 1,Vehicle Traffic light 2
1737,27927.9,0,3

0 is red, 1 green, 3 yellow, as drone recordings of junctions note them. Which column is which
light cannot be told from the table; `site.toml` says it, and from when the time counts:

    [signal_states]
    zero_at = 2026-03-01T08:30:00+08:00
    [signal_states.lights]
    "Vehicle Traffic light 1" = ["E", "W"]
    "Vehicle Traffic light 2" = ["E/left", "W/left"]

A column nobody names is left out, such as lights for people on foot.

Reference:
    SIND, "SIND: A Drone Dataset at Signalized Intersection in China", 2022, format description.
"""

import csv
import io
import math
from collections.abc import Mapping
from datetime import datetime, timedelta
from pathlib import Path

from accident_service.adapters.fields import Fields
from accident_service.adapters.site_files.site import LoggedPhase
from accident_service.errors import InvalidSite
from accident_service.liability.signal_log import Phase

STATES_FILE = "signal_states.csv"
TIME_COLUMN = "timestamp(ms)"
CODES = {"0": Phase.RED, "1": Phase.GREEN, "3": Phase.YELLOW}


def read_signal_states(path: Path, fields: Fields) -> tuple[LoggedPhase, ...]:
    """Every change of every light named in `fields`, in order of time.

    Args:
        fields: The `[signal_states]` table of the site.

    Raises:
        InvalidSite: A line or a setting cannot be used; the message says what is accepted.
    """
    zero_at = _zero_at(fields)
    rows = _rows(path)
    lights = _lights(fields, columns=tuple(rows[0]) if rows else ())
    return tuple(
        sorted(
            (
                LoggedPhase(zero_at + timedelta(milliseconds=at_ms), light, phase)
                for column, names in lights.items()
                for at_ms, phase in _changes(path, rows, column)
                for light in names
            ),
            key=lambda entry: (entry.changed_at, entry.approach),
        )
    )


def _zero_at(fields: Fields) -> datetime:
    value = fields.table.get("zero_at")
    if not isinstance(value, datetime) or value.utcoffset() is None:
        raise fields.refuse("zero_at", "a time with its offset, such as 2026-03-01T08:30:00+08:00")
    return value


def _lights(fields: Fields, *, columns: tuple[str, ...]) -> Mapping[str, tuple[str, ...]]:
    """The lights each named column stands for."""
    named = fields.within("lights")
    lights: dict[str, tuple[str, ...]] = {}
    for column, names in named.table.items():
        if column not in columns:
            raise named.refuse(column, "a column of the table: " + ", ".join(columns))
        if not isinstance(names, list) or not all(isinstance(name, str) for name in names):
            raise named.refuse(column, 'a list of lights, such as ["E", "W/left"]')
        lights[column] = tuple(names)
    twice = [name for names in lights.values() for name in names]
    if len(twice) != len(set(twice)):
        raise fields.refuse("lights", "every light once")
    return lights


def _rows(path: Path) -> list[dict[str, str]]:
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as failure:
        raise InvalidSite(f"{path.name}: cannot be read ({failure})") from failure
    table = csv.DictReader(io.StringIO(text))
    if TIME_COLUMN not in (table.fieldnames or ()):
        raise InvalidSite(
            f"{path.name}: the heading is {table.fieldnames}; accepted: one with {TIME_COLUMN}"
        )
    return [{key: value or "" for key, value in row.items() if key} for row in table]


def _changes(path: Path, rows: list[dict[str, str]], column: str) -> list[tuple[float, Phase]]:
    """When the light of one column turned to what, by the rows' own times.

    Real tables hold rows twice and out of order; a moment with two states is refused. What was
    shown before anything is timed (a first row without a time) is left out.
    """
    states: dict[float, Phase] = {}
    for line, row in enumerate(rows, start=2):
        phase = CODES.get(row[column].strip())
        if phase is None:
            raise InvalidSite(
                f"{path.name}: line {line}: {column} is {row[column]!r};"
                " accepted: 0 (red), 1 (green), 3 (yellow)"
            )
        if line == 2 and not row[TIME_COLUMN].strip():
            continue
        at_ms = _time_ms(path, line, row[TIME_COLUMN])
        if states.setdefault(at_ms, phase) is not phase:
            raise InvalidSite(f"{path.name}: line {line}: {column} has two states at {at_ms:g} ms")
    in_order = sorted(states.items())
    before: list[Phase | None] = [None, *(phase for _, phase in in_order)]
    return [state for state, was in zip(in_order, before, strict=False) if state[1] is not was]


def _time_ms(path: Path, line: int, text: str) -> float:
    try:
        at_ms = float(text)
    except ValueError:
        at_ms = math.nan
    if not math.isfinite(at_ms):
        raise InvalidSite(
            f"{path.name}: line {line}: {TIME_COLUMN} is {text!r}; accepted: milliseconds"
        )
    return at_ms
