"""The word lists the case page draws on."""

from accident_service.web.audit_words import AUDIT_VERBS
from accident_service.web.officer.gap_words import gap_detail
from accident_service.web.procedure_words import PROCEDURE_WORDS
from accident_service.web.words import (
    CIRCUMSTANCES,
    DECISIONS,
    GAPS,
    GRADES,
    MEASUREMENTS,
    NETWORKS,
    OBSERVABLES,
    PARTIES,
    RATES,
    SOURCES,
    STAGES,
    STRENGTHS,
    TRUTHS,
    WHOSE_IN_FILE,
)

CASE_WORDS = {
    "audit_verbs": AUDIT_VERBS,
    "circumstances": CIRCUMSTANCES,
    "decision_words": DECISIONS,
    "gap_detail": gap_detail,
    "gap_words": GAPS,
    "grade_words": GRADES,
    "measurement_words": MEASUREMENTS,
    "network_words": NETWORKS,
    "observable_words": OBSERVABLES,
    "party_words": PARTIES,
    "rate_words": RATES,
    "source_words": SOURCES,
    "stage_words": STAGES,
    "strength_words": STRENGTHS,
    "truth_words": TRUTHS,
    "whose_words": WHOSE_IN_FILE,
    **PROCEDURE_WORDS,
}
