"""From findings to grades: who is proposed to bear what, and how firmly.

One side at fault: full and none. Both: equal, and an officer grades. Nothing fired: no
grades at all. The other side's own possible faults are the counter-hypotheses: an excluded
one is reported with its numbers, an open one takes away firmness, a proven one that this
rulebook does not weigh takes away the proposal.

Reference:
    Order 146 of the Ministry of Public Security, article 60.
"""

from dataclasses import dataclass

from accident_service.liability.fact import Fact, FactKind, Facts, Truth
from accident_service.liability.finding import Assessment, Finding, Reason
from accident_service.liability.grade import Grade
from accident_service.liability.proposal import Exclusion, Strength
from accident_service.liability.rules import rear_end, undetermined
from accident_service.quantities.identifiers import TrackId

# What would put the other party at fault too, by the rule that would say so.
COUNTER_HYPOTHESES = {
    FactKind.REVERSING: "R20",
    FactKind.WRONG_WAY: "R04",
    FactKind.CROSSED_SOLID_LINE: "R05",
    FactKind.ENTERED_ON_RED: "R06",
    FactKind.CROSSED_GIVE_WAY_LINE: "R10",
    FactKind.CHANGING_LANE: "R02",
    FactKind.CHANGED_LANE: "R02",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Apportionment:
    """Grades with what they rest on; no grades when nothing can be proposed."""

    grades: tuple[tuple[TrackId, Grade], ...] = ()
    rule_code: str = undetermined.CODE
    strength: Strength = Strength.LIMITED
    findings: tuple[Finding, ...] = ()
    reasons: tuple[Reason, ...] = ()
    excluded: tuple[Exclusion, ...] = ()


def apportion(facts: Facts, assessments: tuple[Assessment, ...]) -> Apportionment:
    """Combine every rule's assessment of both orders of the pair."""
    findings = tuple(tried.finding for tried in assessments if tried.finding)
    at_fault = {finding.at_fault for finding in findings}
    if not findings:
        return Apportionment(reasons=undetermined.reasons(facts, assessments))
    if len(at_fault) > 1:
        return _both_at_fault(findings)
    return _one_at_fault(facts, assessments, findings)


def _both_at_fault(findings: tuple[Finding, ...]) -> Apportionment:
    parties = sorted({finding.at_fault for finding in findings})
    return Apportionment(
        grades=tuple((party, Grade.EQUAL) for party in parties),
        rule_code=findings[0].rule_code,
        findings=findings,
        reasons=(
            Reason(
                code="both-at-fault",
                zh="双方均有过错，主次责任由民警根据过错严重程度确定",
                en="Both parties are at fault; an officer weighs whose fault was graver",
            ),
        ),
    )


def _one_at_fault(
    facts: Facts, assessments: tuple[Assessment, ...], findings: tuple[Finding, ...]
) -> Apportionment:
    fault, other = findings[0].at_fault, findings[0].against
    counter = [facts.about(kind, other) for kind in COUNTER_HYPOTHESES]
    proven = tuple(undetermined.rule_missing(fact) for fact in counter if _decides(fact))
    if proven:
        return Apportionment(reasons=proven, excluded=_excluded(counter))
    reserves = _reserves(facts, assessments, other) + _open_premises(facts, findings)
    return Apportionment(
        grades=((fault, Grade.FULL), (other, Grade.NONE)),
        rule_code=findings[0].rule_code,
        strength=Strength.LIMITED if reserves else Strength.FIRM,
        findings=findings,
        reasons=reserves,
        excluded=_excluded(counter),
    )


def _decides(fact: Fact) -> bool:
    return fact.truth is Truth.TRUE and fact.kind in undetermined.NOT_RULED_HERE


def _excluded(counter: list[Fact]) -> tuple[Exclusion, ...]:
    return tuple(
        Exclusion(
            rule_code=COUNTER_HYPOTHESES[fact.kind],
            zh=f"已排除：{fact.sentence_zh}",
            en=f"Excluded: {fact.sentence_en}",
        )
        for fact in counter
        if fact.truth is Truth.FALSE
    )


def _reserves(
    facts: Facts, assessments: tuple[Assessment, ...], other: TrackId
) -> tuple[Reason, ...]:
    """What an officer must still look at before following the proposal."""
    open_facts = [
        fact
        for kind in COUNTER_HYPOTHESES
        if (fact := facts.about(kind, other)).truth is Truth.UNKNOWN
    ]
    speeding = facts.about(FactKind.ABOVE_SPEED_LIMIT, other)
    if speeding.truth is Truth.TRUE:
        open_facts.append(speeding)
    seen = facts.about(FactKind.SEEN_LONG_ENOUGH, other)
    if seen.truth is not Truth.TRUE:
        open_facts.append(seen)
    against_other = [
        tried for tried in assessments if tried.at_fault == other and tried.truth is Truth.UNKNOWN
    ]
    return (
        *(_look_at(fact) for fact in open_facts),
        *(_look_at(fact) for tried in against_other for fact in tried.undecided),
    )


def _open_premises(facts: Facts, findings: tuple[Finding, ...]) -> tuple[Reason, ...]:
    """What the findings take for granted and the footage only half shows."""
    return _unseen_entries(facts, findings) + _standing_for_no_reason(facts, findings)


def _standing_for_no_reason(facts: Facts, findings: tuple[Finding, ...]) -> tuple[Reason, ...]:
    """A vehicle struck from behind that stood where nothing made it stand may be parked."""
    if not any(finding.rule_code == rear_end.CODE for finding in findings):
        return ()
    struck = findings[0].against
    stood = facts.about(FactKind.STATIONARY, struck).truth is not Truth.FALSE
    waiting = facts.about(FactKind.WAITING_IN_TRAFFIC, struck)
    return (_look_at(waiting),) if stood and waiting.truth is not Truth.TRUE else ()


def _unseen_entries(facts: Facts, findings: tuple[Finding, ...]) -> tuple[Reason, ...]:
    """A phase at a stop line nobody saw passed is bounded, not seen."""
    relied_on = {fact.kind for finding in findings for fact in finding.relied_on}
    if FactKind.ENTERED_ON_GREEN not in relied_on:
        return ()
    entries = [
        facts.about(FactKind.ENTRY_SEEN, party)
        for party in (findings[0].at_fault, findings[0].against)
    ]
    return tuple(_look_at(fact) for fact in entries if fact.truth is not Truth.TRUE)


def _look_at(fact: Fact) -> Reason:
    return Reason(
        code="officer-look",
        zh=f"请民警核对：{fact.sentence_zh}",
        en=f"For the officer to check: {fact.sentence_en}",
    )
