"""What the machine proposes to an officer; never a determination."""

from dataclasses import dataclass
from enum import StrEnum

from accident_service.liability.contribution import Contribution
from accident_service.liability.fact import Facts, Truth
from accident_service.liability.finding import Finding, Reason
from accident_service.liability.grade import Grade
from accident_service.liability.mixed_case import MixedCase
from accident_service.liability.second_look import SecondLook
from accident_service.liability.thresholds import ToldThreshold
from accident_service.quantities.identifiers import TrackId
from accident_service.quantities.uncertainty import Interval


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
class PairDivision:
    """One contact of a chain: who answers for it and how the pair is divided.

    `answers` may be neither of the two: who pushed one of them. It is None, and `grades`
    empty, where that is for an officer.
    """

    tracks: tuple[TrackId, TrackId]
    touched_pts_s: Interval
    answers: TrackId | None
    grades: tuple[tuple[TrackId, Grade], ...]
    rule_code: str = ""
    reasons: tuple[Reason, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class LiabilityProposal:
    """Who is proposed to bear what, or why that cannot be told.

    An abstention has no grades and at least one reason; `refer` lists the referral codes
    that take the case out of remote handling altogether. `mixed` and `contributions` are for
    the officer: what practice suggests where faults meet, and what may add to a party's fault.
    `pairs` are the contacts of a chain, in order of time; empty for two vehicles. `rule_pack`
    names the list it was judged by and that list's version, empty where none of
    its versions held on the day; `thresholds` are those its facts turn on.
    `second_look` is None where the law was not asked; `firmness_pending` says that it is still
    to come, because an officer's correction was answered at once.
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
    pairs: tuple[PairDivision, ...] = ()
    rule_pack: str = ""
    rule_pack_version: str = ""
    thresholds: tuple[ToldThreshold, ...] = ()
    second_look: SecondLook | None = None
    firmness_pending: bool = False

    def __post_init__(self) -> None:
        if self.abstained and self.grades:
            raise ValueError("an abstention carries no grades")
        if self.abstained and not self.reasons:
            raise ValueError("an abstention says why")
        if not self.abstained and not self.grades:
            raise ValueError("a proposal grades its parties")

    @property
    def turns_on(self) -> frozenset[str]:
        """The kinds of fact it rests on, or those it would need where it abstains."""
        relied_on = [one.relied_on for one in self.findings] + [one.relied_on for one in self.mixed]
        facts = [fact for found in relied_on for fact in found]
        if not relied_on:
            facts = [fact for fact in self.facts if fact.truth is Truth.UNKNOWN]
        return frozenset(fact.kind.value for fact in facts)

    def grade_of(self, track: TrackId) -> Grade:
        """The grade proposed for one party.

        Raises:
            KeyError: The proposal abstains, or the vehicle is no party.
        """
        return dict(self.grades)[track]
