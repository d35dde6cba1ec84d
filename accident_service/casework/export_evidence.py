"""Make a bundle of a case's evidence for a court, an insurer or a party.

The handing out is noted first, then the ledger's head is signed, so that every bundle proves
its own making too. What is in it is the case as it stands at that head.
"""

from dataclasses import dataclass
from pathlib import Path

from accident_service.casefile.audit import AuditAct, AuditEntry
from accident_service.casefile.case import Case
from accident_service.casefile.entitlement import Entitlement, PartKind
from accident_service.casefile.evidence_parts import (
    KeptPart,
    document_parts,
    kept_parts,
    masked_path,
)
from accident_service.casefile.ledger_head import SignedHead
from accident_service.casefile.masking import IssuedDocument
from accident_service.casefile.merkle import ProofMaker
from accident_service.casefile.review_conclusion import ReviewConclusion
from accident_service.casework.evidence_ports import (
    Bound,
    BundleContents,
    EvidenceBinder,
    MaskedCopy,
    MeasuredClip,
    ProvenEntry,
)
from accident_service.casework.paper_ports import DocumentPress
from accident_service.casework.ports import Clock, Ledger, Site, SiteRegister, UnitOfWork
from accident_service.casework.sign_head import SignHead
from accident_service.errors import CustodyBroken, NotFound
from accident_service.quantities.identifiers import CaseId, DeterminationNumber

EXPORTED = "export-evidence"


@dataclass(frozen=True, slots=True)
class ExportEvidence:
    """Gather, prove and bind."""

    ledger: Ledger
    sites: SiteRegister
    clock: Clock
    sign_head: SignHead
    binder: EvidenceBinder
    press: DocumentPress

    def __call__(
        self, case_id: CaseId, entitlement: Entitlement, *, actor: str, into: Path
    ) -> Bound:
        """The bundle, written to `into`.

        Raises:
            NotFound: There is no such case.
            StepOutOfOrder: The recipient has to wait for the document.
            CustodyBroken: Stored bytes have changed, or the ledger no longer fits its heads.
            OutsideWorldFailed: Something could not be read or written; worth another try.
        """
        with self.ledger.transaction() as work:
            case = work.cases.load(case_id)
            issued = case.determination is not None or case.certificate is not None
            entitlement.demand_document(issued=issued)
            work.audit.append(
                AuditAct(
                    at=self.clock.now(),
                    actor=actor,
                    verb=EXPORTED,
                    case=case.id,
                    detail=(("for", entitlement.words), ("version", str(case.version))),
                )
            )
        head = self.sign_head()
        if head is None:
            raise CustodyBroken("the audit ledger is empty although an entry was just written")
        head = self.sign_head.stamped(head)
        return self.binder.bind(self._contents(case_id, (entitlement, actor), head), into)

    def _contents(
        self, case_id: CaseId, asked: tuple[Entitlement, str], head: SignedHead
    ) -> BundleContents:
        with self.ledger.reading() as work:
            case = work.cases.load(case_id)
            documents = _documents(work, case)
            entries = work.audit.of_case(case_id)
        known = [one for one in entries if one.sequence <= head.head.sequence]
        measured = {record.clip: record for record in case.analyses}
        return BundleContents(
            entitlement=asked[0],
            case=case,
            site=_site(self.sites, case),
            numbers=tuple(one.number for one in documents),
            parts=(*kept_parts(case), *(part for one in documents for part in one.parts)),
            clips=tuple(
                MeasuredClip(clip=clip, record=measured.get(clip.id)) for clip in case.clips
            ),
            entries=self._proven(known, asked, head),
            head=head,
            masked=self._masked(documents, asked[0]),
        )

    def _masked(
        self, documents: "list[_Issued]", entitlement: Entitlement
    ) -> tuple[MaskedCopy, ...]:
        """Copies of the documents that are kept from this recipient for the names in them."""
        named = entitlement.named
        if named is None:
            return ()
        return tuple(
            MaskedCopy(masked_path(one.number), self.press.masked_pdf(one.content, shown=named))
            for one in documents
            if one.parts[0].kind is PartKind.DOCUMENT
        )

    def _proven(
        self, entries: list[AuditEntry], asked: tuple[Entitlement, str], head: SignedHead
    ) -> tuple[ProvenEntry, ...]:
        hashes = tuple(self.sign_head.heads.entry_hashes(up_to=head.head.sequence))
        proofs, (entitlement, actor) = ProofMaker(hashes), asked
        return tuple(
            ProvenEntry(
                entry=entry,
                path=proofs.path(entry.sequence - 1),
                shown=entitlement.sees_act_of(entry.act.actor, asked_by=actor),
            )
            for entry in entries
        )


@dataclass(frozen=True, slots=True)
class _Issued:
    """A document of the case: what it says, and its two forms as kept."""

    number: str
    content: IssuedDocument
    parts: tuple[KeptPart, KeptPart]


def _documents(work: UnitOfWork, case: Case) -> list[_Issued]:
    """Every document ever issued in the case, replaced and revoked ones too."""
    found: list[_Issued] = []
    numbers = [one.number for one in work.archive.documents(case.id)]
    papers = {str(paper.content.number): paper for paper in work.papers.of_case(case.id)}
    for number in numbers:
        if (paper := papers.get(number)) is not None:
            of_review = isinstance(paper.content, ReviewConclusion)
            parts = document_parts(number, paper.pdf, paper.json, of_review=of_review)
            found.append(_Issued(number, paper.content, parts))
        else:
            content, pdf, signed = work.determinations.numbered(DeterminationNumber(number))
            found.append(_Issued(number, content, document_parts(number, pdf, signed)))
    return found


def _site(sites: SiteRegister, case: Case) -> Site | None:
    """The place the clips were measured at; None where its files are gone."""
    if case.site is None:
        return None
    try:
        return sites.site(case.site)
    except NotFound:
        return None
