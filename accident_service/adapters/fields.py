"""Read fields out of files people write, and say exactly what is wrong with them.

Every complaint names the file, the field and what would be accepted; nothing is guessed.
"""

import json
import math
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import TypeVar

from accident_service.errors import InvalidSite

Choice = TypeVar("Choice", bound=StrEnum)
MISSING = object()


NUMBERS = frozenset({int, float})  # and not bool, which is an int too


@dataclass(frozen=True, slots=True)
class Fields:
    """One table of a file: its fields by name, and where in the file it stands."""

    file: str
    where: str
    table: Mapping[str, object]

    def refuse(self, name: str, accepted: str) -> InvalidSite:
        """The complaint about one field: what is there, and what would be accepted."""
        found = self.table.get(name, MISSING)
        there = "is missing" if found is MISSING else f"is {_shown(found)}"
        return InvalidSite(f"{self.file}: {self.where}{name} {there}; accepted: {accepted}")

    def has(self, name: str) -> bool:
        """Is the field there, and not null?"""
        return self.table.get(name) is not None

    def text(self, name: str) -> str:
        """A text that is not empty."""
        value = self.table.get(name)
        if not isinstance(value, str) or not value.strip():
            raise self.refuse(name, "a text that is not empty")
        return value

    def number(self, name: str, *, low: float = -math.inf, high: float = math.inf) -> float:
        """A finite number between two bounds, both accepted."""
        value = self.table.get(name)
        accepted = _range_in_words(low, high)
        if isinstance(value, bool) or not isinstance(value, int | float):
            raise self.refuse(name, accepted)
        if not math.isfinite(value) or not low <= value <= high:
            raise self.refuse(name, accepted)
        return float(value)

    def truth(self, name: str) -> bool | None:
        """True, false, or None where the field is absent or null."""
        value = self.table.get(name)
        if value is None or isinstance(value, bool):
            return value
        raise self.refuse(name, "true, false or nothing")

    def one_of(self, name: str, choices: type[Choice]) -> Choice:
        """One of an enumeration's values."""
        value = self.table.get(name)
        if not isinstance(value, str) or value not in list(choices):
            raise self.refuse(name, "one of " + ", ".join(choices))
        return choices(value)

    def point_m(self, name: str, *, axes: int = 2) -> tuple[float, ...]:
        """A point given as a list of `axes` numbers."""
        point = _as_point(self.table.get(name), axes)
        if point is None:
            raise self.refuse(name, f"a list of {axes} numbers")
        return point

    def points_m(self, name: str, *, least: int) -> list[tuple[float, ...]]:
        """A list of at least `least` points [x, y]."""
        value = self.table.get(name)
        points = [_as_point(item, 2) for item in value] if isinstance(value, list) else []
        whole = [point for point in points if point is not None]
        if len(whole) != len(points) or len(whole) < least:
            raise self.refuse(name, f"a list of at least {least} points [x, y] in metres")
        return whole

    def within(self, name: str) -> "Fields":
        """A table inside this one."""
        value = self.table.get(name)
        if not isinstance(value, dict):
            raise self.refuse(name, "a table")
        return Fields(self.file, f"{self.where}{name}.", value)

    def each(self, name: str) -> Iterator["Fields"]:
        """Every table of a list of tables; none where the field is absent."""
        value = self.table.get(name, [])
        if not isinstance(value, list):
            raise self.refuse(name, "a list of tables")
        for index, item in enumerate(value):
            if not isinstance(item, dict):
                raise self.refuse(name, f"a list of tables, and entry {index} is none")
            yield Fields(self.file, f"{self.where}{name}[{_label(item, index)}].", item)


def read_json(path: Path) -> Fields:
    """The top table of a JSON file.

    Raises:
        InvalidSite: The file is missing, is not JSON, or does not hold a table.
    """
    try:
        content = json.loads(_bytes_of(path))
    except (json.JSONDecodeError, UnicodeDecodeError) as failure:
        raise InvalidSite(f"{path.name}: not JSON ({failure}); accepted: UTF-8 JSON") from failure
    return _top(path, content)


def read_toml(path: Path) -> Fields:
    """The top table of a TOML file; raises as `read_json`."""
    try:
        content = tomllib.loads(_bytes_of(path).decode("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as failure:
        raise InvalidSite(f"{path.name}: not TOML ({failure}); accepted: UTF-8 TOML") from failure
    return _top(path, content)


def _bytes_of(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as failure:
        raise InvalidSite(f"{path.name}: cannot be read ({failure.strerror})") from failure


def _top(path: Path, content: object) -> Fields:
    if not isinstance(content, dict):
        raise InvalidSite(f"{path.name}: holds {_shown(content)}; accepted: a table of fields")
    return Fields(path.name, "", content)


def _as_point(value: object, axes: int) -> tuple[float, ...] | None:
    if not isinstance(value, list) or len(value) != axes:
        return None
    for c in value:  # a city's maps have hundreds of thousands of points
        if type(c) not in NUMBERS or not math.isfinite(c):
            return None
    return tuple(map(float, value))


def _label(item: Mapping[str, object], index: int) -> str:
    name = item.get("id")
    return name if isinstance(name, str) else str(index)


def _range_in_words(low: float, high: float) -> str:
    if math.isinf(low) and math.isinf(high):
        return "a number"
    if math.isinf(high):
        return f"a number, {low:g} or more"
    return f"a number from {low:g} to {high:g}"


def _shown(value: object) -> str:
    text = repr(value)
    return text if len(text) <= 60 else f"{text[:57]}..."
