"""Which paper a record of the casefile becomes, in full or as a masked copy."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from accident_service.adapters.papers import (
    agreement,
    certificate,
    determination,
    mediation,
    review_conclusion,
    service_receipt,
)
from accident_service.adapters.papers.paper import Paper
from accident_service.casefile.agreement import Agreement
from accident_service.casefile.certificate import AccidentCertificate
from accident_service.casefile.determination import Determination
from accident_service.casefile.masking import IssuedDocument, masked_except
from accident_service.casefile.mediation_paper import MediationPaper
from accident_service.casefile.review_conclusion import ReviewConclusion
from accident_service.casefile.service_receipt import ServiceReceipt
from accident_service.reports.party import PartyLetter

PAPERS: Mapping[type, Callable[[Any], Paper]] = {
    Determination: determination.paper,
    AccidentCertificate: certificate.paper,
    Agreement: agreement.paper,
    ReviewConclusion: review_conclusion.paper,
    ServiceReceipt: service_receipt.paper,
    MediationPaper: mediation.paper,
}


def paper_of(document: IssuedDocument) -> Paper:
    """The document as it is issued."""
    return PAPERS[type(document)](document)


def masked_copy(document: IssuedDocument, shown: frozenset[PartyLetter]) -> Paper:
    """A copy for somebody who may see these parties only; its content is the original's."""
    masked = paper_of(masked_except(document, shown))
    return replace(masked, content=paper_of(document).content, masked=True)
