"""Everything a door may ask of the service, in one place, already wired."""

from collections.abc import Mapping
from dataclasses import dataclass

from accident_service.casefile.time_limits_of import Timetable
from accident_service.casework.agree_case import AgreeCase
from accident_service.casework.apply_online import ApplyOnline
from accident_service.casework.ask_for_officer import AskForOfficer
from accident_service.casework.claim_case import ClaimCase
from accident_service.casework.conclude_review import ConcludeReview
from accident_service.casework.correct_case import CorrectCase
from accident_service.casework.decide_case import AssignTracks, DecideCase
from accident_service.casework.desk_ports import Thumbnails
from accident_service.casework.door_ports import (
    Drafts,
    InsurerClients,
    InviteLinks,
    OfficerAccounts,
    OneTimeCodes,
)
from accident_service.casework.file_report import FileReport
from accident_service.casework.join_case import JoinCase
from accident_service.casework.mediate import Mediate
from accident_service.casework.party_after import PartyAfter
from accident_service.casework.ports import (
    BlobStore,
    Clock,
    DocumentPress,
    Ledger,
    Provisions,
    SiteRegister,
    Step,
)
from accident_service.casework.preview_decision import PreviewDecision
from accident_service.casework.read_determination import ReadDetermination
from accident_service.casework.receive_photos import ReceivePhotos
from accident_service.casework.recuse import Recuse
from accident_service.casework.review_case import ReviewCase
from accident_service.casework.same_accident import FindSameAccident
from accident_service.casework.second_factor_ports import SecondFactors
from accident_service.casework.serve_document import ServeDocument
from accident_service.casework.sign_decision import SignDecision
from accident_service.casework.take_photos import TakePhotos
from accident_service.casework.verify_document import VerifyDocument
from accident_service.casework.view_evidence import ViewExhibit
from accident_service.casework.view_review import ViewReview
from accident_service.casework.worker_step import WorkerStep


@dataclass(frozen=True, slots=True, kw_only=True)
class Casework:
    """The service as its doors and workers see it."""

    file_report: FileReport
    join_case: JoinCase
    correct_case: CorrectCase
    decide_case: DecideCase
    preview_decision: PreviewDecision
    sign_decision: SignDecision
    claim_case: ClaimCase
    read_determination: ReadDetermination
    view_exhibit: ViewExhibit
    view_review: ViewReview
    party_after: PartyAfter
    serve: ServeDocument
    review: ReviewCase
    conclude_review: ConcludeReview
    mediate: Mediate
    recuse: Recuse
    agree: AgreeCase
    apply_online: ApplyOnline
    ask_for_officer: AskForOfficer
    same_accident: FindSameAccident
    receive_photos: ReceivePhotos
    take_photos: TakePhotos
    verify_document: VerifyDocument
    worker_steps: Mapping[Step, WorkerStep]

    ledger: Ledger
    sites: SiteRegister
    blobs: BlobStore
    clock: Clock
    timetable: Timetable
    provisions: Provisions
    press: DocumentPress
    codes: OneTimeCodes
    officers: OfficerAccounts
    second_factors: SecondFactors
    insurers: InsurerClients
    invites: InviteLinks
    thumbnails: Thumbnails
    drafts: Drafts

    @property
    def assign_tracks(self) -> AssignTracks:
        """Say whose vehicle is whose: one of the corrections."""
        return AssignTracks(self.correct_case)
