"""Whole values as JSON text, read back by their types; never pickled.

The format is named in every document, so that a later release can tell an old one and read
it. Infinity is written as a string, because JSON has no number for it.
"""

from typing import Literal

from pydantic import BaseModel, ConfigDict

from accident_service.casefile.agreement import Agreement
from accident_service.casefile.analysis import BlobRef
from accident_service.casefile.case import Case
from accident_service.casefile.certificate import AccidentCertificate
from accident_service.casefile.determination import Determination
from accident_service.casefile.proceedings import Proceedings
from accident_service.casefile.retention_run import RetentionRun
from accident_service.casefile.review_conclusion import ReviewConclusion
from accident_service.casefile.summary import CaseSummary
from accident_service.casefile.tombstone import Tombstone
from accident_service.casework.proceedings_ports import PaperContent


class CaseDocument(BaseModel):
    """A case, as kept."""

    model_config = ConfigDict(ser_json_inf_nan="strings")

    format: Literal["case/1"] = "case/1"
    case: Case


class DeterminationDocument(BaseModel):
    """A determination's content, as kept."""

    model_config = ConfigDict(ser_json_inf_nan="strings")

    format: Literal["determination/1"] = "determination/1"
    determination: Determination


class ProceedingsDocument(BaseModel):
    """What follows in a case, as kept."""

    format: Literal["proceedings/1"] = "proceedings/1"
    proceedings: Proceedings


class PaperDocument(BaseModel):
    """A document besides a determination, as kept: just one of the three."""

    format: Literal["paper/1"] = "paper/1"
    certificate: AccidentCertificate | None = None
    agreement: Agreement | None = None
    review_conclusion: ReviewConclusion | None = None


class TombstoneDocument(BaseModel):
    """What is left of a destroyed case, as kept."""

    format: Literal["tombstone/1"] = "tombstone/1"
    tombstone: Tombstone


class RetentionRunDocument(BaseModel):
    """A run of destruction, as kept."""

    format: Literal["retention-run/1"] = "retention-run/1"
    run: RetentionRun


class SummaryDocument(BaseModel):
    """A case in a few words, as kept."""

    format: Literal["summary/1"] = "summary/1"
    summary: CaseSummary


class BlobDocument(BaseModel):
    """A reference to stored bytes, as kept."""

    blob: BlobRef


def text_of_case(case: Case) -> str:
    """The case as JSON text."""
    return CaseDocument(case=case).model_dump_json()


def case_of_text(text: str) -> Case:
    """The case written by `text_of_case`."""
    return CaseDocument.model_validate_json(text).case


def text_of_determination(determination: Determination) -> str:
    """The determination as JSON text."""
    return DeterminationDocument(determination=determination).model_dump_json()


def determination_of_text(text: str) -> Determination:
    """The determination written by `text_of_determination`."""
    return DeterminationDocument.model_validate_json(text).determination


def text_of_tombstone(tombstone: Tombstone) -> str:
    """The tombstone as JSON text."""
    return TombstoneDocument(tombstone=tombstone).model_dump_json()


def tombstone_of_text(text: str) -> Tombstone:
    """The tombstone written by `text_of_tombstone`."""
    return TombstoneDocument.model_validate_json(text).tombstone


def text_of_retention_run(run: RetentionRun) -> str:
    """The run as JSON text."""
    return RetentionRunDocument(run=run).model_dump_json(exclude_defaults=True)


def retention_run_of_text(text: str) -> RetentionRun:
    """The run written by `text_of_retention_run`."""
    return RetentionRunDocument.model_validate_json(text).run


def text_of_summary(summary: CaseSummary) -> str:
    """The summary as JSON text."""
    return SummaryDocument(summary=summary).model_dump_json(exclude_defaults=True)


def summary_of_text(text: str) -> CaseSummary:
    """The summary written by `text_of_summary`."""
    return SummaryDocument.model_validate_json(text).summary


def text_of_blob(blob: BlobRef) -> str:
    """The reference as JSON text."""
    return BlobDocument(blob=blob).model_dump_json()


def blob_of_text(text: str) -> BlobRef:
    """The reference written by `text_of_blob`."""
    return BlobDocument.model_validate_json(text).blob


def text_of_proceedings(proceedings: Proceedings) -> str:
    """What follows in a case, as JSON text."""
    return ProceedingsDocument(proceedings=proceedings).model_dump_json()


def proceedings_of_text(text: str) -> Proceedings:
    """What was written by `text_of_proceedings`."""
    return ProceedingsDocument.model_validate_json(text).proceedings


def text_of_paper(content: PaperContent) -> str:
    """The document as JSON text."""
    if isinstance(content, AccidentCertificate):
        document = PaperDocument(certificate=content)
    elif isinstance(content, Agreement):
        document = PaperDocument(agreement=content)
    else:
        document = PaperDocument(review_conclusion=content)
    return document.model_dump_json(exclude_none=True)


def paper_of_text(text: str) -> PaperContent:
    """The document written by `text_of_paper`."""
    kept = PaperDocument.model_validate_json(text)
    (content,) = (
        one for one in (kept.certificate, kept.agreement, kept.review_conclusion) if one is not None
    )
    return content
