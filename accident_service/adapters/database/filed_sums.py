"""What became of the cases that are counted, added up column by column."""

from datetime import date
from math import ceil

import numpy as np

from accident_service.adapters.database.figure_columns import (
    DAY_S,
    EPOCH_AT,
    NONE,
    Numbers,
    day_at,
)
from accident_service.adapters.database.figure_shelf import Counted
from accident_service.casefile.case_figures import Ended
from accident_service.casefile.counted import Share
from accident_service.casework.city_ports import ServiceFigures, Waits, Week

DAYS_OF_WEEK = 7
MOST_GROUPS = 40
TOP = 0.9


def service_of(counted: Counted, today: date) -> ServiceFigures:
    """What became of them; overdue is what was due before today."""
    ended, due = counted.column("ended"), counted.column("open_due_on")
    by_end = {
        Ended(counted.word(number)): int(count)
        for number, count in enumerate(counted.tally(ended))
        if count
    }
    kept, late = (int(counted.column(f"limits_{how}").sum()) for how in ("kept", "late"))
    late += int(((due != NONE) & (due < day_at(today))).sum())
    abstained, overridden = counted.column("abstained") == 1, counted.column("overridden")
    weighed = abstained | (counted.column("proposed") == 1)
    return ServiceFigures(
        filed=len(ended),
        ended={how: by_end[how] for how in Ended if how in by_end},
        to_leave=_waits(counted.column("leave_s")),
        to_proposal=_waits(counted.column("proposal_s")),
        to_determination=_waits(counted.column("determination_s")),
        on_time=Share(kept, kept + late),
        abstained=Share(int(abstained.sum()), int(weighed.sum())),
        overridden=Share(int((overridden == 1).sum()), int((overridden != NONE).sum())),
    )


def weeks_of(counted: Counted) -> tuple[Week, ...]:
    """The cases by week, the oldest first; weeks without any are left out."""
    days = counted.column("filed_at") // DAY_S
    if not len(days):
        return ()
    first = int(days.min()) - (int(days.min()) + EPOCH_AT.weekday()) % DAYS_OF_WEEK
    weeks = (days - first) // DAYS_OF_WEEK
    scene = counted.column("ended") == counted.words.number(Ended.SCENE)
    filed = np.bincount(weeks)
    at_scene = np.bincount(weeks[scene], minlength=len(filed))
    monday = EPOCH_AT.toordinal() + first
    return tuple(
        Week(date.fromordinal(monday + DAYS_OF_WEEK * int(week)), int(count), int(there))
        for week, (count, there) in enumerate(zip(filed, at_scene, strict=True))
        if count
    )


def overridden_by(counted: Counted, column: str) -> tuple[tuple[str, Share], ...]:
    """Of the judged proposals, those decided otherwise, by the words of a column."""
    groups, overridden = counted.column(column), counted.column("overridden")
    judged = counted.tally(groups[overridden != NONE])
    changed = counted.tally(groups[overridden == 1])
    shares = [
        (counted.word(number), Share(int(changed[number]), int(judged[number])))
        for number in np.flatnonzero(judged)
    ]
    shares.sort(key=lambda one: (-one[1].of, one[0]))
    return tuple(shares[:MOST_GROUPS])


def _waits(lengths_s: Numbers) -> Waits:
    known_s = lengths_s[lengths_s != NONE]
    count = len(known_s)
    if not count:
        return Waits(0)
    half, most = (_place_of(share, count) for share in (0.5, TOP))
    known_s.partition((half, most))
    return Waits(count, float(known_s[half]), float(known_s[most]))


def _place_of(share: float, count: int) -> int:
    """Where, in order, the shortest length stands that this share did not exceed."""
    return max(0, ceil(share * count) - 1)
