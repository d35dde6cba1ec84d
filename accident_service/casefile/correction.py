"""What an officer has put right in a case: each an entry of its own, never changed or deleted.

An undo is an entry that withdraws another, and a redo one that withdraws the undo. What is in
force follows from the list alone.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from accident_service.casefile.party_tracks import PartyTracks
from accident_service.liability.changes import (
    Change,
    ContactDenied,
    ContactPlaced,
    FactTold,
    FootprintMoved,
    LineMarked,
    PhaseMarked,
)
from accident_service.liability.corrected import Told
from accident_service.quantities.identifiers import ClipId, OfficerId, TrackId

CHANGES_OF_MEASUREMENT = (
    FootprintMoved,
    ContactPlaced,
    ContactDenied,
    PhaseMarked,
    LineMarked,
    FactTold,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class PartiesChosen:
    """Whose vehicle is whose; `before` is how it was matched until then."""

    what: Literal["parties"] = "parties"
    track_a: TrackId
    track_b: TrackId
    before: PartyTracks | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Withdrawn:
    """The entry of this number counts no more."""

    what: Literal["withdrawal"] = "withdrawal"
    number: int


CorrectingAct = Change | PartiesChosen | Withdrawn


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """One entry: what, why, who and when; `clip` is the recording its moments are of."""

    number: int  # from 1, in the order they were made
    act: CorrectingAct
    reason: str
    officer: OfficerId
    officer_name: str
    corrected_at: datetime
    clip: ClipId | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CorrectionRequest:
    """What the officer asks for; nothing in it is believed before it was looked at."""

    act: CorrectingAct
    seen_version: int  # the case version on the officer's screen
    reason: str = ""


def in_force(corrections: tuple[Correction, ...]) -> tuple[Correction, ...]:
    """The entries that count and are no withdrawals, in the order they were made."""
    withdrawn = withdrawn_numbers(corrections)
    return tuple(
        one
        for one in corrections
        if one.number not in withdrawn and not isinstance(one.act, Withdrawn)
    )


def withdrawn_numbers(corrections: tuple[Correction, ...]) -> frozenset[int]:
    """The entries that a later one, itself in force, withdraws."""
    withdrawn: set[int] = set()
    for one in reversed(corrections):
        if isinstance(one.act, Withdrawn) and one.number not in withdrawn:
            withdrawn.add(one.act.number)
    return frozenset(withdrawn)


def told(corrections: tuple[Correction, ...]) -> tuple[Told, ...]:
    """The changes of what was measured that are in force, as the law is asked with them."""
    return tuple(
        Told(one.act, one.officer_name)
        for one in in_force(corrections)
        if isinstance(one.act, CHANGES_OF_MEASUREMENT)
    )
