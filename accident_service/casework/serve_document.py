"""Bring documents to the parties, and note what each did with them."""

from dataclasses import dataclass

from accident_service.casefile.audit import AuditAct
from accident_service.casefile.case import Case
from accident_service.casefile.decision import Officer
from accident_service.casefile.proceedings import Proceedings
from accident_service.casefile.serve import (
    HandOver,
    Served,
    consent_withdrawn,
    consented_at,
    handed_over,
    sent_record,
    sent_to_the_consenting,
)
from accident_service.casework.document_in_force import served_documents, settle_status
from accident_service.casework.ports import Clock, Ledger, UnitOfWork
from accident_service.errors import CaseMovedOn, NotFound, NotPermitted
from accident_service.quantities.identifiers import CaseId, DocumentNumber
from accident_service.reports.party import PartyLetter


@dataclass(frozen=True, slots=True)
class ServeDocument:
    """Service of determinations, certificates and review conclusions."""

    ledger: Ledger
    clock: Clock

    def consent(self, case_id: CaseId, letter: PartyLetter) -> Proceedings:
        """The party agrees to electronic service; what waits for it is sent at once."""
        at = self.clock.now()
        with self.ledger.transaction() as work:
            case, proceedings = work.cases.load(case_id), work.proceedings.load(case_id)
            if consented_at(case, proceedings, letter) is None:
                proceedings = proceedings.with_consent(letter, at)
            for served in served_documents(work, case):
                proceedings = sent_to_the_consenting(case, proceedings, served, at)
            self._keep(work, case, proceedings, self._act(case, letter, "consent-to-service"))
        return proceedings

    def withdraw_consent(self, case_id: CaseId, letter: PartyLetter) -> Proceedings:
        """The party withdraws its consent; doing so again changes nothing."""
        at = self.clock.now()
        with self.ledger.transaction() as work:
            case, proceedings = work.cases.load(case_id), work.proceedings.load(case_id)
            after = consent_withdrawn(case, proceedings, letter, at)
            if after.version != proceedings.version:
                act = self._act(case, letter, "withdraw-consent-to-service")
                self._keep(work, case, after, act)
        return after

    def opened(self, case_id: CaseId, document: DocumentNumber, letter: PartyLetter) -> Proceedings:
        """The party has opened a document; where it was not sent to the party, nothing follows."""
        at = self.clock.now()
        with self.ledger.transaction() as work:
            case, proceedings = work.cases.load(case_id), work.proceedings.load(case_id)
            try:
                record = sent_record(proceedings, document, letter)
            except NotFound:
                return proceedings
            opened = proceedings.with_service_changed(record, record.opened(at))
            if opened.version != proceedings.version:
                act = self._act(case, letter, "open-document", ("number", document))
                self._keep(work, case, opened, act)
        return opened

    def acknowledge(
        self, case_id: CaseId, document: DocumentNumber, letter: PartyLetter
    ) -> Proceedings:
        """The party confirms receipt; confirming again changes nothing.

        Raises:
            NotFound: The document was not sent to this party.
        """
        at = self.clock.now()
        with self.ledger.transaction() as work:
            case, proceedings = work.cases.load(case_id), work.proceedings.load(case_id)
            record = sent_record(proceedings, document, letter)
            known = proceedings.with_service_changed(record, record.acknowledged(at))
            if known.version != proceedings.version:
                act = self._act(case, letter, "acknowledge", ("number", document))
                self._keep(work, case, known, act)
        return known

    def hand_over(
        self,
        case_id: CaseId,
        document: DocumentNumber,
        note: HandOver,
        officer: Officer,
        *,
        seen_version: int,
    ) -> Proceedings:
        """An officer notes that a document was handed over, signed for or refused.

        Raises:
            CaseMovedOn: The proceedings are not as the officer saw them.
            NotFound: The case has no such document to serve.
            NotPermitted: The officer is of neither the deciding nor the reviewing unit.
            Conflict, InvalidDecision: See `handed_over`.
        """
        with self.ledger.transaction() as work:
            case, proceedings = work.cases.load(case_id), work.proceedings.load(case_id)
            demand_seen(proceedings, seen_version)
            demand_unit_of(case, proceedings, officer)
            served = _one_of(served_documents(work, case), document)
            after = handed_over(proceedings, served, note, officer, self.clock.now())
            act = AuditAct(
                at=self.clock.now(),
                actor=f"officer:{officer.id}",
                verb="serve",
                case=case.id,
                detail=(("number", document), ("party", note.letter), ("receipt", note.receipt)),
            )
            self._keep(work, case, after, act)
        return after

    def _keep(self, work: UnitOfWork, case: Case, after: Proceedings, act: AuditAct) -> None:
        work.proceedings.save(after)
        settle_status(work, case, after, act.at)
        work.audit.append(act)

    def _act(
        self, case: Case, letter: PartyLetter, verb: str, *detail: tuple[str, str]
    ) -> AuditAct:
        return AuditAct(
            at=self.clock.now(), actor=f"driver:{letter}", verb=verb, case=case.id, detail=detail
        )


def demand_seen(proceedings: Proceedings, seen_version: int) -> None:
    """Refuse an act on a page that is no longer true.

    Raises:
        CaseMovedOn: Somebody has changed the proceedings since.
    """
    if proceedings.version != seen_version:
        raise CaseMovedOn(
            f"you saw version {seen_version}; these proceedings are now at {proceedings.version}"
        )


def demand_unit_of(case: Case, proceedings: Proceedings, officer: Officer) -> None:
    """Refuse officers of units that have nothing to do with the case.

    Raises:
        NotPermitted: The officer's unit neither decided the case nor reviews it.
    """
    decisions = (*case.earlier_decisions, *((case.decision,) if case.decision else ()))
    units = {one.officer.unit for one in decisions}
    units |= {review.unit for review in proceedings.reviews if review.unit is not None}
    if officer.unit not in units:
        raise NotPermitted("this case is another unit's")


def _one_of(documents: tuple[Served, ...], number: DocumentNumber) -> Served:
    for served in documents:
        if served.document == number:
            return served
    raise NotFound(f"this case has no document {number} to serve")
