"""Facts with the findings that rest on them, and what might have been, in the parties' names."""

from collections import defaultdict
from collections.abc import Sequence

from accident_service.casefile.case import Case
from accident_service.casefile.party_terms import in_party_terms_en, in_party_terms_zh
from accident_service.casework.supposed_courses import SupposedCourse
from accident_service.liability.fact import Fact
from accident_service.liability.proposal import LiabilityProposal
from accident_service.liability.second_look import Counterfactual
from accident_service.quantities.uncertainty import Interval
from accident_service.web.officer.review.numbers import Json, length_m, time_s

VALUE_DECIMALS = 3


def facts_of(case: Case, contact_s: float | None) -> list[Json]:
    """Every fact of the proposal, those that findings rest on first."""
    proposal = case.proposal
    if proposal is None:
        return []
    resting = codes_resting_on(proposal)
    facts = sorted(proposal.facts, key=lambda fact: not resting[fact_id(fact)])
    return [_fact(case, one, resting[fact_id(one)], contact_s) for one in facts]


def fact_id(fact: Fact) -> str:
    """A name for the fact, the same in every revision: its kind and whom it is about."""
    return "-".join((fact.kind.value, str(fact.party), *((str(fact.other),) if fact.other else ())))


def codes_resting_on(proposal: LiabilityProposal) -> dict[str, list[str]]:
    """By fact, the codes of the rules, mixed cases and contributory faults that rely on it."""
    resting: dict[str, list[str]] = defaultdict(list)
    relying = [(one.rule_code, one.relied_on) for one in proposal.findings]
    relying += [(one.code, one.relied_on) for one in proposal.mixed]
    relying += [(one.code, one.relied_on) for one in proposal.contributions]
    for code, relied_on in relying:
        for fact in relied_on:
            if code not in resting[fact_id(fact)]:
                resting[fact_id(fact)].append(code)
    return resting


def moment_of(fact: Fact, contact_s: float | None) -> float | None:
    """Where to look for it: its evidence, else the middle of its interval, else the contact."""
    if fact.evidence:
        return fact.evidence[0].pts_s
    if fact.at_pts_s is not None:
        return (fact.at_pts_s.low + fact.at_pts_s.high) / 2
    return contact_s


def counterfactuals_of(case: Case, courses: Sequence[SupposedCourse] = ()) -> list[Json]:
    """What might have been, as the second look has it, each with its course where there is one."""
    look = case.proposal.second_look if case.proposal else None
    drawn = {(course.supposed, course.track): _course(course) for course in courses}
    return [
        _counterfactual(case, one) | drawn.get((one.supposed, one.party), {})
        for one in (look.counterfactuals if look else ())
    ]


def _course(course: SupposedCourse) -> Json:
    return {
        "t_s": [time_s(pts_s) for pts_s in course.pts_s],
        "x_m": [length_m(x_m) for x_m in course.xy_m[:, 0]],
        "y_m": [length_m(y_m) for y_m in course.xy_m[:, 1]],
        "heading_rad": [round(float(rad), VALUE_DECIMALS) for rad in course.heading_rad],
    }


def _fact(case: Case, fact: Fact, codes: list[str], contact_s: float | None) -> Json:
    moment_s = moment_of(fact, contact_s)
    return {
        "id": fact_id(fact),
        "kind": fact.kind.value,
        "truth": fact.truth.value,
        "tracks": [str(track) for track in (fact.party, fact.other) if track],
        "t_s": None if moment_s is None else time_s(moment_s),
        "interval_s": _interval_s(fact.at_pts_s),
        "zh": in_party_terms_zh(fact.sentence_zh, case.party_tracks),
        "en": in_party_terms_en(fact.sentence_en, case.party_tracks),
        "finding_codes": codes,
        "value": None
        if fact.value is None
        else [round(fact.value.low, VALUE_DECIMALS), round(fact.value.high, VALUE_DECIMALS)],
        "unit": fact.unit,
        "detector": fact.detector,
        "origin": fact.origin.value,
        "told_by": fact.told_by,
    }


def _counterfactual(case: Case, one: Counterfactual) -> Json:
    return {
        "supposed": one.supposed.value,
        "track": str(one.party),
        "gap_m": [length_m(one.gap_m.low), length_m(one.gap_m.high)],
        "avoided": one.avoided.value,
        "zh": in_party_terms_zh(one.sentence_zh, case.party_tracks),
        "en": in_party_terms_en(one.sentence_en, case.party_tracks),
    }


def _interval_s(interval: Interval | None) -> list[float] | None:
    return None if interval is None else [time_s(interval.low), time_s(interval.high)]
