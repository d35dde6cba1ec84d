"""Number, set and sign a document besides a determination, and keep its forms."""

import secrets
from dataclasses import dataclass
from datetime import datetime

from accident_service.casefile.case import Case
from accident_service.casefile.draw_up_papers import PaperFormalities
from accident_service.casework.find_clips import LEGAL_TIME
from accident_service.casework.place_of_accident import place_of
from accident_service.casework.ports import BlobStore, DocumentPress, SiteRegister, UnitOfWork
from accident_service.casework.proceedings_ports import PaperContent, PaperKind
from accident_service.quantities.identifiers import UnitId

PDF = "application/pdf"
JOSE = "application/jose+json"


@dataclass(frozen=True, slots=True)
class PrintPaper:
    """What certificates, agreements and conclusions have in common on their way out."""

    press: DocumentPress
    blobs: BlobStore
    sites: SiteRegister

    def formalities(
        self, work: UnitOfWork, case: Case, series: tuple[UnitId, PaperKind], issued_at: datetime
    ) -> PaperFormalities:
        """A fresh number of the unit's series, a verification code, and the place's names."""
        unit, kind = series
        place_zh, place_en = place_of(case, self.sites)
        return PaperFormalities(
            number=work.papers.next_number(unit, issued_at.astimezone(LEGAL_TIME).year, kind),
            verification_code=secrets.token_hex(4).upper(),
            issued_at=issued_at,
            place_zh=place_zh,
            place_en=place_en,
        )

    def __call__(self, work: UnitOfWork, content: PaperContent) -> None:
        """Print and sign the document, and keep it in this transaction.

        Raises:
            BlobStoreUnavailable: The documents could not be kept; nothing was.
        """
        pdf = self.blobs.put_bytes(self.press.pdf(content), PDF)
        signed = self.press.signed_json(content, pdf_sha256=pdf.sha256)
        work.papers.add(content, pdf=pdf, json=self.blobs.put_bytes(signed, JOSE))
