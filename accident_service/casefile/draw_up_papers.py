"""Certificates, agreements and review conclusions, from the file and what was signed."""

from dataclasses import dataclass
from datetime import datetime

from accident_service.casefile.accident_form import accident_form
from accident_service.casefile.agreement import Agreement, PartySignature
from accident_service.casefile.case import Case
from accident_service.casefile.certificate import AccidentCertificate
from accident_service.casefile.decision import DecisionKind
from accident_service.casefile.determination import DeterminationStatus
from accident_service.casefile.found_in_words import found_in_words
from accident_service.casefile.measured_wording import Sentence
from accident_service.casefile.negotiation import AgreementOffer
from accident_service.casefile.on_paper import (
    contact_clocks,
    evidence_on_paper,
    graded,
    named_party,
    versions_on_paper,
)
from accident_service.casefile.review import Review
from accident_service.casefile.review_conclusion import OfficerSignature, ReviewConclusion
from accident_service.casefile.rights import rights_in_days
from accident_service.errors import StepOutOfOrder
from accident_service.quantities.identifiers import DocumentNumber
from accident_service.reports.party import PartyLetter


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperFormalities:
    """What a document needs beside the case itself."""

    number: DocumentNumber
    verification_code: str
    issued_at: datetime
    place_zh: str
    place_en: str
    version: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Reviewed:
    """What the reviewed document says of itself."""

    unit_name: str
    issued_at: datetime


def certificate_of(case: Case, formalities: PaperFormalities) -> AccidentCertificate:
    """The certificate an officer has decided on.

    Raises:
        StepOutOfOrder: No officer has, or it was another decision.

    Reference:
        Order 146, article 67.
    """
    decision = case.decision
    if decision is None or decision.kind is not DecisionKind.CERTIFY:
        raise StepOutOfOrder(f"no officer has ordered a certificate for {case.tracking_code}")
    second = decision.second_officer
    found = found_in_words(case, Sentence(formalities.place_zh, formalities.place_en))
    # Only a review opens a case again, and there is one per accident (SPR-71).
    rights = rights_in_days(certificate=True, reviewed=formalities.version > 1)
    return AccidentCertificate(
        number=formalities.number,
        verification_code=formalities.verification_code,
        version=formalities.version,
        case=case.id,
        tracking_code=case.tracking_code,
        status=DeterminationStatus.ISSUED,
        unit_name=decision.officer.unit_name,
        officer_name=decision.officer.name,
        officer_police_no=decision.officer.police_no,
        second_officer_name=second.name if second else "",
        second_officer_police_no=second.police_no if second else "",
        issued_at=formalities.issued_at,
        occurred_at=case.report.occurred_at,
        place=formalities.place_zh,
        place_en=formalities.place_en,
        weather=case.report.weather,
        parties=tuple(named_party(case, party) for party in case.parties),
        found_zh=found.zh,
        found_en=found.en,
        officer_found=decision.found,
        not_established=decision.reason,
        evidence=evidence_on_paper(case),
        versions=versions_on_paper(case),
        rights_zh=rights.zh,
        rights_en=rights.en,
    )


def agreement_of(case: Case, offer: AgreementOffer, formalities: PaperFormalities) -> Agreement:
    """The agreement both parties have signed: the one who offered, and now the other.

    Reference:
        Order 146, article 21.
    """
    form_zh, form_en = accident_form(contact_clocks(case))
    grades = {one.letter: one.grade for one in offer.grades}
    return Agreement(
        number=formalities.number,
        verification_code=formalities.verification_code,
        case=case.id,
        tracking_code=case.tracking_code,
        agreed_at=formalities.issued_at,
        occurred_at=case.report.occurred_at,
        place=formalities.place_zh,
        place_en=formalities.place_en,
        weather=case.report.weather,
        accident_form_zh=form_zh,
        accident_form_en=form_en,
        parties=tuple(
            graded(named_party(case, party), grades[party.letter]) for party in case.parties
        ),
        facts=offer.facts,
        signatures=tuple(
            PartySignature(
                letter=party.letter,
                name=party.name,
                phone=party.phone,
                signed_at=_signed_at(offer, party.letter, formalities.issued_at),
            )
            for party in case.parties
        ),
    )


def conclusion_of(
    case: Case,
    review: Review,
    second: OfficerSignature,
    formalities: PaperFormalities,
    reviewed: Reviewed,
) -> ReviewConclusion:
    """The conclusion that the second signature makes of the first officer's findings.

    Raises:
        StepOutOfOrder: No findings are signed, or the review was never accepted.

    Reference:
        Order 146, articles 74, 76 and 77.
    """
    application, draft = review.application, review.draft
    if draft is None or review.accepted_at is None:
        raise StepOutOfOrder("no officer has signed findings yet")
    return ReviewConclusion(
        number=formalities.number,
        verification_code=formalities.verification_code,
        case=case.id,
        tracking_code=case.tracking_code,
        unit_name=review.unit_name,
        reviewed=application.document,
        reviewed_kind=application.kind,
        reviewed_unit_name=reviewed.unit_name,
        reviewed_issued_at=reviewed.issued_at,
        occurred_at=case.report.occurred_at,
        place=formalities.place_zh,
        place_en=formalities.place_en,
        parties=tuple(named_party(case, party) for party in case.parties),
        applicant=application.letter,
        request=application.request,
        reasons=application.reasons,
        main_evidence=application.main_evidence,
        applied_at=application.applied_at,
        accepted_at=review.accepted_at,
        outcome=draft.findings.outcome,
        grounds=draft.findings.grounds,
        findings=draft.findings.findings,
        corrections=draft.findings.corrections,
        officers=(draft.first, second),
        concluded_at=second.signed_at,
    )


def _signed_at(offer: AgreementOffer, letter: PartyLetter, agreed_at: datetime) -> datetime:
    return offer.offered_at if letter is offer.by else agreed_at
