"""What is printed of proceedings whenever somebody asks: service receipt, mediation papers.

They have no numbers of their own and are not kept: each is a picture of the record as it
stands, and belongs to the determination or certificate in force.
"""

from dataclasses import dataclass
from datetime import datetime

from accident_service.casefile.case import Case
from accident_service.casefile.certificate import AccidentCertificate
from accident_service.casefile.determination import Determination
from accident_service.casefile.mediation_paper import MediationPaper
from accident_service.casefile.service import ServedKind
from accident_service.casefile.service_receipt import ServiceReceipt
from accident_service.casework.ports import UnitOfWork
from accident_service.errors import NotFound
from accident_service.quantities.identifiers import DocumentNumber

Served = Determination | AccidentCertificate


@dataclass(frozen=True, slots=True)
class ProceedingsPapers:
    """Draws them up from one unit of work."""

    work: UnitOfWork
    case: Case
    drawn_up_at: datetime

    def service_receipt(self) -> ServiceReceipt:
        """How the document in force was brought to each party.

        Raises:
            NotFound: None is in force, or it was brought to nobody yet.
        """
        served = self._in_force()
        number = DocumentNumber(served.number)
        records = self.work.proceedings.load(self.case.id).records_of(number)
        if not records:
            raise NotFound(f"document {number} has not been served on anybody")
        kind = ServedKind.DETERMINATION
        if isinstance(served, AccidentCertificate):
            kind = ServedKind.CERTIFICATE
        return ServiceReceipt(
            document=number,
            kind=kind,
            verification_code=served.verification_code,
            case=self.case.id,
            tracking_code=self.case.tracking_code,
            unit_name=served.unit_name,
            occurred_at=served.occurred_at,
            place=served.place,
            place_en=served.place_en,
            parties=served.parties,
            records=records,
            drawn_up_at=self.drawn_up_at,
        )

    def mediation(self) -> MediationPaper:
        """The request for mediation, or the record of how it ended.

        Raises:
            NotFound: No document is in force, or the parties have not both asked for it.
        """
        served = self._in_force()
        mediation = self.work.proceedings.load(self.case.id).mediation
        if mediation is None or mediation.requested_at is None:
            raise NotFound(f"case {self.case.tracking_code} has no mediation both asked for")
        return MediationPaper(
            verification_code=served.verification_code,
            case=self.case.id,
            tracking_code=self.case.tracking_code,
            unit_name=served.unit_name,
            occurred_at=served.occurred_at,
            place=served.place,
            place_en=served.place_en,
            parties=served.parties,
            mediation=mediation,
            drawn_up_at=self.drawn_up_at,
        )

    def _in_force(self) -> Served:
        found = self.work.determinations.of_case(self.case.id)
        if found is not None:
            return found[0]
        papers = [paper.content for paper in self.work.papers.of_case(self.case.id)]
        certificates = [one for one in papers if isinstance(one, AccidentCertificate)]
        if not certificates:
            raise NotFound(f"case {self.case.tracking_code} has no document in force")
        return certificates[-1]
