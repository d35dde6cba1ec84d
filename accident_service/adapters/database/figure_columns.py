"""Rows of the city's figures side by side: one array of numbers for each column.

A million rows are counted in milliseconds where their columns lie together, and in seconds
where each is read by itself. Words (units, sections of road, rules, ...) are numbers in a list.
"""

import json
import zlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from threading import Lock

import numpy as np
from numpy.typing import NDArray

from accident_service.adapters.database.metadata import KeptRow
from accident_service.casefile.working_days import BEIJING

# Moments are whole seconds since then; it is midnight in Beijing.
EPOCH_AT = datetime(2020, 1, 1, tzinfo=BEIJING)
DAY_S, HOUR_S = 86_400, 3600
NONE = -(2**31)
MOMENTS = ("filed_at", "occurred_at")
DAYS = ("open_due_on",)
WORDS = ("unit", "site", "section", "rule_code", "camera", "ended")
NUMBERS = (
    *("latitude_cell", "longitude_cell", "proposed", "abstained", "overridden"),
    *("leave_s", "proposal_s", "determination_s", "limits_kept", "limits_late"),
)
NAMES = (*MOMENTS, *DAYS, *WORDS, *NUMBERS)
ROW_OF = {name: index for index, name in enumerate(NAMES)}
Numbers = NDArray[np.int32]


@dataclass(slots=True)
class Vocabulary:
    """Words by the numbers they were given, in the order they came."""

    words: list[str] = field(default_factory=list)
    _numbers: dict[str, int] = field(default_factory=dict)
    _lock: Lock = field(default_factory=Lock)

    def number(self, word: str) -> int:
        """The word's number, a new one for a new word."""
        known = self._numbers.get(word)
        if known is not None:
            return known
        with self._lock:
            if word not in self._numbers:
                self.words.append(word)
                self._numbers[word] = len(self.words) - 1
            return self._numbers[word]


def seconds_at(moment: datetime) -> int:
    """Whole seconds since `EPOCH_AT`, rounded down."""
    return int((moment - EPOCH_AT).total_seconds() // 1)


def day_at(day: date) -> int:
    """Days since that of `EPOCH_AT`."""
    return day.toordinal() - EPOCH_AT.toordinal()


def side_by_side(rows: Sequence[KeptRow], words: Vocabulary) -> Numbers:
    """The rows as an array of (len(NAMES), len(rows)); `NONE` where nothing is."""
    table = np.empty((len(NAMES), len(rows)), dtype=np.int32)
    for name in NAMES:
        table[ROW_OF[name]] = [_number(getattr(row, name), words) for row in rows]
    return table


def packed(rows: Sequence[KeptRow]) -> bytes:
    """The rows with their own words, as few bytes; the same for the same rows."""
    words = Vocabulary()
    table = side_by_side(rows, words)
    head = json.dumps(words.words, ensure_ascii=False).encode()
    return zlib.compress(len(head).to_bytes(4, "little") + head + table.astype("<i4").tobytes(), 1)


def unpacked(content: bytes, words: Vocabulary) -> Numbers:
    """What `packed` gave, with its words as `words` numbers them."""
    whole = zlib.decompress(content)
    begin = 4 + int.from_bytes(whole[:4], "little")
    table = np.frombuffer(whole, dtype="<i4", offset=begin).reshape(len(NAMES), -1).copy()
    own = json.loads(whole[4:begin])
    here = np.array([words.number(word) for word in own], dtype=np.int32)
    for name in WORDS:
        column = table[ROW_OF[name]]
        column[column != NONE] = here[column[column != NONE]]
    return table


def _number(value: datetime | date | str | int | None, words: Vocabulary) -> int:
    match value:
        case None:
            return NONE
        case datetime():
            return seconds_at(value)
        case date():
            return day_at(value)
        case str():
            return words.number(value)
    return int(value)
