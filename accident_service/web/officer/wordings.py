"""The word lists the case page draws on."""

from accident_service.web.procedure_words import PROCEDURE_WORDS
from accident_service.web.words import (
    AUDIT_VERBS,
    CIRCUMSTANCES,
    DECISIONS,
    GAPS,
    GRADES,
    MEASUREMENTS,
    NETWORKS,
    PARTIES,
    RATES,
    STAGES,
    STRENGTHS,
    TRUTHS,
)

CASE_WORDS = {
    "audit_verbs": AUDIT_VERBS,
    "circumstances": CIRCUMSTANCES,
    "decision_words": DECISIONS,
    "gap_words": GAPS,
    "grade_words": GRADES,
    "measurement_words": MEASUREMENTS,
    "network_words": NETWORKS,
    "party_words": PARTIES,
    "rate_words": RATES,
    "stage_words": STAGES,
    "strength_words": STRENGTHS,
    "truth_words": TRUTHS,
    **PROCEDURE_WORDS,
}
