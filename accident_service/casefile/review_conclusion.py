"""The review's conclusion (复核结论): two officers of the next higher unit have signed it.

Outcomes and grounds follow SPR-76 (determination) and SPR-77 (certificate).
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from accident_service.casefile.determination import NamedParty
from accident_service.quantities.identifiers import CaseId, DocumentNumber, OfficerId
from accident_service.reports.party import PartyLetter


class ReviewOutcome(StrEnum):
    """What the higher unit concluded."""

    UPHOLD = "uphold"  # 维持
    UPHOLD_CORRECTED = "uphold-corrected"  # 补正后维持: defects that do not touch the result
    REDETERMINE = "redetermine"  # 责令重新调查、认定, of a determination
    MORE_WORK = "more-work"  # 责令继续调查, of a certificate


class ReviewGround(StrEnum):
    """Why a determination cannot stand (SPR-76)."""

    FACTS_UNCLEAR = "facts-unclear"
    EVIDENCE_INSUFFICIENT = "evidence-insufficient"
    LAW_WRONGLY_APPLIED = "law-wrongly-applied"
    DIVISION_UNFAIR = "division-unfair"
    PROCEDURE_BREACHED = "procedure-breached"


class ReviewedKind(StrEnum):
    """What is under review."""

    DETERMINATION = "determination"
    CERTIFICATE = "certificate"


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficerSignature:
    """One officer's signature under the conclusion."""

    officer: OfficerId
    name: str
    police_no: str
    signed_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewConclusion:
    """Everything the document says."""

    number: DocumentNumber
    verification_code: str
    case: CaseId
    tracking_code: str
    unit_name: str  # of the reviewing unit
    reviewed: DocumentNumber
    reviewed_kind: ReviewedKind
    reviewed_unit_name: str
    reviewed_issued_at: datetime
    occurred_at: datetime
    place: str
    place_en: str
    parties: tuple[NamedParty, ...]
    applicant: PartyLetter
    request: str
    reasons: str
    main_evidence: str
    applied_at: datetime
    accepted_at: datetime
    outcome: ReviewOutcome
    grounds: tuple[ReviewGround, ...]  # none when upheld
    findings: str  # what was examined and found, in the officers' words
    corrections: str  # which defects were put right; empty unless UPHOLD_CORRECTED
    officers: tuple[OfficerSignature, ...]  # two, SPR-74
    concluded_at: datetime
