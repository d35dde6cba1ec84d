"""Everything a door may ask of the service, in one place."""

from dataclasses import dataclass

from accident_service.casework.add_policy_number import AddPolicyNumber
from accident_service.casework.agree_case import AgreeCase
from accident_service.casework.apply_online import ApplyOnline
from accident_service.casework.ask_evidence import AskEvidence
from accident_service.casework.ask_for_officer import AskForOfficer
from accident_service.casework.camera_search import CameraSearch
from accident_service.casework.check_ledger import CheckLedger
from accident_service.casework.claim_case import ClaimCase
from accident_service.casework.conclude_review import ConcludeReview
from accident_service.casework.correct_case import CorrectCase
from accident_service.casework.decide_case import AssignTracks, DecideCase
from accident_service.casework.disclose_clip import AskForCopy, HandOutCopy
from accident_service.casework.file_report import FileReport
from accident_service.casework.hand_over_scene import TakeOver
from accident_service.casework.house_acts import HouseActs
from accident_service.casework.insurer_acts import InsurerActs
from accident_service.casework.join_case import JoinCase
from accident_service.casework.mediate import Mediate
from accident_service.casework.party_after import PartyAfter
from accident_service.casework.preview_decision import PreviewDecision
from accident_service.casework.print_paper import PrintPaper
from accident_service.casework.recuse import Recuse
from accident_service.casework.review_case import ReviewCase
from accident_service.casework.same_accident import FindSameAccident
from accident_service.casework.second_officer import SecondOfficer
from accident_service.casework.serve_document import ServeDocument
from accident_service.casework.sign_decision import SignDecision
from accident_service.casework.sign_review import SignReview
from accident_service.casework.survey_camera import SurveyCamera, SurveysInForce
from accident_service.casework.surveyed_sigma import SurveyedSigmaAt
from accident_service.casework.take_photos import TakePhotos
from accident_service.casework.verify_document import VerifyDocument
from accident_service.casework.view_evidence import ViewExhibit
from accident_service.casework.watch_cameras import WatchCameras
from accident_service.casework.widen_search import WidenSearch


