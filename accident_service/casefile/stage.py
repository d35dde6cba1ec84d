"""A case moves only where the table lets it."""

from enum import StrEnum


class Stage(StrEnum):
    """How far a case has come; each stage names what is already done."""

    REPORTED = "reported"
    CLIPS_FOUND = "clips-found"
    CLIPS_FETCHED = "clips-fetched"
    RECONSTRUCTED = "reconstructed"
    PROPOSED = "proposed"
    NEEDS_OFFICER = "needs-officer"
    DECIDED = "decided"
    DETERMINED = "determined"
    REFERRED = "referred"


ALLOWED_MOVES: dict[Stage, frozenset[Stage]] = {
    Stage.REPORTED: frozenset({Stage.CLIPS_FOUND, Stage.NEEDS_OFFICER, Stage.REFERRED}),
    Stage.CLIPS_FOUND: frozenset({Stage.CLIPS_FETCHED, Stage.NEEDS_OFFICER, Stage.REFERRED}),
    Stage.CLIPS_FETCHED: frozenset({Stage.RECONSTRUCTED, Stage.NEEDS_OFFICER, Stage.REFERRED}),
    Stage.RECONSTRUCTED: frozenset({Stage.PROPOSED, Stage.NEEDS_OFFICER, Stage.REFERRED}),
    Stage.PROPOSED: frozenset({Stage.DECIDED, Stage.REFERRED}),
    Stage.NEEDS_OFFICER: frozenset({Stage.DECIDED, Stage.REFERRED}),
    Stage.DECIDED: frozenset({Stage.DETERMINED}),
    Stage.DETERMINED: frozenset(),
    Stage.REFERRED: frozenset(),
}

AWAITING_OFFICER = frozenset({Stage.PROPOSED, Stage.NEEDS_OFFICER})
FINISHED = frozenset({Stage.DETERMINED, Stage.REFERRED})
