"""A case moves only where the table lets it."""

from enum import StrEnum


class Stage(StrEnum):
    """How far a case has come; each stage names what is already done."""

    NEGOTIATING = "negotiating"  # nobody disputes anything; left to the parties (SPR-19)
    REPORTED = "reported"
    CLIPS_FOUND = "clips-found"
    CLIPS_FETCHED = "clips-fetched"
    RECONSTRUCTED = "reconstructed"
    PROPOSED = "proposed"
    NEEDS_OFFICER = "needs-officer"
    REOPENED = "reopened"  # a review has ordered the work done again (SPR-76, 77)
    DECIDED = "decided"
    DETERMINED = "determined"
    CERTIFIED = "certified"  # the basic facts could not be found (SPR-67)
    AGREED = "agreed"  # the parties settled it themselves (SPR-21)
    REFERRED = "referred"


# Until an officer has decided, the parties may still agree, and the law may still refer them.
# A case that a review has reopened comes back to the reopened, whatever is found.
UNDECIDED = frozenset({Stage.NEEDS_OFFICER, Stage.REOPENED, Stage.REFERRED, Stage.AGREED})

ALLOWED_MOVES: dict[Stage, frozenset[Stage]] = {
    Stage.NEGOTIATING: frozenset({Stage.REPORTED, Stage.AGREED, Stage.REFERRED}),
    Stage.REPORTED: UNDECIDED | {Stage.CLIPS_FOUND},
    Stage.CLIPS_FOUND: UNDECIDED | {Stage.CLIPS_FETCHED},
    Stage.CLIPS_FETCHED: UNDECIDED | {Stage.RECONSTRUCTED},
    Stage.RECONSTRUCTED: UNDECIDED | {Stage.PROPOSED},
    # Back to REPORTED: an officer wants more recordings looked at (casefile/widen).
    Stage.PROPOSED: frozenset({Stage.DECIDED, Stage.REFERRED, Stage.AGREED, Stage.REPORTED}),
    Stage.NEEDS_OFFICER: frozenset({Stage.DECIDED, Stage.REFERRED, Stage.AGREED, Stage.REPORTED}),
    Stage.REOPENED: frozenset({Stage.DECIDED, Stage.REFERRED, Stage.REPORTED}),
    Stage.DECIDED: frozenset({Stage.DETERMINED, Stage.CERTIFIED}),
    Stage.DETERMINED: frozenset({Stage.REOPENED}),
    Stage.CERTIFIED: frozenset({Stage.REOPENED}),
    Stage.AGREED: frozenset(),
    Stage.REFERRED: frozenset(),
}

AWAITING_OFFICER = frozenset({Stage.PROPOSED, Stage.NEEDS_OFFICER, Stage.REOPENED})
FINISHED = frozenset({Stage.DETERMINED, Stage.CERTIFIED, Stage.AGREED, Stage.REFERRED})
CLOSED_TO_ACCOUNTS = FINISHED | {Stage.DECIDED, Stage.REOPENED}