@dataclass(frozen=True, slots=True, kw_only=True)
class Casework(HouseActs, InsurerActs):
    """The service as its doors and workers see it: every act, on one outside world."""

    @property
    def check_ledger(self) -> CheckLedger:
        """Hold the audit ledger against its signed heads."""
        sign = self.export_evidence.sign_head
        return CheckLedger(self.audit_search, sign.heads, sign.seal)

    @property
    def print_paper(self) -> PrintPaper:
        """Number, set and sign a document besides a determination."""
        return PrintPaper(self.press, self.blobs, self.sites)

    @property
    def file_report(self) -> FileReport:
        """Take the first driver's report."""
        return FileReport(self.ledger, self.clock)

    @property
    def join_case(self) -> JoinCase:
        """Take the second driver's account."""
        return JoinCase(self.ledger, self.clock)

    @property
    def apply_online(self) -> ApplyOnline:
        """Apply for the determination online."""
        return ApplyOnline(self.ledger, self.clock)

    @property
    def agree(self) -> AgreeCase:
        """Settle it between the parties."""
        return AgreeCase(self.ledger, self.clock, self.print_paper)

    @property
    def add_policy_number(self) -> AddPolicyNumber:
        """Take a policy's number after the report."""
        return AddPolicyNumber(self.ledger, self.clock)

    @property
    def ask_for_officer(self) -> AskForOfficer:
        """Ask for an officer on the scene."""
        return AskForOfficer(self.ledger, self.clock)

    @property
    def ask_evidence(self) -> AskEvidence:
        """Ask a party for more, and take the answer."""
        return AskEvidence(self.ledger, self.clock)

    @property
    def widen_search(self) -> WidenSearch:
        """Have more recordings looked at."""
        surveys = SurveysInForce(self.survey_book, self.folder_surveys)
        search = CameraSearch(self.sites, self.clock, self.camera_diary, SurveyedSigmaAt(surveys))
        return WidenSearch(self.ledger, self.clock, search, self.camera_diary)

    @property
    def same_accident(self) -> FindSameAccident:
        """Find the report of the other driver before a second one is filed."""
        return FindSameAccident(self.ledger)

    @property
    def take_photos(self) -> TakePhotos:
        """Keep photographs in a case."""
        return TakePhotos(self.ledger, self.blobs, self.clock, self.receive_photos)

    @property
    def party_after(self) -> PartyAfter:
        """What a party may do after the decision."""
        return PartyAfter.of(self.ledger, self.blobs, self.clock, self.feedback)

    @property
    def claim_case(self) -> ClaimCase:
        """Take a case in hand, and hand it over."""
        return ClaimCase(self.ledger, self.clock)

    @property
    def survey_camera(self) -> SurveyCamera:
        """Judge the marks of a camera, and keep them."""
        return SurveyCamera(
            self.sites,
            self.survey_book,
            self.folder_surveys,
            self.camera_diary,
            self.ledger,
            self.clock,
        )

    @property
    def watch_cameras(self) -> WatchCameras:
        """Every camera with what is known of it, and what they watch."""
        return WatchCameras(self.sites, self.camera_diary, self.survey_camera, self.clock)

    @property
    def correct_case(self) -> CorrectCase:
        """Put right what was measured."""
        return CorrectCase(self.ledger, self.clock, self.corrected_proposals)

    @property
    def assign_tracks(self) -> AssignTracks:
        """Say whose vehicle is whose: one of the corrections."""
        return AssignTracks(self.correct_case)

    @property
    def decide_case(self) -> DecideCase:
        """Decide, unsigned; the doors use `sign_decision`."""
        return DecideCase(self.ledger, self.clock, self.provisions)

    @property
    def preview_decision(self) -> PreviewDecision:
        """Try a decision out."""
        return PreviewDecision(self.ledger, self.clock, self.provisions, self.sites, self.press)

    @property
    def sign_decision(self) -> SignDecision:
        """Decide, with the code of a device."""
        return SignDecision(self.preview_decision, self.decide_case, self.second_factors)

    @property
    def second_officer(self) -> SecondOfficer:
        """Sign second, or give back, what takes two officers."""
        return SecondOfficer(self.ledger, self.clock, self.preview_decision, self.second_factors)

    @property
    def take_over(self) -> TakeOver:
        """Say that one goes to the scene."""
        return TakeOver(self.ledger, self.clock)

    @property
    def view_exhibit(self) -> ViewExhibit:
        """Look at an exhibit, on record."""
        return ViewExhibit(self.ledger, self.blobs, self.clock)

    @property
    def ask_for_copy(self) -> AskForCopy:
        """Ask for a copy of a recording for somebody outside."""
        return AskForCopy(self.ledger, self.clock)

    @property
    def hand_out_copy(self) -> HandOutCopy:
        """Hand out such a copy, on record."""
        return HandOutCopy(self.ledger, self.blobs, self.clock)

    @property
    def serve(self) -> ServeDocument:
        """Hand documents over, on record."""
        return ServeDocument(self.ledger, self.clock)

    @property
    def review(self) -> ReviewCase:
        """Apply for a review, and accept it."""
        return ReviewCase(self.ledger, self.clock, self.timetable.limits, self.timetable.calendar)

    @property
    def conclude_review(self) -> ConcludeReview:
        """Conclude a review."""
        return ConcludeReview(self.ledger, self.clock, self.print_paper)

    @property
    def sign_review(self) -> SignReview:
        """Conclude a review, with the codes of two devices."""
        return SignReview(self.conclude_review, self.second_factors)

    @property
    def mediate(self) -> Mediate:
        """Mediate about damages."""
        return Mediate(self.ledger, self.clock, self.timetable.limits, self.timetable.calendar)

    @property
    def recuse(self) -> Recuse:
        """Stand aside, or be asked to."""
        return Recuse(self.ledger, self.clock)

    @property
    def verify_document(self) -> VerifyDocument:
        """Tell anybody whether a document is genuine."""
        return VerifyDocument(self.ledger, self.press, self.clock)
