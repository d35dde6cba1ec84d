"""The service receipt (送达回证): what is kept of how each party got a document.

It has no number of its own: it belongs to the document served, and is known by that one's.
"""

from dataclasses import dataclass
from datetime import datetime

from accident_service.casefile.determination import NamedParty
from accident_service.casefile.service import ServedKind, ServiceRecord
from accident_service.quantities.identifiers import CaseId, DocumentNumber


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceReceipt:
    """Everything the receipt says; `records` in the order they were made."""

    document: DocumentNumber
    kind: ServedKind
    verification_code: str
    case: CaseId
    tracking_code: str
    unit_name: str
    occurred_at: datetime
    place: str
    place_en: str
    parties: tuple[NamedParty, ...]
    records: tuple[ServiceRecord, ...]
    drawn_up_at: datetime
