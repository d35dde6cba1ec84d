"""From findings to grades: who is proposed to bear what, and how firmly.

One side at fault: full and none. Both: equal, and an officer grades. Nothing fired: no
grades at all. A mixed case comes before the single rules it speaks of. The other side's own
possible faults are the counter-hypotheses: an excluded one is reported with its numbers, an
open one takes away firmness.

Reference:
    Order 146 of the Ministry of Public Security, article 60.
"""

from dataclasses import dataclass

from accident_service.liability.considered import Considered
from accident_service.liability.fact import Fact, FactKind, Facts, Truth
from accident_service.liability.finding import Assessment, Finding, Reason
from accident_service.liability.grade import Grade
from accident_service.liability.mixed_case import Effect, MixedCase
from accident_service.liability.proposal import Exclusion, Strength
from accident_service.liability.rules import rear_end, undetermined
from accident_service.quantities.identifiers import TrackId

# A rule that more facts than this speak against was never a plausible account. [design]
MOST_CONTRADICTIONS = 2
Division = frozenset[tuple[TrackId, Grade]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Apportionment:
    """Grades with what they rest on; no grades when nothing can be proposed."""

    grades: tuple[tuple[TrackId, Grade], ...] = ()
    rule_code: str = undetermined.CODE
    strength: Strength = Strength.LIMITED
    findings: tuple[Finding, ...] = ()
    reasons: tuple[Reason, ...] = ()
    excluded: tuple[Exclusion, ...] = ()

    @property
    def division(self) -> Division:
        """Who bears what, however firmly; empty where nothing is proposed."""
        return frozenset(self.grades)


def apportion(facts: Facts, considered: Considered) -> Apportionment:
    """Combine what every rule and mixed case says of both orders of the pair."""
    left = _left_to_officer(considered)
    if left:
        return Apportionment(findings=considered.all_findings, reasons=left)
    suggested = [one for one in considered.mixed if one.effect is Effect.SUGGEST]
    if suggested:
        return _suggested(considered, suggested)
    findings = considered.findings
    if not findings:
        return Apportionment(reasons=undetermined.reasons(_dividing(considered)))
    if len({finding.at_fault for finding in findings}) > 1:
        return _both_at_fault(considered)
    return _one_at_fault(facts, considered)


def _dividing(considered: Considered) -> tuple[Assessment, ...]:
    return tuple(
        one for one in considered.assessments if one.rule_code not in considered.left_to_officer
    )


def _left_to_officer(considered: Considered) -> tuple[Reason, ...]:
    """Mixed cases and findings that only an officer may divide; grades stay open then."""
    mixed = [one for one in considered.mixed if one.effect is Effect.OFFICER]
    return (
        *(_of_mixed(one) for one in mixed),
        *(_of_officer(one) for one in considered.of_officer),
    )


def _suggested(considered: Considered, suggested: list[MixedCase]) -> Apportionment:
    divisions = {frozenset(one.suggested) for one in suggested}
    reasons = tuple(_of_mixed(one) for one in considered.mixed if not _is_equal(one))
    if len(divisions) > 1:
        # Two mixed cases that divide differently are for an officer to weigh.
        return Apportionment(findings=considered.findings, reasons=reasons)
    return Apportionment(
        grades=tuple(sorted(suggested[0].suggested)),
        rule_code=suggested[0].code,
        findings=considered.findings,
        reasons=reasons,
    )


def _both_at_fault(considered: Considered) -> Apportionment:
    findings = considered.findings
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
            *(_of_mixed(one) for one in considered.mixed if not _is_equal(one)),
        ),
    )


def _is_equal(mixed: MixedCase) -> bool:
    """Does it only say what two findings, one against each, say already?"""
    equal = bool(mixed.suggested) and {grade for _, grade in mixed.suggested} == {Grade.EQUAL}
    return equal and mixed.effect is Effect.RESERVE


def _one_at_fault(facts: Facts, considered: Considered) -> Apportionment:
    findings = considered.findings
    fault, other = findings[0].at_fault, findings[0].against
    reserves = tuple(
        dict.fromkeys(
            (
                *_reserves(facts, considered, other),
                *_open_premises(facts, findings),
                *(_of_mixed(one) for one in considered.mixed),
            )
        )
    )
    return Apportionment(
        grades=((fault, Grade.FULL), (other, Grade.NONE)),
        rule_code=findings[0].rule_code,
        strength=Strength.LIMITED if reserves else Strength.FIRM,
        findings=findings,
        reasons=reserves,
        excluded=_excluded(considered, other),
    )


def _excluded(considered: Considered, other: TrackId) -> tuple[Exclusion, ...]:
    """What the one at fault might plead and the footage excludes, rule by rule."""
    return tuple(
        Exclusion(
            rule_code=tried.rule_code,
            zh="已排除：" + "；".join(fact.sentence_zh for fact in tried.contradicted_by),
            en="Excluded: " + "; ".join(fact.sentence_en for fact in tried.contradicted_by),
        )
        for tried in considered.against(other, Truth.FALSE)
        if len(tried.contradicted_by) <= MOST_CONTRADICTIONS
    )


def _reserves(facts: Facts, considered: Considered, other: TrackId) -> tuple[Reason, ...]:
    """What an officer must still look at before following the proposal."""
    seen = facts.about(FactKind.SEEN_LONG_ENOUGH, other)
    open_facts = [] if seen.truth is Truth.TRUE else [seen]
    contributed = [
        one for one in considered.contributions if one.party == other and one.truth is Truth.TRUE
    ]
    return (
        *(_look_at(fact) for fact in open_facts),
        *(
            _look_at(fact)
            for tried in considered.against(other, Truth.UNKNOWN)
            for fact in tried.undecided
        ),
        *(
            Reason(code="contributory", zh=one.sentence_zh, en=one.sentence_en)
            for one in contributed
        ),
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


def _of_mixed(mixed: MixedCase) -> Reason:
    return Reason(code=f"mixed-{mixed.code}", zh=mixed.sentence_zh, en=mixed.sentence_en)


def _of_officer(finding: Finding) -> Reason:
    return Reason(
        code=f"officer-{finding.rule_code}",
        zh=f"{finding.sentence_zh}；责任由民警划分",
        en=f"{finding.sentence_en}; the division is the officer's",
    )
