"""What a rule makes of the facts: it fires, it does not, or the facts cannot carry it."""

from dataclasses import dataclass

from accident_service.liability.fact import Fact, FactKind, Facts, Truth
from accident_service.quantities.identifiers import TrackId


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """Why there is no proposal, or none without reserve."""

    code: str
    zh: str
    en: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """A rule that fired: who broke which articles against whom, and on what this rests."""

    rule_code: str
    provisions: tuple[str, ...]
    at_fault: TrackId
    against: TrackId
    relied_on: tuple[Fact, ...]
    sentence_zh: str
    sentence_en: str


@dataclass(frozen=True, slots=True)
class Condition:
    """A fact a rule asks for; `wanted` False asks that it be excluded."""

    kind: FactKind
    party: TrackId
    wanted: bool = True

    def met_by(self, fact: Fact) -> Truth:
        """Is the condition met by this fact?"""
        return fact.truth if self.wanted else fact.truth.opposite()


@dataclass(frozen=True, slots=True, kw_only=True)
class Assessment:
    """One rule tried on one ordering of the pair."""

    rule_code: str
    at_fault: TrackId
    against: TrackId
    truth: Truth
    relied_on: tuple[Fact, ...]
    undecided: tuple[Fact, ...]
    contradicted_by: tuple[Fact, ...]
    finding: Finding | None


def weigh(facts: Facts, conditions: tuple[Condition, ...], finding: Finding) -> Assessment:
    """Try every condition; the rule fires only when each is true over its whole interval.

    `finding` is what is found if it fires; its `relied_on` is filled in here.
    """
    judged = [(condition, facts.about(condition.kind, condition.party)) for condition in conditions]
    verdicts = [(condition.met_by(fact), fact) for condition, fact in judged]
    met = tuple(fact for truth, fact in verdicts if truth is Truth.TRUE)
    undecided = tuple(fact for truth, fact in verdicts if truth is Truth.UNKNOWN)
    contradicted_by = tuple(fact for truth, fact in verdicts if truth is Truth.FALSE)
    truth = Truth.TRUE
    for verdict, _ in verdicts:
        truth = truth.both(verdict)
    return Assessment(
        rule_code=finding.rule_code,
        at_fault=finding.at_fault,
        against=finding.against,
        truth=truth,
        relied_on=met,
        undecided=undecided,
        contradicted_by=contradicted_by,
        finding=_relying(finding, met) if truth is Truth.TRUE else None,
    )


def strongest(tried: tuple[Assessment, ...]) -> Assessment:
    """Of several ways to break one rule, the one shown best: it fires, or is nearest to it."""
    order = (Truth.TRUE, Truth.UNKNOWN, Truth.FALSE)
    return min(
        tried,
        key=lambda one: (
            order.index(one.truth),
            len(one.contradicted_by),
            len(one.undecided),
        ),
    )


def _relying(finding: Finding, facts: tuple[Fact, ...]) -> Finding:
    return Finding(
        rule_code=finding.rule_code,
        provisions=finding.provisions,
        at_fault=finding.at_fault,
        against=finding.against,
        relied_on=facts,
        sentence_zh=finding.sentence_zh,
        sentence_en=finding.sentence_en,
    )
