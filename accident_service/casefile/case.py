"""The case: everything known about one accident, one immutable version after another."""

from dataclasses import dataclass, replace
from typing import Self

from accident_service.casefile.analysis import AnalysisRecord
from accident_service.casefile.clip_copy import Disclosure
from accident_service.casefile.correction import Correction
from accident_service.casefile.decision import DecisionKind, OfficerDecision
from accident_service.casefile.evidence_request import EvidenceRequest
from accident_service.casefile.hand_over import HandOver
from accident_service.casefile.on_scene import OfficerRequest
from accident_service.casefile.own_recording import OwnRecording
from accident_service.casefile.party_picture import PartyPicture
from accident_service.casefile.party_tracks import PartyTracks
from accident_service.casefile.pending_decision import PendingDecision
from accident_service.casefile.photo import CLOSED_TO_PHOTOS, Photo, PhotosSkipped
from accident_service.casefile.recordings import NOTHING_WIDENED, Recordings
from accident_service.casefile.stage import ALLOWED_MOVES, CLOSED_TO_ACCOUNTS, Stage
from accident_service.errors import Conflict, EvidenceInsufficient, StepOutOfOrder
from accident_service.footage.clip import SealedClip
from accident_service.footage.search import ClipRequest
from accident_service.liability.proposal import LiabilityProposal
from accident_service.quantities.identifiers import (
    CaseId,
    DeterminationNumber,
    DocumentNumber,
    SiteId,
)
from accident_service.reports.party import Party, PartyLetter
from accident_service.reports.report import AccidentReport
from accident_service.reports.routing_table import SELF_NEGOTIATE
from accident_service.reports.second_word import SecondWord
from accident_service.reports.statement import Statement


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """Immutable; each step returns the next version of it.

    `tracking_code` is what people quote; it is random, so that one case's code says
    nothing of another's. `machine_proposal` is what was proposed before it was corrected.
    """

    id: CaseId
    tracking_code: str
    version: int
    stage: Stage
    report: AccidentReport
    parties: tuple[Party, ...]
    statements: tuple[Statement, ...]
    site: SiteId | None = None
    clip_requests: tuple[ClipRequest, ...] = ()
    clips: tuple[SealedClip, ...] = ()
    analyses: tuple[AnalysisRecord, ...] = ()
    proposal: LiabilityProposal | None = None
    proposal_revision: int = 0
    corrections: tuple[Correction, ...] = ()
    machine_proposal: LiabilityProposal | None = None
    party_tracks: PartyTracks | None = None
    evidence_gap: str | None = None
    evidence_gap_detail: str = ""
    decision: OfficerDecision | None = None
    pending_decision: PendingDecision | None = None
    earlier_decisions: tuple[OfficerDecision, ...] = ()
    determination: DeterminationNumber | None = None
    certificate: DocumentNumber | None = None
    agreement: DocumentNumber | None = None
    officer_request: OfficerRequest | None = None
    photos: tuple[Photo, ...] = ()
    photos_skipped: tuple[PhotosSkipped, ...] = ()
    own_recordings: tuple[OwnRecording, ...] = ()
    second_word: SecondWord | None = None
    party_pictures: tuple[PartyPicture, ...] = ()
    evidence_requests: tuple[EvidenceRequest, ...] = ()
    hand_over: HandOver | None = None
    recordings: Recordings = NOTHING_WIDENED
    disclosures: tuple[Disclosure, ...] = ()

    @classmethod
    def opened(cls, case_id: CaseId, tracking_code: str, report: AccidentReport) -> Self:
        """The case as the first driver's report opens it; undisputed, it is the parties' own."""
        undisputed = report.routing.code == SELF_NEGOTIATE.code
        return cls(
            id=case_id,
            tracking_code=tracking_code,
            version=1,
            stage=Stage.NEGOTIATING if undisputed else Stage.REPORTED,
            report=report,
            parties=(report.reporter,),
            statements=(report.statement,),
            site=report.place.site,
        )

    def party(self, letter: PartyLetter) -> Party | None:
        """The party of that letter, or None while they have not joined."""
        return next((party for party in self.parties if party.letter is letter), None)

    def party_with_phone(self, phone: str) -> Party | None:
        """The party who gave this phone number, if any."""
        return next((party for party in self.parties if party.phone == phone), None)

    def statement(self, letter: PartyLetter) -> Statement | None:
        """That party's account, or None while it has not been given."""
        return next((given for given in self.statements if given.letter is letter), None)

    @property
    def jointly_applied(self) -> bool:
        """Have both parties asked for the determination to be made online (SPR-20.1)?"""
        return len(self.statements) == len(PartyLetter) and all(
            given.applies_for_online_determination for given in self.statements
        )

    @property
    def primary_analysis(self) -> AnalysisRecord | None:
        """The analysis the proposal rests on: the first that shows a contact, else the first."""
        showing_contact = [one for one in self.analyses if one.contact is not None]
        return next(iter(showing_contact or self.analyses), None)

    def joined_by(self, party: Party, statement: Statement) -> Self:
        """The case once the second driver has given their own account.

        Raises:
            Conflict: The second party has already joined, or the case is closed to accounts.
        """
        if self.party(party.letter) is not None:
            raise Conflict(f"party {party.letter} has already joined case {self.tracking_code}")
        if self.stage in CLOSED_TO_ACCOUNTS:
            raise Conflict(f"case {self.tracking_code} is {self.stage}; no account can be added")
        return replace(
            self,
            version=self.version + 1,
            parties=(*self.parties, party),
            statements=(*self.statements, statement),
        )

    def with_second_word(self, word: SecondWord) -> Self:
        """The case once the second party has confirmed or contradicted what was reported.

        The law is asked again, with what either of them affirms; it may refer the case now.
        """
        report = self.report.screened_anew(word.screened(self.report.answers))
        told = replace(self, version=self.version + 1, report=report, second_word=word)
        return told if report.routing.handled_online else told.referred_by_law()

    def with_photos(self, photos: tuple[Photo, ...]) -> Self:
        """The case with these photographs besides; those it has already are left as they are.

        Raises:
            StepOutOfOrder: It is decided or settled; nothing is added any more.
        """
        known = {one.id for one in self.photos}
        fresh = tuple(one for one in photos if one.id not in known)
        if not fresh:
            return self
        if self.stage in CLOSED_TO_PHOTOS:
            raise StepOutOfOrder(f"case {self.tracking_code} is {self.stage}; it takes no photos")
        return replace(self, version=self.version + 1, photos=(*self.photos, *fresh))

    def with_photos_skipped(self, skipped: PhotosSkipped) -> Self:
        """The case once a party has said why there are no photographs of theirs."""
        said = (*(one for one in self.photos_skipped if one.letter is not skipped.letter), skipped)
        return replace(self, version=self.version + 1, photos_skipped=said)

    def disputed(self) -> Self:
        """The case when the parties do not agree after all: as if filed as disputed."""
        if self.stage is not Stage.NEGOTIATING:
            raise StepOutOfOrder(f"{self.tracking_code} is {self.stage}; it cannot become reported")
        return replace(self._moved_to(Stage.REPORTED), report=self.report.as_disputed())

    def with_clip_requests(self, site: SiteId, requests: tuple[ClipRequest, ...]) -> Self:
        """The case once the cameras to ask are known."""
        return replace(self._moved_to(Stage.CLIPS_FOUND), site=site, clip_requests=requests)

    def with_clips(self, clips: tuple[SealedClip, ...]) -> Self:
        """The case once the recordings are sealed."""
        return replace(self._moved_to(Stage.CLIPS_FETCHED), clips=clips)

    def with_analyses(self, analyses: tuple[AnalysisRecord, ...]) -> Self:
        """The case once the clips are reconstructed."""
        return replace(self._moved_to(Stage.RECONSTRUCTED), analyses=analyses)

    def with_proposal(self, proposal: LiabilityProposal) -> Self:
        """The case once the law has been applied, or has been found not to decide."""
        return replace(
            self._moved_to(self._before_officer(Stage.PROPOSED)),
            proposal=proposal,
            proposal_revision=self.proposal_revision + 1,
        )

    def with_party_tracks(self, party_tracks: PartyTracks | None) -> Self:
        """The case once it is known which vehicle in the picture is whose, or is open again."""
        return replace(self, version=self.version + 1, party_tracks=party_tracks)

    def handed_to_officer(self, gap: EvidenceInsufficient) -> Self:
        """The case when the footage cannot carry it further."""
        return replace(
            self._moved_to(self._before_officer(Stage.NEEDS_OFFICER)),
            evidence_gap=gap.code,
            evidence_gap_detail=str(gap),
        )

    def referred_by_law(self) -> Self:
        """The case when Order 146 keeps it from being handled online."""
        return self._moved_to(Stage.REFERRED)

    def referred_on_request(self, request: OfficerRequest) -> Self:
        """The case once a party wants an officer on the scene (SPR-20.2)."""
        answers = replace(self.report.answers, officer_wanted=True)
        report = self.report.screened_anew(answers)
        return replace(self.referred_by_law(), report=report, officer_request=request)

    def decided_by(self, decision: OfficerDecision) -> Self:
        """The case after the officer's act."""
        onward = Stage.REFERRED if decision.kind is DecisionKind.REFER else Stage.DECIDED
        return replace(self._moved_to(onward), decision=decision, pending_decision=None)

    def with_determination(self, number: DeterminationNumber) -> Self:
        """The case once the determination is signed."""
        return replace(self._moved_to(Stage.DETERMINED), determination=number)

    def with_certificate(self, number: DocumentNumber) -> Self:
        """The case once it is certified that the basic facts could not be found."""
        return replace(self._moved_to(Stage.CERTIFIED), certificate=number)

    def with_agreement(self, number: DocumentNumber) -> Self:
        """The case once both parties have signed their agreement; never after a review's order."""
        if self.earlier_decisions:
            raise StepOutOfOrder(f"{self.tracking_code} is determined anew; an officer decides")
        return replace(self._moved_to(Stage.AGREED), agreement=number)

    def with_party_pictures(self, pictures: tuple[PartyPicture, ...]) -> Self:
        """The case once what the parties get to see is drawn."""
        return replace(self, version=self.version + 1, party_pictures=pictures)

    def reopened(self) -> Self:
        """The case when a review has ordered the work done again; an officer decides anew."""
        past = (*self.earlier_decisions, *((self.decision,) if self.decision else ()))
        return replace(self._moved_to(Stage.REOPENED), decision=None, earlier_decisions=past)

    def _before_officer(self, usual: Stage) -> Stage:
        """Where it waits: one that a review has sent back stays sent back."""
        return Stage.REOPENED if self.earlier_decisions else usual

    def _moved_to(self, stage: Stage) -> Self:
        if stage not in ALLOWED_MOVES[self.stage]:
            raise StepOutOfOrder(f"{self.tracking_code} is {self.stage}; it cannot become {stage}")
        return replace(self, stage=stage, version=self.version + 1)
