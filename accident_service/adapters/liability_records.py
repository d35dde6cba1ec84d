"""A proposal, or why there is none, as an accident-analysis/1 document says it."""

from accident_service.adapters.document_numbers import Json, moment, rounded
from accident_service.adapters.second_look_records import (
    contribution_record,
    mixed_record,
    second_look_record,
)
from accident_service.liability.fact import Fact, Origin
from accident_service.liability.finding import Finding, Reason
from accident_service.liability.proposal import LiabilityProposal, PairDivision
from accident_service.liability.thresholds import ToldThreshold
from accident_service.quantities.uncertainty import Interval


def liability_record(proposal: LiabilityProposal) -> Json:
    """The proposal with everything it rests on."""
    return {
        "abstain": proposal.abstained,
        "reasons": [reason.code for reason in proposal.reasons],
        "reason_texts": [_reason(reason) for reason in proposal.reasons],
        "refer": list(proposal.refer),
        "rule": proposal.rule_code,
        "strength": proposal.strength.value,
        "parties": {str(track): grade.value for track, grade in proposal.grades},
        "findings": [_finding(finding) for finding in proposal.findings],
        "facts": [_fact(fact) for fact in proposal.facts],
        "excluded": [
            {"rule": one.rule_code, "zh": one.zh, "en": one.en} for one in proposal.excluded
        ],
        "rulebook_version": proposal.rulebook_version,
        "pairs": [_pair(one) for one in proposal.pairs],
        "rule_pack": {"id": proposal.rule_pack, "version": proposal.rule_pack_version},
        "thresholds": [_threshold(one) for one in proposal.thresholds],
        "mixed_cases": [mixed_record(one) for one in proposal.mixed],
        "contributory": [contribution_record(one) for one in proposal.contributions],
        "second_look": second_look_record(proposal.second_look) if proposal.second_look else None,
    }


def abstention_record(*reasons: Reason) -> Json:
    """What stands in the proposal's place when the law was not even asked."""
    return {
        "abstain": True,
        "reasons": [reason.code for reason in reasons],
        "reason_texts": [_reason(reason) for reason in reasons],
        "refer": [],
        "rule": None,
        "strength": None,
        "parties": {},
    }


def _reason(reason: Reason) -> Json:
    return {"code": reason.code, "zh": reason.zh, "en": reason.en}


def _pair(pair: PairDivision) -> Json:
    return {
        "tracks": [str(track) for track in pair.tracks],
        "touched_s": _interval(pair.touched_pts_s),
        "answers": None if pair.answers is None else str(pair.answers),
        "parties": {str(track): grade.value for track, grade in pair.grades},
        "rule": pair.rule_code,
        "reason_texts": [_reason(reason) for reason in pair.reasons],
    }


def _threshold(told: ToldThreshold) -> Json:
    return {
        "name": told.name,
        "value": told.value,
        "source": told.source,
        "zh": told.why_zh,
        "en": told.why_en,
    }


def _finding(finding: Finding) -> Json:
    return {
        "rule": finding.rule_code,
        "provisions": list(finding.provisions),
        "at_fault": str(finding.at_fault),
        "against": str(finding.against),
        "relied_on": [fact.kind.value for fact in finding.relied_on],
        "zh": finding.sentence_zh,
        "en": finding.sentence_en,
    }


def _fact(fact: Fact) -> Json:
    return {
        "kind": fact.kind.value,
        "party": str(fact.party),
        "other": None if fact.other is None else str(fact.other),
        "truth": fact.truth.value,
        "value": _interval(fact.value),
        "unit": fact.unit,
        "at_s": _interval(fact.at_pts_s),
        "evidence": [
            {"track": str(place.track), "t_s": moment(place.pts_s), "clip": place.clip}
            for place in fact.evidence
        ],
        "detector": fact.detector,
        **_told(fact),
        "zh": fact.sentence_zh,
        "en": fact.sentence_en,
    }


def _told(fact: Fact) -> Json:
    """Who told it, where that was a person; what was measured says nothing of it."""
    if fact.origin is Origin.MEASURED:
        return {}
    measured = fact.measured_truth.value if fact.measured_truth else None
    return {"origin": fact.origin.value, "told_by": fact.told_by, "measured_truth": measured}


def _interval(interval: Interval | None) -> list[float] | None:
    return None if interval is None else [rounded(interval.low), rounded(interval.high)]
