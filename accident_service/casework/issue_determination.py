"""Step 5: number, set and sign the document the officer decided on, and send it out.

A determination, or a certificate where the facts could not be found. The number is drawn in
the very transaction that keeps the document, so that numbers have no gaps and a crash leaves
neither half. Setting the document takes a fraction of a second. A document made anew after a
review replaces the old one in the same transaction.
"""

import secrets
from dataclasses import dataclass, replace
from datetime import datetime

from accident_service.casefile.audit import AuditAct
from accident_service.casefile.case import Case
from accident_service.casefile.decision import DecisionKind, OfficerDecision
from accident_service.casefile.determination import DeterminationStatus
from accident_service.casefile.draw_up import Formalities, draw_up
from accident_service.casefile.draw_up_papers import certificate_of
from accident_service.casefile.notice import NoticeKind
from accident_service.casefile.proceedings import Proceedings
from accident_service.casefile.rights import rights_in_days
from accident_service.casefile.serve import Served, sent_to_the_consenting
from accident_service.casefile.service import ServedKind
from accident_service.casework.announce import announce
from accident_service.casework.document_in_force import in_force, set_status
from accident_service.casework.find_clips import LEGAL_TIME
from accident_service.casework.notify import EVERYBODY, notify
from accident_service.casework.place_of_accident import place_of
from accident_service.casework.ports import (
    BlobStore,
    Clock,
    DocumentPress,
    ProgressSink,
    Provisions,
    SiteRegister,
    UnitOfWork,
)
from accident_service.casework.print_paper import JOSE, PDF, PrintPaper
from accident_service.casework.proceedings_ports import PaperKind
from accident_service.casework.worker_step import CaseChange
from accident_service.errors import StepOutOfOrder
from accident_service.quantities.identifiers import DocumentNumber


@dataclass(frozen=True, slots=True)
class IssueDetermination:
    """Draw up the document, print and sign it, and keep both forms."""

    press: DocumentPress
    blobs: BlobStore
    provisions: Provisions
    sites: SiteRegister
    clock: Clock

    def __call__(self, case: Case, on_progress: ProgressSink) -> CaseChange:
        """The case with its document's number.

        Raises:
            StepOutOfOrder: No officer has decided.
            BlobStoreUnavailable: The documents could not be kept; worth another try.
        """
        _decision(case)
        return self._issued

    def _issued(self, unit: UnitOfWork, case: Case) -> Case:
        issued_at = self.clock.now()
        before = in_force(unit, case)
        version = 1 if before is None else before.version + 1
        if _decision(case).kind is DecisionKind.CERTIFY:
            case, served = self._certificate(unit, case, version, issued_at)
        else:
            case, served = self._determination(unit, case, version, issued_at)
        if before is not None:
            set_status(unit, before, DeterminationStatus.REPLACED, issued_at)
        proceedings = unit.proceedings.load(case.id)
        after = sent_to_the_consenting(case, proceedings, served, issued_at)
        notify(unit, case, NoticeKind.DOCUMENT_WAITS, EVERYBODY, issued_at)
        unit.proceedings.save(_order_carried_out(unit, after, served.document, issued_at))
        return case

    def _determination(
        self, unit: UnitOfWork, case: Case, version: int, issued_at: datetime
    ) -> tuple[Case, Served]:
        number = unit.determinations.next_number(
            _decision(case).officer.unit, issued_at.astimezone(LEGAL_TIME).year
        )
        place_zh, place_en = place_of(case, self.sites)
        formalities = Formalities(
            number=number,
            verification_code=secrets.token_hex(4).upper(),
            issued_at=issued_at,
            place_zh=place_zh,
            place_en=place_en,
        )
        determination = draw_up(case, formalities, self.provisions.wording)
        # Only a review opens a case again, and there is one per accident (SPR-71).
        rights = rights_in_days(reviewed=version > 1)
        determination = replace(
            determination, version=version, rights_zh=rights.zh, rights_en=rights.en
        )
        pdf = self.blobs.put_bytes(self.press.pdf(determination), PDF)
        signed = self.press.signed_json(determination, pdf_sha256=pdf.sha256)
        unit.determinations.add(determination, pdf=pdf, json=self.blobs.put_bytes(signed, JOSE))
        announce(unit, determination, issued_at)
        served = Served(DocumentNumber(number), ServedKind.DETERMINATION)
        return case.with_determination(number), served

    def _certificate(
        self, unit: UnitOfWork, case: Case, version: int, issued_at: datetime
    ) -> tuple[Case, Served]:
        print_paper = PrintPaper(self.press, self.blobs, self.sites)
        formalities = print_paper.formalities(
            unit, case, (_decision(case).officer.unit, PaperKind.CERTIFICATE), issued_at
        )
        certificate = certificate_of(case, replace(formalities, version=version))
        print_paper(unit, certificate)
        served = Served(certificate.number, ServedKind.CERTIFICATE)
        return case.with_certificate(certificate.number), served


def _decision(case: Case) -> OfficerDecision:
    if case.decision is None:
        raise StepOutOfOrder(f"case {case.tracking_code} has no officer's decision")
    return case.decision


def _order_carried_out(
    unit: UnitOfWork, proceedings: Proceedings, successor: DocumentNumber, at: datetime
) -> Proceedings:
    """Note on the review that ordered it that the work is done: the report of SPR-79."""
    for review in proceedings.reviews:
        if review.awaits_new_work:
            unit.audit.append(
                AuditAct(
                    at=at,
                    actor="worker:issue-determination",
                    verb="report-to-higher-unit",
                    case=proceedings.case,
                    detail=(("number", successor), ("unit", review.unit or "")),
                )
            )
            return proceedings.with_review_changed(review, review.carried_out(successor, at))
    return proceedings
