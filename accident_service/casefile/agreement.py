"""The agreement the parties come to by themselves (自行协商协议书): no officer takes part.

Fields follow SPR-21. It is an agreement of two people, not a determination: nobody may ask for
its review, and who does not keep to it is taken to mediation or to court (SPR-22).
"""

from dataclasses import dataclass
from datetime import datetime

from accident_service.casefile.determination import DeterminedParty
from accident_service.quantities.identifiers import CaseId, DocumentNumber
from accident_service.reports.party import PartyLetter


@dataclass(frozen=True, slots=True, kw_only=True)
class PartySignature:
    """One party's consent to the text: given from a phone whose number was verified."""

    letter: PartyLetter
    name: str
    phone: str
    signed_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreement:
    """Everything the document says; both parties have signed."""

    number: DocumentNumber
    verification_code: str
    case: CaseId
    tracking_code: str
    agreed_at: datetime
    occurred_at: datetime
    place: str
    place_en: str
    weather: str
    accident_form_zh: str
    accident_form_en: str
    parties: tuple[DeterminedParty, ...]
    facts: str  # as the parties agreed on them, in their own words
    signatures: tuple[PartySignature, ...]
