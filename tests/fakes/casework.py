"""A `Casework` wired to fakes: what a door needs to be tried without anything outside."""

from dataclasses import dataclass, field

from accident_service.adapters.evidence_bundle.binder import ZipBinder
from accident_service.adapters.sealer import BlobSealer
from accident_service.casefile.retention import RetentionPeriods
from accident_service.casefile.time_limits import TimeLimits
from accident_service.casefile.time_limits_of import Timetable
from accident_service.casefile.working_days import WorkingCalendar
from accident_service.casework.casework import Casework
from accident_service.casework.city_figures import TrafficCounts
from accident_service.casework.corrected_proposal import CorrectedProposals
from accident_service.casework.export_evidence import ExportEvidence
from accident_service.casework.house_rules import HouseRules
from accident_service.casework.house_sign_in_ports import HouseSignIn
from accident_service.casework.ports import DocumentPress
from accident_service.casework.receive_photos import ReceivePhotos
from accident_service.casework.receive_recording import ReceiveRecording
from accident_service.casework.sign_head import SignHead
from accident_service.casework.view_recording import ViewRecording
from accident_service.liability.rulebook import Rulebook, built_in_packs
from accident_service.liability.thresholds import built_in_thresholds
from tests.fakes.analysis import FakePress, FakeProvisions
from tests.fakes.answers_once import FakeAnswersOnce
from tests.fakes.audit_search import FakeAuditSearch
from tests.fakes.cameras import FakeCameraDiary, FakeFolderSurveys, FakeSurveyBook
from tests.fakes.city import FakeCityBook
from tests.fakes.clock import FakeClock
from tests.fakes.doors import (
    FakeDrafts,
    FakeEndedSessions,
    FakeInsurerClients,
    FakeInviteLinks,
    FakeOfficerAccounts,
    FakeOneTimeCodes,
    FakeSecondFactors,
)
from tests.fakes.feedback import FakeFeedbackBook
from tests.fakes.heads import SEAL, FakeLedgerHeads
from tests.fakes.ledger import FakeLedger
from tests.fakes.ledger_staff import FakePasswordHash
from tests.fakes.operating import FakeOperatingFigures, FakeVitalSigns
from tests.fakes.photos import FakePhotoReader, FakePhotoSpool, FakeUploadRegister
from tests.fakes.pictures import LateAnalyst, fake_review
from tests.fakes.recordings import FakeCutter, FakeRecordingReader, FakeWatchable
from tests.fakes.webhooks import FakeReceivers, PlainSeal
from tests.fakes.world import FakeBlobStore, FakeSiteRegister, FakeThumbnails


