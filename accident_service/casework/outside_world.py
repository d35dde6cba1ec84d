"""Every port the story goes through, in one place."""

from collections.abc import Mapping
from dataclasses import dataclass

from accident_service.casefile.time_limits_of import Timetable
from accident_service.casework.audit_ports import AuditSearch
from accident_service.casework.camera_ports import CameraDiary, FolderSurveys, SurveyBook
from accident_service.casework.city_figures import TrafficCounts
from accident_service.casework.city_ports import CityBook
from accident_service.casework.corrected_proposal import CorrectedProposals
from accident_service.casework.desk_ports import Thumbnails
from accident_service.casework.door_ports import (
    Drafts,
    InsurerClients,
    InviteLinks,
    OfficerAccounts,
    OneTimeCodes,
)
from accident_service.casework.export_evidence import ExportEvidence
from accident_service.casework.house_rules import HouseRules
from accident_service.casework.house_sign_in_ports import HouseSignIn
from accident_service.casework.once_ports import AnswersOnce
from accident_service.casework.operating_ports import OperatingFigures, VitalSigns
from accident_service.casework.ports import (
    BlobStore,
    Clock,
    DocumentPress,
    Ledger,
    Provisions,
    SiteRegister,
    Step,
)
from accident_service.casework.rate_service import FeedbackBook
from accident_service.casework.receive_photos import ReceivePhotos
from accident_service.casework.receive_recording import ReceiveRecording
from accident_service.casework.second_factor_ports import SecondFactors
from accident_service.casework.session_ports import EndedSessions
from accident_service.casework.staff_ports import PasswordHash
from accident_service.casework.view_recording import ViewRecording
from accident_service.casework.view_review import ViewReview
from accident_service.casework.webhook_ports import SecretSeal, WebhookSender
from accident_service.casework.worker_step import WorkerStep


@dataclass(frozen=True, slots=True, kw_only=True)
class OutsideWorld:
    """The ports the story goes through; adapters in the service, fakes in tests."""

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
    passwords: PasswordHash
    insurers: InsurerClients
    answers_once: AnswersOnce
    invites: InviteLinks
    thumbnails: Thumbnails
    drafts: Drafts
    ended_sessions: EndedSessions
    feedback: FeedbackBook
    city_book: CityBook
    traffic_counts: TrafficCounts
    audit_search: AuditSearch
    house_rules: HouseRules
    receive_photos: ReceivePhotos
    webhook_seal: SecretSeal
    webhook_sender: WebhookSender
    receive_recording: ReceiveRecording
    view_recording: ViewRecording
    corrected_proposals: CorrectedProposals
    view_review: ViewReview
    export_evidence: ExportEvidence
    camera_diary: CameraDiary
    survey_book: SurveyBook
    folder_surveys: FolderSurveys
    vital_signs: VitalSigns
    operating_figures: OperatingFigures
    worker_steps: Mapping[Step, WorkerStep]
    house_sign_in: HouseSignIn | None = None
