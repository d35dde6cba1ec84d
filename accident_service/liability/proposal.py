"""What the machine proposes to an officer; never a determination."""

from dataclasses import dataclass
from enum import StrEnum

from accident_service.liability.contribution import Contribution
from accident_service.liability.fact import Facts
from accident_service.liability.finding import Finding, Reason
from accident_service.liability.grade import Grade
from accident_service.liability.mixed_case import MixedCase
from accident_service.quantities.identifiers import TrackId


class Strength(StrEnum):
    """How much of the proposal rests on facts that are certain over their whole interval."""

    FIRM = "firm"
    LIMITED = "limited"  # the officer must look at what `reasons` lists


@dataclass(frozen=True, slots=True, kw_only=True)
class Exclusion:
    """A counter-hypothesis that was tried and is excluded, with the numbers."""

    rule_code: str
    zh: str
    en: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LiabilityProposal:
    """Who is proposed to bear what, or why that cannot be told.

    An abstention has no grades and at least one reason; `refer` lists the referral codes
    that take the case out of remote handling altogether. `mixed` and `contributions` are for
    the officer: what practice suggests where faults meet, and what may add to a party's fault.
    """

    grades: tuple[tuple[TrackId, Grade], ...]
    abstained: bool
    reasons: tuple[Reason, ...]
    refer: tuple[str, ...]
    rule_code: str | None
    strength: Strength
    findings: tuple[Finding, ...]
    facts: Facts
    excluded: tuple[Exclusion, ...]
    rulebook_version: str
    mixed: tuple[MixedCase, ...] = ()
    contributions: tuple[Contribution, ...] = ()

    def __post_init__(self) -> None:
        if self.abstained and self.grades:
            raise ValueError("an abstention carries no grades")
        if self.abstained and not self.reasons:
            raise ValueError("an abstention says why")
        if not self.abstained and not self.grades:
            raise ValueError("a proposal grades its parties")

    def grade_of(self, track: TrackId) -> Grade:
        """The grade proposed for one party.

        Raises:
            KeyError: The proposal abstains, or the vehicle is no party.
        """
        return dict(self.grades)[track]
