"""The determination (认定书): immutable once made; a correction is a new version.

Fields follow SPR-24 (simple procedure) and RTSL-73.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from accident_service.liability.grade import Grade
from accident_service.quantities.identifiers import CaseId, DeterminationNumber
from accident_service.reports.party import PartyLetter


class DeterminationStatus(StrEnum):
    """What a reader may rely on."""

    ISSUED = "issued"
    SERVED = "served"
    UNDER_REVIEW = "under-review"
    REVOKED = "revoked"
    REPLACED = "replaced"


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedParty:
    """One party as a document names them."""

    letter: PartyLetter
    name: str
    identity_no: str
    phone: str
    vehicle_class: str
    plate: str
    insurer: str
    policy_no: str  # empty where the party never gave it; the insurer is known by name
    contact_part_zh: str
    contact_part_en: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DeterminedParty(NamedParty):
    """One party with its share of responsibility."""

    grade: Grade


@dataclass(frozen=True, slots=True, kw_only=True)
class CitedProvision:
    """An article and what it demands, in short."""

    key: str
    zh: str
    en: str


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidenceItem:
    """One piece of evidence, by the hash of its sealed bytes."""

    what_zh: str
    what_en: str
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Determination:
    """Everything the document says; the PDF and the JSON are both made from this."""

    number: DeterminationNumber
    verification_code: str
    version: int
    case: CaseId
    tracking_code: str
    status: DeterminationStatus
    unit_name: str
    officer_name: str
    officer_police_no: str
    second_officer_name: str = ""
    second_officer_police_no: str = ""
    issued_at: datetime
    occurred_at: datetime
    place: str
    place_en: str = ""
    position_zh: str = ""  # where they touched, by coordinates; empty where it was not measured
    position_en: str = ""
    weather: str
    accident_form_zh: str
    accident_form_en: str
    parties: tuple[DeterminedParty, ...]
    facts_zh: str
    facts_en: str
    cause_zh: str
    cause_en: str
    provisions: tuple[CitedProvision, ...]
    evidence: tuple[EvidenceItem, ...]
    versions: tuple[tuple[str, str], ...]
    rights_zh: str
    rights_en: str
