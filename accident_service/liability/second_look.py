"""What a second look at a proposal tells: how firm it is, what it hangs on, what else was possible.

Records only; `robustness/` makes them.
"""

from dataclasses import dataclass
from enum import StrEnum

from accident_service.liability.fact import Truth
from accident_service.liability.grade import Grade
from accident_service.quantities.identifiers import TrackId
from accident_service.quantities.uncertainty import Interval

# One-sided, what lies outside of k = 2: the same measure as every interval has.
FIRM_SHARE = 0.975


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleShare:
    """In which share of the worlds a rule fired against a party."""

    rule_code: str
    at_fault: TrackId
    share: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Firmness:
    """How far the division hangs on noise.

    `same_share` is the share of worlds with the very division proposed; `rules` names every
    rule that fired in any world, the most frequent first.
    """

    worlds: int
    same_share: float
    rules: tuple[RuleShare, ...]

    @property
    def is_firm(self) -> bool:
        """Do nearly all worlds divide alike?"""
        return self.same_share >= FIRM_SHARE


class Measurement(StrEnum):
    """What was measured and can be off."""

    POSITION_X = "position-x"
    POSITION_Y = "position-y"
    HEADING = "heading"
    SPEED = "speed"
    LENGTH = "length"
    WIDTH = "width"
    CONTACT_TIME = "contact-time"
    SIGNAL_CLOCK = "signal-clock"


@dataclass(frozen=True, slots=True, kw_only=True)
class Flip:
    """A measurement whose one end gives another division than the best values do.

    `party` is None for a clock; `sigmas` is how far it was moved, minus 2 or plus 2;
    `instead` is empty where nothing would be proposed then.
    """

    measurement: Measurement
    party: TrackId | None
    sigmas: float
    instead: tuple[tuple[TrackId, Grade], ...]


class Supposition(StrEnum):
    """What is supposed of one party."""

    WAITED = "waited-at-its-line"
    STAYED_IN_LANE = "stayed-in-its-lane"
    STAYED_STANDING = "stayed-where-it-stood"
    KEPT_LIMIT = "kept-the-limit"
    BRAKED = "braked-when-the-danger-showed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Counterfactual:
    """How near the two would have come; `gap_m` is the k = 2 interval, below zero for a contact."""

    supposed: Supposition
    party: TrackId
    gap_m: Interval
    avoided: Truth
    sentence_zh: str
    sentence_en: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FurtherEvidence:
    """Something nobody has yet that would decide what is open."""

    code: str
    zh: str
    en: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SecondLook:
    """All of it, of one judgement."""

    firmness: Firmness
    flips: tuple[Flip, ...]
    counterfactuals: tuple[Counterfactual, ...]
    further_evidence: tuple[FurtherEvidence, ...]
