"""The accident certificate (道路交通事故证明): what was found out, and what could not be.

It stands where a determination would, when the basic facts cannot be found or the cause cannot
be told (SPR-67). It divides no responsibility: its parties have no grade, by their type.
"""

from dataclasses import dataclass
from datetime import datetime

from accident_service.casefile.determination import DeterminationStatus, EvidenceItem, NamedParty
from accident_service.quantities.identifiers import CaseId, DocumentNumber


@dataclass(frozen=True, slots=True, kw_only=True)
class AccidentCertificate:
    """Everything the document says; rights as for a determination (SPR-67).

    `found_zh` and `found_en` are worded from the file; `officer_found` and `not_established` are
    the officer's own words, in the language they were written in.
    """

    number: DocumentNumber
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
    place_en: str
    weather: str
    parties: tuple[NamedParty, ...]
    found_zh: str
    found_en: str
    officer_found: str
    not_established: str  # which fact, and why it cannot be told
    evidence: tuple[EvidenceItem, ...]
    versions: tuple[tuple[str, str], ...]
    rights_zh: str
    rights_en: str
