"""Which waiting step goes first: why one is in haste, and by how much time that puts it ahead.

Haste is a head start and not a class of its own: a step is ordered by the moment it was asked
for, less its head start. So the hasty go first, and nothing waits for ever, for whatever has
waited longer than a head start comes before it.
"""

from collections.abc import Mapping
from datetime import timedelta
from enum import StrEnum
from typing import Final

from accident_service.casefile.case import Case
from accident_service.casefile.preserve import is_at_risk
from accident_service.casework.ledger_ports import Step


class Haste(StrEnum):
    """Why a step goes before others of its queue, the greatest haste first."""

    PEOPLE_WAIT = "people-wait"  # someone has to drive to the scene: people are there, hurt perhaps
    NOT_LOOKED_AT = "not-looked-at"  # seconds of work, and only then is known what is overwritten
    FOOTAGE_GOES = "footage-goes"  # a recording that nobody else need keep
    NEARLY_THERE = "nearly-there"  # measured: seconds of law until an officer can look at it
    OFFICER_WAITS = "officer-waits"  # at the screen, for the answer to a correction
    AT_ROADSIDE = "at-roadside"  # reported so soon that the parties stand there still
    ORDINARY = "ordinary"
    CAN_WAIT = "can-wait"  # nobody's next act depends on it


# [design] Only their order in one queue and their size beside a day's backlog matter.
HEAD_START: Final[Mapping[Haste, timedelta]] = {
    Haste.PEOPLE_WAIT: timedelta(hours=24),
    Haste.NOT_LOOKED_AT: timedelta(hours=18),
    Haste.FOOTAGE_GOES: timedelta(hours=12),
    Haste.NEARLY_THERE: timedelta(hours=9),
    Haste.OFFICER_WAITS: timedelta(hours=6),
    Haste.AT_ROADSIDE: timedelta(minutes=30),
    Haste.ORDINARY: timedelta(0),
    Haste.CAN_WAIT: timedelta(minutes=-15),
}
# Those that somebody may look at one by one: half an hour's start is had by most.
URGENT = (Haste.PEOPLE_WAIT, Haste.NOT_LOOKED_AT, Haste.FOOTAGE_GOES, Haste.OFFICER_WAITS)
ROADSIDE = timedelta(minutes=30)  # from the accident to a report filed on the spot [design]
# Steps of equal haste at one place stand this far apart, so that five hundred cases of one
# place, or one recorder that hangs, let other places through. [design]
APART_AT_ONE_PLACE = timedelta(seconds=60)

OF_STEP: Final[Mapping[Step, Haste]] = {
    Step.HAND_OVER: Haste.PEOPLE_WAIT,
    Step.FIND_CLIPS: Haste.NOT_LOOKED_AT,
    Step.PRESERVE_CLIPS: Haste.FOOTAGE_GOES,
    Step.SECURE_CLIPS: Haste.FOOTAGE_GOES,  # of a referred case: nobody asks for them again
    Step.PROPOSE: Haste.NEARLY_THERE,
    Step.LOOK_AGAIN: Haste.OFFICER_WAITS,
    Step.MAKE_PARTY_PICTURES: Haste.CAN_WAIT,
    Step.DISCLOSE: Haste.CAN_WAIT,
}


def haste_of(case: Case, step: Step) -> Haste:
    """Why this step of this case goes first, as far as the case knows when it is asked for."""
    if step in OF_STEP:
        return OF_STEP[step]
    if step is Step.FETCH_CLIPS and is_at_risk(case):
        return Haste.FOOTAGE_GOES
    told_at_once = case.report.filed_at - case.report.occurred_at <= ROADSIDE
    return Haste.AT_ROADSIDE if told_at_once and case.decision is None else Haste.ORDINARY
