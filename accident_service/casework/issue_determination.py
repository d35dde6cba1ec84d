"""Step 5: number, set and sign the determination the officer decided on.

The number is drawn in the very transaction that keeps the document, so that numbers have
no gaps and a crash leaves neither half. Setting the document takes a fraction of a second.
"""

import secrets
from dataclasses import dataclass

from accident_service.casefile.case import Case
from accident_service.casefile.draw_up import Formalities, draw_up
from accident_service.casework.find_clips import LEGAL_TIME
from accident_service.casework.ports import (
    BlobStore,
    Clock,
    DocumentPress,
    ProgressSink,
    Provisions,
    SiteRegister,
    UnitOfWork,
)
from accident_service.casework.worker_step import CaseChange
from accident_service.errors import StepOutOfOrder

PDF = "application/pdf"
JOSE = "application/jose+json"


@dataclass(frozen=True, slots=True)
class IssueDetermination:
    """Draw up the determination, print and sign it, and keep both forms."""

    press: DocumentPress
    blobs: BlobStore
    provisions: Provisions
    sites: SiteRegister
    clock: Clock

    def __call__(self, case: Case, on_progress: ProgressSink) -> CaseChange:
        """The case with its determination's number.

        Raises:
            StepOutOfOrder: No officer has decided.
            BlobStoreUnavailable: The documents could not be kept; worth another try.
        """
        if case.decision is None:
            raise StepOutOfOrder(f"case {case.tracking_code} has no officer's decision")
        return self._issued

    def _issued(self, unit: UnitOfWork, case: Case) -> Case:
        if case.decision is None:
            raise StepOutOfOrder(f"case {case.tracking_code} has no officer's decision")
        issued_at = self.clock.now()
        number = unit.determinations.next_number(
            case.decision.officer.unit, issued_at.astimezone(LEGAL_TIME).year
        )
        formalities = Formalities(
            number=number,
            verification_code=secrets.token_hex(4).upper(),
            issued_at=issued_at,
            place_zh=self._place(case, "zh"),
            place_en=self._place(case, "en"),
        )
        determination = draw_up(case, formalities, self.provisions.wording)
        pdf = self.blobs.put_bytes(self.press.pdf(determination), PDF)
        signed = self.press.signed_json(determination, pdf_sha256=pdf.sha256)
        unit.determinations.add(determination, pdf=pdf, json=self.blobs.put_bytes(signed, JOSE))
        return case.with_determination(number)

    def _place(self, case: Case, language: str) -> str:
        if case.site is None:
            return case.report.place.words
        site = self.sites.site(case.site)
        return site.name_zh if language == "zh" else site.name_en
