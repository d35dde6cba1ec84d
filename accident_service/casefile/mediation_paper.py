"""The request for mediation (调解申请书), and the record of how it ended (调解书, 调解终结书).

One content for both: with a result it is the record, without one the request. It is known by
the number of the determination or certificate the damages follow from.
"""

from dataclasses import dataclass
from datetime import datetime

from accident_service.casefile.determination import NamedParty
from accident_service.casefile.mediation import Mediation
from accident_service.quantities.identifiers import CaseId


@dataclass(frozen=True, slots=True, kw_only=True)
class MediationPaper:
    """Everything the request or the record says."""

    verification_code: str
    case: CaseId
    tracking_code: str
    unit_name: str
    occurred_at: datetime
    place: str
    place_en: str
    parties: tuple[NamedParty, ...]
    mediation: Mediation
    drawn_up_at: datetime
