"""A `Casework` wired to fakes: what a door needs to be tried without anything outside."""

from dataclasses import dataclass, field

from accident_service.casefile.time_limits import TimeLimits
from accident_service.casefile.time_limits_of import Timetable
from accident_service.casefile.working_days import WorkingCalendar
from accident_service.casework.agree_case import AgreeCase
from accident_service.casework.apply_online import ApplyOnline
from accident_service.casework.ask_for_officer import AskForOfficer
from accident_service.casework.casework import Casework
from accident_service.casework.claim_case import ClaimCase
from accident_service.casework.conclude_review import ConcludeReview
from accident_service.casework.correct_case import CorrectCase
from accident_service.casework.corrected_proposal import CorrectedProposals
from accident_service.casework.decide_case import DecideCase
from accident_service.casework.file_report import FileReport
from accident_service.casework.join_case import JoinCase
from accident_service.casework.mediate import Mediate
from accident_service.casework.party_after import PartyAfter
from accident_service.casework.ports import DocumentPress
from accident_service.casework.preview_decision import PreviewDecision
from accident_service.casework.print_paper import PrintPaper
from accident_service.casework.read_determination import ReadDetermination
from accident_service.casework.receive_photos import ReceivePhotos
from accident_service.casework.recuse import Recuse
from accident_service.casework.review_case import ReviewCase
from accident_service.casework.same_accident import FindSameAccident
from accident_service.casework.serve_document import ServeDocument
from accident_service.casework.sign_decision import SignDecision
from accident_service.casework.take_photos import TakePhotos
from accident_service.casework.verify_document import VerifyDocument
from accident_service.casework.view_evidence import ViewExhibit
from accident_service.liability.rulebook import Rulebook
from tests.fakes.analysis import FakePress, FakeProvisions
from tests.fakes.clock import FakeClock
from tests.fakes.doors import (
    FakeDrafts,
    FakeInsurerClients,
    FakeInviteLinks,
    FakeOfficerAccounts,
    FakeOneTimeCodes,
    FakeSecondFactors,
)
from tests.fakes.feedback import FakeFeedbackBook
from tests.fakes.ledger import FakeLedger
from tests.fakes.photos import FakePhotoReader, FakePhotoSpool, FakeUploadRegister
from tests.fakes.pictures import LateAnalyst, fake_review
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
    invites: FakeInviteLinks = field(default_factory=FakeInviteLinks)
    drafts: FakeDrafts = field(default_factory=FakeDrafts)
    feedback: FakeFeedbackBook = field(default_factory=FakeFeedbackBook)
    uploads: FakeUploadRegister = field(default_factory=FakeUploadRegister)
    spool: FakePhotoSpool = field(default_factory=FakePhotoSpool)
    photo_reader: FakePhotoReader = field(default_factory=FakePhotoReader)
    press: DocumentPress = field(default_factory=FakePress)
    analyst: LateAnalyst = field(default_factory=LateAnalyst)
    ledger: FakeLedger = field(init=False)

    def __post_init__(self) -> None:
        codes = {client.insurer: client.insurer_code for client in self.insurers.clients}
        self.ledger = FakeLedger(clock=self.clock, insurer_codes=codes)

    def proposals(self) -> CorrectedProposals:
        """What corrections come to."""
        return CorrectedProposals(self.sites, self.analyst, lambda _pack: Rulebook.built_in())

    def casework(self) -> Casework:
        """The service on these fakes; no worker ever runs, so cases stay where they are put."""
        print_paper = PrintPaper(self.press, self.blobs, self.sites)
        legal_time = (TimeLimits.built_in(), WorkingCalendar.built_in())
        receive = ReceivePhotos(self.uploads, self.spool, self.photo_reader, self.clock)
        decide_case = DecideCase(self.ledger, self.clock, FakeProvisions())
        preview = PreviewDecision(self.ledger, self.clock, FakeProvisions(), self.sites, self.press)
        return Casework(
            file_report=FileReport(self.ledger, self.clock),
            join_case=JoinCase(self.ledger, self.clock),
            correct_case=CorrectCase(self.ledger, self.clock, self.proposals()),
            claim_case=ClaimCase(self.ledger, self.clock),
            decide_case=decide_case,
            preview_decision=preview,
            sign_decision=SignDecision(preview, decide_case, self.second_factors),
            read_determination=ReadDetermination(self.ledger, self.clock),
            view_exhibit=ViewExhibit(self.ledger, self.blobs, self.clock),
            view_review=fake_review(self.ledger, self.sites, self.clock),
            party_after=PartyAfter.of(self.ledger, self.blobs, self.clock, self.feedback),
            serve=ServeDocument(self.ledger, self.clock),
            review=ReviewCase(self.ledger, self.clock, *legal_time),
            conclude_review=ConcludeReview(self.ledger, self.clock, print_paper),
            mediate=Mediate(self.ledger, self.clock, *legal_time),
            recuse=Recuse(self.ledger, self.clock),
            agree=AgreeCase(self.ledger, self.clock, print_paper),
            apply_online=ApplyOnline(self.ledger, self.clock),
            ask_for_officer=AskForOfficer(self.ledger, self.clock),
            same_accident=FindSameAccident(self.ledger),
            receive_photos=receive,
            take_photos=TakePhotos(self.ledger, self.blobs, self.clock, receive),
            verify_document=VerifyDocument(self.ledger, FakePress(), self.clock),
            worker_steps={},
            ledger=self.ledger,
            sites=self.sites,
            blobs=self.blobs,
            clock=self.clock,
            timetable=Timetable(*legal_time),
            provisions=FakeProvisions(),
            press=self.press,
            codes=self.codes,
            officers=self.officers,
            second_factors=self.second_factors,
            insurers=self.insurers,
            invites=self.invites,
            thumbnails=FakeThumbnails(self.blobs),
            drafts=self.drafts,
        )
