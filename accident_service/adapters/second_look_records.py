"""What a second look at a proposal told, as an accident-analysis/1 document says it."""

from accident_service.adapters.document_numbers import Json, rounded
from accident_service.liability.contribution import Contribution
from accident_service.liability.mixed_case import MixedCase
from accident_service.liability.second_look import SecondLook


def second_look_record(look: SecondLook) -> Json:
    """Firmness by rule, what flips the division, what might have been, what is missing."""
    return {
        "worlds": look.firmness.worlds,
        "same_share": rounded(look.firmness.same_share),
        "rule_shares": [
            {"rule": one.rule_code, "at_fault": str(one.at_fault), "share": rounded(one.share)}
            for one in look.firmness.rules
        ],
        "flips": [
            {
                "measurement": one.measurement.value,
                "party": None if one.party is None else str(one.party),
                "sigmas": one.sigmas,
                "instead": {str(track): grade.value for track, grade in one.instead},
            }
            for one in look.flips
        ],
        "counterfactuals": [
            {
                "supposed": one.supposed.value,
                "party": str(one.party),
                "gap_m": [rounded(one.gap_m.low), rounded(one.gap_m.high)],
                "avoided": one.avoided.value,
                "zh": one.sentence_zh,
                "en": one.sentence_en,
            }
            for one in look.counterfactuals
        ],
        "further_evidence": [
            {"code": one.code, "zh": one.zh, "en": one.en} for one in look.further_evidence
        ],
    }


def mixed_record(mixed: MixedCase) -> Json:
    """A mixed case, and what it suggests."""
    return {
        "code": mixed.code,
        "effect": mixed.effect.value,
        "about": str(mixed.about),
        "against": str(mixed.against),
        "suggested": {str(track): grade.value for track, grade in mixed.suggested},
        "provisions": list(mixed.provisions),
        "relied_on": [fact.kind.value for fact in mixed.relied_on],
        "zh": mixed.sentence_zh,
        "en": mixed.sentence_en,
    }


def contribution_record(contribution: Contribution) -> Json:
    """A contributory fault, and whether it is established."""
    return {
        "code": contribution.code,
        "party": str(contribution.party),
        "truth": contribution.truth.value,
        "provisions": list(contribution.provisions),
        "zh": contribution.sentence_zh,
        "en": contribution.sentence_en,
    }