@dataclass(slots=True)
class FakeWorld:
    """The fakes behind one `Casework`, within a test's reach."""

    clock: FakeClock = field(default_factory=FakeClock)
    sites: FakeSiteRegister = field(default_factory=FakeSiteRegister)
    blobs: FakeBlobStore = field(default_factory=FakeBlobStore)
    codes: FakeOneTimeCodes = field(default_factory=FakeOneTimeCodes)
    officers: FakeOfficerAccounts = field(default_factory=FakeOfficerAccounts)
    second_factors: FakeSecondFactors = field(default_factory=FakeSecondFactors)
    insurers: FakeInsurerClients = field(default_factory=FakeInsurerClients)
    answers_once: FakeAnswersOnce = field(default_factory=FakeAnswersOnce)
    invites: FakeInviteLinks = field(default_factory=FakeInviteLinks)
    drafts: FakeDrafts = field(default_factory=FakeDrafts)
    ended_sessions: FakeEndedSessions = field(default_factory=FakeEndedSessions)
    feedback: FakeFeedbackBook = field(default_factory=FakeFeedbackBook)
    city_book: FakeCityBook = field(default_factory=FakeCityBook)
    traffic_counts: TrafficCounts = field(default_factory=TrafficCounts)
    uploads: FakeUploadRegister = field(default_factory=FakeUploadRegister)
    spool: FakePhotoSpool = field(default_factory=FakePhotoSpool)
    photo_reader: FakePhotoReader = field(default_factory=FakePhotoReader)
    press: DocumentPress = field(default_factory=FakePress)
    analyst: LateAnalyst = field(default_factory=LateAnalyst)
    camera_diary: FakeCameraDiary = field(default_factory=FakeCameraDiary)
    survey_book: FakeSurveyBook = field(default_factory=FakeSurveyBook)
    folder_surveys: FakeFolderSurveys = field(default_factory=FakeFolderSurveys)
    watchable: FakeWatchable = field(default_factory=FakeWatchable)
    receivers: FakeReceivers = field(default_factory=FakeReceivers)
    vital_signs: FakeVitalSigns = field(default_factory=FakeVitalSigns)
    house_sign_in: HouseSignIn | None = None
    ledger: FakeLedger = field(init=False)
    heads: FakeLedgerHeads = field(init=False)

    def __post_init__(self) -> None:
        codes = {client.insurer: client.insurer_code for client in self.insurers.clients}
        self.ledger = FakeLedger(clock=self.clock, insurer_codes=codes)
        self.heads = FakeLedgerHeads(self.ledger)

    def proposals(self) -> CorrectedProposals:
        """What corrections come to."""
        return CorrectedProposals(self.sites, self.analyst, lambda _pack: Rulebook.built_in())

    def export_evidence(self) -> ExportEvidence:
        """Makes real bundles of what lies in the fakes."""
        return ExportEvidence(
            self.ledger,
            self.sites,
            self.clock,
            SignHead(self.heads, SEAL, self.clock),
            ZipBinder(self.blobs, SEAL),
            self.press,
        )

    def receiving_recordings(self) -> ReceiveRecording:
        """How recordings arrive."""
        return ReceiveRecording(
            ledger=self.ledger,
            register=self.uploads,
            spool=self.spool,
            reader=FakeRecordingReader(),
            sealer=BlobSealer(self.blobs),
            clock=self.clock,
        )

    def viewing_recordings(self) -> ViewRecording:
        """How recordings are looked at."""
        return ViewRecording(
            ledger=self.ledger, clock=self.clock, watchable=self.watchable, cutter=FakeCutter()
        )

    def casework(self) -> Casework:
        """The service on these fakes; no worker ever runs, so cases stay where they are put."""
        return Casework(
            ledger=self.ledger,
            sites=self.sites,
            blobs=self.blobs,
            clock=self.clock,
            timetable=Timetable(TimeLimits.built_in(), WorkingCalendar.built_in()),
            provisions=FakeProvisions(),
            press=self.press,
            codes=self.codes,
            officers=self.officers,
            second_factors=self.second_factors,
            passwords=FakePasswordHash(),
            insurers=self.insurers,
            answers_once=self.answers_once,
            invites=self.invites,
            thumbnails=FakeThumbnails(self.blobs),
            drafts=self.drafts,
            ended_sessions=self.ended_sessions,
            feedback=self.feedback,
            city_book=self.city_book,
            traffic_counts=self.traffic_counts,
            audit_search=FakeAuditSearch(self.ledger),
            house_rules=_house_rules(),
            receive_photos=ReceivePhotos(self.uploads, self.spool, self.photo_reader, self.clock),
            receive_recording=self.receiving_recordings(),
            view_recording=self.viewing_recordings(),
            webhook_seal=PlainSeal(),
            webhook_sender=self.receivers,
            corrected_proposals=self.proposals(),
            view_review=fake_review(self.ledger, self.sites, self.clock),
            camera_diary=self.camera_diary,
            survey_book=self.survey_book,
            folder_surveys=self.folder_surveys,
            export_evidence=self.export_evidence(),
            vital_signs=self.vital_signs,
            operating_figures=FakeOperatingFigures(),
            worker_steps={},
            house_sign_in=self.house_sign_in,
        )


def _house_rules() -> HouseRules:
    return HouseRules(
        packs=built_in_packs(),
        thresholds=built_in_thresholds(),
        periods=RetentionPeriods.built_in(),
    )
