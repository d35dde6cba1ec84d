"""What the whole rulebook makes of one pair: every rule, mixed case and contributory fault."""

from dataclasses import dataclass
from typing import Protocol

from accident_service.liability.contribution import Contribution
from accident_service.liability.fact import Facts, Truth
from accident_service.liability.finding import Assessment, Finding
from accident_service.liability.law_modules import ContributoryFault, MixedCaseRule, Rule
from accident_service.liability.mixed_case import MixedCase
from accident_service.quantities.identifiers import TrackId


class Law(Protocol):
    """The rules, mixed cases and contributory faults that bound people on one day."""

    @property
    def rules(self) -> tuple[Rule, ...]: ...  # noqa: D102 - the name says it

    @property
    def mixed_cases(self) -> tuple[MixedCaseRule, ...]: ...  # noqa: D102 - the name says it

    @property
    def contributory_faults(self) -> tuple[ContributoryFault, ...]: ...  # noqa: D102 - as above


@dataclass(frozen=True, slots=True, kw_only=True)
class Considered:
    """Everything the law says of a pair, before anything is divided.

    `left_to_officer` are the codes of the rules whose finding divides nothing by itself.
    """

    assessments: tuple[Assessment, ...]
    mixed: tuple[MixedCase, ...] = ()
    contributions: tuple[Contribution, ...] = ()
    left_to_officer: frozenset[str] = frozenset()

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What was found by rules that divide by themselves."""
        return tuple(one for one in self.all_findings if one.rule_code not in self.left_to_officer)

    @property
    def all_findings(self) -> tuple[Finding, ...]:
        """What any rule found."""
        return tuple(one.finding for one in self.assessments if one.finding)

    @property
    def of_officer(self) -> tuple[Finding, ...]:
        """What was found and is for an officer to divide."""
        return tuple(one for one in self.all_findings if one.rule_code in self.left_to_officer)

    def against(self, party: TrackId, truth: Truth) -> tuple[Assessment, ...]:
        """The dividing rules that came out so when tried with this party at fault."""
        return tuple(
            one
            for one in self.assessments
            if one.at_fault == party
            and one.truth is truth
            and one.rule_code not in self.left_to_officer
        )


def consider(law: Law, facts: Facts, pair: tuple[TrackId, TrackId]) -> Considered:
    """Try everything on both orders of the pair."""
    first, second = pair
    orders = ((first, second), (second, first))
    assessments = tuple(rule.assess(facts, *order) for rule in law.rules for order in orders)
    findings = tuple(one.finding for one in assessments if one.finding)
    mixed = (case.consider(facts, findings, *order) for case in law.mixed_cases for order in orders)
    return Considered(
        assessments=assessments,
        mixed=tuple(one for one in mixed if one),
        contributions=tuple(
            fault.assess(facts, party) for fault in law.contributory_faults for party in pair
        ),
        left_to_officer=frozenset(rule.code for rule in law.rules if rule.officer_only),
    )
