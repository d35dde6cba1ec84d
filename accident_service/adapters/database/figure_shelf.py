"""Figures at hand: blocks of days at rest kept in memory, the rows of other days read anew."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import ColumnElement, Connection, or_, select

from accident_service.adapters.database.figure_columns import (
    DAY_S,
    EPOCH_AT,
    MOMENTS,
    NAMES,
    NONE,
    ROW_OF,
    Numbers,
    Vocabulary,
    seconds_at,
    side_by_side,
    unpacked,
)
from accident_service.adapters.database.figure_tables import case_figure, figure_block
from accident_service.casework.city_ports import Span

# With more days apart from one another that have no block, all between them are read by row.
MOST_GAPS = 60
DAYS_AT_ONCE = 200
# Of `case_figure.filed_day`, which counts from year 1.
EPOCH_DAY = EPOCH_AT.toordinal() - 1
COLUMNS = tuple(case_figure.c[name] for name in NAMES)
Gap = tuple[int, int | None]
Mask = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Counted:
    """The rows that are counted, column by column."""

    tables: tuple[Numbers, ...]
    masks: tuple[Mask | None, ...]  # which rows of each; None: all of them
    words: Vocabulary
    word_count: int  # others may learn more words meanwhile
    _columns: dict[str, Numbers] = field(default_factory=dict)

    def column(self, name: str) -> Numbers:
        """One column, not to be written to; `NONE` where a case has nothing."""
        if name not in self._columns:
            self._columns[name] = self._put_together(name)
        return self._columns[name]

    def _put_together(self, name: str) -> Numbers:
        row = ROW_OF[name]
        parts = [
            table[row] if mask is None else table[row][mask]
            for table, mask in zip(self.tables, self.masks, strict=True)
        ]
        whole = np.concatenate(parts) if parts else np.empty(0, dtype=np.int32)
        whole.setflags(write=False)
        return whole

    def word(self, number: int | np.integer) -> str:
        """The word this number in a column of words stands for."""
        return self.words.words[int(number)]

    def tally(self, codes: Numbers) -> NDArray[np.int64]:
        """How often each word comes in a column of words, by its number."""
        return np.bincount(codes[codes != NONE], minlength=self.word_count)


@dataclass(frozen=True, slots=True)
class _Block:
    digest: str
    table: Numbers
    spans: dict[str, tuple[int, int]]  # by moment: the first and the last, s


@dataclass(frozen=True, slots=True)
class FigureShelf:
    """Blocks that were read once; they never change, a day's next one has another digest.

    A case takes some 80 bytes of memory.
    """

    words: Vocabulary = field(default_factory=Vocabulary)
    _blocks: dict[int, _Block] = field(default_factory=dict)

    def counted(self, connection: Connection, by: str, span: Span) -> Counted:
        """The cases whose moment `by` ("filed_at" or "occurred_at") lies in the span."""
        begin_s, end_s = seconds_at(span.from_at), seconds_at(span.to_at)
        unit = None if span.unit is None else self.words.number(span.unit)
        # Nothing is filed a day before it happened; how long after is not known.
        first, last = begin_s // DAY_S - 1, end_s // DAY_S if by == "filed_at" else None
        tables, masks = [], []
        for block in self._all_of(connection, first, last):
            first_s, last_s = block.spans[by]
            if last_s < begin_s or first_s >= end_s:
                continue
            at_s = block.table[ROW_OF[by]]
            mask = None
            if first_s < begin_s or last_s >= end_s or unit is not None:
                mask = (at_s >= begin_s) & (at_s < end_s)
                if unit is not None:
                    mask &= block.table[ROW_OF["unit"]] == unit
            tables.append(block.table)
            masks.append(mask)
        return Counted(tuple(tables), tuple(masks), self.words, len(self.words.words))

    def _all_of(self, connection: Connection, first: int, last: int | None) -> Iterator[_Block]:
        """Every case filed on these days of `figure_columns`, in blocks and one of single rows."""
        table = figure_block.c
        of_days = [table.day >= first + EPOCH_DAY]
        if last is not None:
            of_days.append(table.day <= last + EPOCH_DAY)
        query = select(table.day, table.digest).where(*of_days).order_by(table.day)
        kept = {row.day: row.digest for row in connection.execute(query)}
        gaps = _gaps(list(kept), first + EPOCH_DAY, None if last is None else last + EPOCH_DAY)
        of_gaps = or_(*(_within(lowest, highest) for lowest, highest in gaps))
        rows = connection.execute(select(*COLUMNS).where(of_gaps)).all() if gaps else []
        yield _block("", side_by_side(rows, self.words))
        outside = {day: kept[day] for day in kept if not any(_is_in(day, gap) for gap in gaps)}
        yield from self._blocks_of(connection, outside)

    def _blocks_of(self, connection: Connection, digests: dict[int, str]) -> Iterator[_Block]:
        known = {day: self._blocks.get(day) for day in digests}
        missing = [
            day for day, block in known.items() if block is None or block.digest != digests[day]
        ]
        for begin in range(0, len(missing), DAYS_AT_ONCE):
            days = missing[begin : begin + DAYS_AT_ONCE]
            query = select(figure_block).where(figure_block.c.day.in_(days))
            for row in connection.execute(query):
                self._blocks[row.day] = known[row.day] = _block(
                    row.digest, unpacked(row.content, self.words)
                )
        yield from (block for block in known.values() if block is not None)


def _block(digest: str, table: Numbers) -> _Block:
    spans = {}
    for name in MOMENTS:
        at_s = table[ROW_OF[name]]
        spans[name] = (int(at_s.min()), int(at_s.max())) if len(at_s) else (0, -(2**40))
    return _Block(digest, table, spans)


def _gaps(days: Sequence[int], first: int, last: int | None) -> list[Gap]:
    """The days from the first to the last (None: without end) that are not among `days`."""
    found: list[Gap] = []
    next_day = first
    for day in days:
        if day > next_day:
            found.append((next_day, day - 1))
        next_day = day + 1
    if last is None or next_day <= last:
        found.append((next_day, last))
    return found if len(found) <= MOST_GAPS else [(found[0][0], found[-1][1])]


def _is_in(day: int, gap: Gap) -> bool:
    lowest, highest = gap
    return lowest <= day and (highest is None or day <= highest)


def _within(lowest: int, highest: int | None) -> ColumnElement[bool]:
    day = case_figure.c.filed_day
    return day >= lowest if highest is None else day.between(lowest, highest)
