"""What follows an officer's act, and what may stand in its way: one record per case.

Service, reviews, mediation, recusals and the parties' offer to agree. Immutable, one version
after another like the case itself; the version is what two people acting at once collide on.
"""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Self

from accident_service.casefile.determination import DeterminationStatus
from accident_service.casefile.insurer_leave import ClaimLeave
from accident_service.casefile.mediation import Mediation
from accident_service.casefile.negotiation import AgreementOffer
from accident_service.casefile.objection import Objection
from accident_service.casefile.recusal import Recusal
from accident_service.casefile.review import Review
from accident_service.casefile.service import ServiceRecord
from accident_service.errors import NotFound
from accident_service.quantities.identifiers import CaseId, DocumentNumber
from accident_service.reports.party import PartyLetter

NO_VERSION = 0  # nothing has been kept yet


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceConsent:
    """A party has agreed to electronic service (ADM-36), and perhaps withdrawn it since.

    What was agreed to in the report is entered here only once it is withdrawn.
    """

    letter: PartyLetter
    given_at: datetime
    withdrawn_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Proceedings:
    """Everything about one case beside reconstruction and decision, in order of time."""

    case: CaseId
    version: int = NO_VERSION
    consents: tuple[ServiceConsent, ...] = ()
    service: tuple[ServiceRecord, ...] = ()
    reviews: tuple[Review, ...] = ()
    mediation: Mediation | None = None
    recusals: tuple[Recusal, ...] = ()
    offer: AgreementOffer | None = None
    objections: tuple[Objection, ...] = ()
    claim_leaves: tuple[ClaimLeave, ...] = ()

    @property
    def review(self) -> Review | None:
        """The review that runs, or else the last that was applied for."""
        running = [one for one in self.reviews if one.is_open]
        return next(iter((*running, *reversed(self.reviews))), None)

    def open_review(self) -> Review:
        """The review that runs.

        Raises:
            NotFound: None does.
        """
        for review in self.reviews:
            if review.is_open:
                return review
        raise NotFound("no review of this case is open")

    def records_of(self, document: DocumentNumber) -> tuple[ServiceRecord, ...]:
        """Every attempt to bring the document to a party."""
        return tuple(one for one in self.service if one.document == document)

    def served_at(self, document: DocumentNumber, letter: PartyLetter) -> datetime | None:
        """When the document was served on the party; None while it was not."""
        moments = [one.served_at for one in self.records_of(document) if one.letter is letter]
        return min((at for at in moments if at is not None), default=None)

    def status_of(
        self, document: DocumentNumber, parties: frozenset[PartyLetter]
    ) -> DeterminationStatus:
        """What a reader of a document in force may rely on."""
        for review in self.reviews:
            unsettled = review.is_open or review.awaits_new_work
            if review.application.document == document and unsettled:
                return DeterminationStatus.UNDER_REVIEW
        if parties and all(self.served_at(document, letter) for letter in parties):
            return DeterminationStatus.SERVED
        return DeterminationStatus.ISSUED

    def last_consent(self, letter: PartyLetter) -> ServiceConsent | None:
        """What the party last said of electronic service after its report; None if nothing."""
        return next((one for one in reversed(self.consents) if one.letter is letter), None)

    def with_consent(self, letter: PartyLetter, at: datetime) -> Self:
        """The record once the party has agreed to electronic service; once is enough."""
        last = self.last_consent(letter)
        if last is not None and last.withdrawn_at is None:
            return self
        consent = ServiceConsent(letter=letter, given_at=at)
        return self._next(consents=(*self.consents, consent))

    def with_consent_withdrawn(self, withdrawn: ServiceConsent) -> Self:
        """The record once a consent is withdrawn; it takes the place of the same one given."""
        given = replace(withdrawn, withdrawn_at=None)
        others = tuple(one for one in self.consents if one != given)
        return self._next(consents=(*others, withdrawn))

    def with_service(self, *records: ServiceRecord) -> Self:
        """The record with further attempts at service."""
        return self._next(service=(*self.service, *records)) if records else self

    def with_service_changed(self, before: ServiceRecord, after: ServiceRecord) -> Self:
        """The record with one attempt further on; the same when nothing has changed."""
        if before == after:
            return self
        changed = tuple(after if one == before else one for one in self.service)
        return self._next(service=changed)

    def with_review(self, review: Review) -> Self:
        """The record with one more application for review."""
        return self._next(reviews=(*self.reviews, review))

    def with_review_changed(self, before: Review, after: Review) -> Self:
        """The record with one review further on."""
        changed = tuple(after if one == before else one for one in self.reviews)
        return self._next(reviews=changed)

    def with_mediation(self, mediation: Mediation) -> Self:
        """The record with the mediation as it stands now."""
        return self if mediation == self.mediation else self._next(mediation=mediation)

    def with_recusal(self, recusal: Recusal) -> Self:
        """The record with one more request or declaration."""
        return self._next(recusals=(*self.recusals, recusal))

    def with_recusal_changed(self, before: Recusal, after: Recusal) -> Self:
        """The record with one recusal ruled on."""
        changed = tuple(after if one == before else one for one in self.recusals)
        return self._next(recusals=changed)

    def with_offer(self, offer: AgreementOffer | None) -> Self:
        """The record with an offer to agree, or without one."""
        return self._next(offer=offer)

    def with_objection(self, objection: Objection) -> Self:
        """The record with one more thing a party sees differently."""
        return self._next(objections=(*self.objections, objection))

    def leave_of(self, letter: PartyLetter) -> ClaimLeave | None:
        """The leave this party gives its insurer now; None where it gives none (any more)."""
        given = [one for one in self.claim_leaves if one.letter is letter]
        return next((one for one in reversed(given) if one.withdrawn_at is None), None)

    def with_claim_leave(self, leave: ClaimLeave) -> Self:
        """The record once a party lets its insurer have the facts."""
        return self._next(claim_leaves=(*self.claim_leaves, leave))

    def with_leave_withdrawn(self, leave: ClaimLeave, at: datetime) -> Self:
        """The record once that leave is taken back."""
        taken = replace(leave, withdrawn_at=at)
        kept = tuple(taken if one == leave else one for one in self.claim_leaves)
        return self._next(claim_leaves=kept)

    def _next(self, **changed: object) -> Self:
        return replace(self, version=self.version + 1, **changed)  # type: ignore[arg-type]  # each caller names a field of this class
