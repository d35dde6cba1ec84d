"""One accident told in full: at a demo junction, B ran into the rear of A at the red light.

Every builder returns a complete, valid value; what a test is about it changes with
`dataclasses.replace`. Moments are counted from NOON.
"""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from accident_service.casefile.analysis import BlobRef
from accident_service.casefile.case import Case
from accident_service.casefile.decision import DecisionKind, Officer, OfficerDecision, PartyGrade
from accident_service.casefile.own_recording import OwnRecording
from accident_service.casefile.party_tracks import PartyTracks
from accident_service.errors import NoFootage
from accident_service.footage.clip import SealedClip
from accident_service.footage.search import ClipRequest
from accident_service.liability.grade import Grade
from accident_service.quantities.identifiers import (
    CameraId,
    CaseId,
    ClipId,
    OfficerId,
    SiteId,
    TrackId,
    UnitId,
)
from accident_service.quantities.uncertainty import Estimate
from accident_service.reports.eligibility import ScreeningAnswers, route
from accident_service.reports.party import Insurance, Party, PartyLetter, Vehicle
from accident_service.reports.place import CoordinateSystem, ReportedCoordinates, ReportedPlace
from accident_service.reports.report import AccidentReport
from accident_service.reports.statement import Circumstance, Statement
from tests.fakes.measured import analysis_record, proposal

NOON = datetime(2026, 3, 2, 4, 0, tzinfo=UTC)  # twelve o'clock in China
SITE = SiteId("demo-junction")
CAMERA = CameraId("north-mast")
PHONE_A, PHONE_B = "13800000001", "13800000002"
TRACK_A, TRACK_B = TrackId("V1"), TrackId("V2")


def party_a() -> Party:
    """The driver who reported: standing at the red light, struck from behind."""
    return Party(
        letter=PartyLetter.A,
        name="甲某",
        phone=PHONE_A,
        identity_no="220302199001010018",
        vehicle=Vehicle(plate="吉C12345", vehicle_class="car", colour="white"),
        insurance=Insurance(insurer="PICC", policy_no="PDZA202622030000000001"),
    )


def party_b() -> Party:
    """The driver behind."""
    return Party(
        letter=PartyLetter.B,
        name="乙某",
        phone=PHONE_B,
        identity_no="22030219850615002X",
        vehicle=Vehicle(plate="吉CD06789", vehicle_class="suv", colour="black"),
        insurance=Insurance(insurer="CPIC", policy_no="ACHA202622030000000002"),
    )


def statement_a() -> Statement:
    """A stood, and was struck at the rear."""
    return Statement(
        letter=PartyLetter.A,
        circumstance=Circumstance.STANDING,
        damage_clock=6,
        words="等红灯时被后车追尾。",
        applies_for_online_determination=True,
        consents_to_electronic_service=True,
        given_at=NOON + timedelta(minutes=6),
    )


def statement_b() -> Statement:
    """B went straight on, and struck with the front."""
    return Statement(
        letter=PartyLetter.B,
        circumstance=Circumstance.GOING_STRAIGHT,
        damage_clock=12,
        words="前车突然停车，来不及刹车。",
        applies_for_online_determination=True,
        consents_to_electronic_service=True,
        given_at=NOON + timedelta(minutes=15),
    )


def report(key: str = "submission-1") -> AccidentReport:
    """What A filed six minutes after it happened; `key` tells two reports apart."""
    return AccidentReport(
        submission_key=key,
        place=ReportedPlace(
            words="中央路与北路交叉口",
            site=SITE,
            coordinates=ReportedCoordinates(
                latitude_deg=43.1701,
                longitude_deg=124.3503,
                system=CoordinateSystem.GCJ02,
                accuracy_m=12.0,
            ),
        ),
        occurred_at=NOON,
        time_doubt_s=60.0,
        weather="clear",
        answers=ScreeningAnswers(),
        routing=route(ScreeningAnswers()),
        reporter=party_a(),
        statement=statement_a(),
        filed_at=NOON + timedelta(minutes=6),
    )


def clip_request() -> ClipRequest:
    """The recording to ask the north mast's camera for."""
    return ClipRequest(
        camera=CAMERA,
        from_at=NOON - timedelta(seconds=68),
        to_at=NOON + timedelta(seconds=68),
        reason_zh="拍摄范围覆盖事故可能地点的100%",
        reason_en="covers 100 % of where it may have happened",
        rank=1,
    )


def sealed_clip() -> SealedClip:
    """That recording, fetched."""
    return SealedClip(
        id=ClipId("north-mast-0011223344556677"),
        camera=CAMERA,
        source_key="north-mast",
        from_at=NOON - timedelta(seconds=70),
        to_at=NOON + timedelta(seconds=70),
        sha256="0011223344556677" * 4,
        size_bytes=412_345,
        fetched_at=NOON + timedelta(minutes=7),
        clock_offset_s=Estimate(1.4, 0.2),
    )


def officer() -> Officer:
    """A traffic officer qualified for the simple procedure."""
    return Officer(
        id=OfficerId("officer-1"),
        name="丙某",
        police_no="220301",
        unit=UnitId("2203020001"),
        unit_name="示例市公安局交通警察支队一大队",
        may_decide_simple_procedure=True,
    )


def decision() -> OfficerDecision:
    """The officer confirms: B bears full responsibility."""
    return OfficerDecision(
        kind=DecisionKind.CONFIRM,
        officer=officer(),
        decided_at=NOON + timedelta(minutes=30),
        proposal_revision=1,
        grades=(
            PartyGrade(letter=PartyLetter.A, grade=Grade.NONE),
            PartyGrade(letter=PartyLetter.B, grade=Grade.FULL),
        ),
        rule_code="R01",
        provisions=("RTSL-43",),
        reason="",
    )


def reported_case(name: str = "1") -> Case:
    """As filed; `name` tells two cases apart in every unique field."""
    opened = Case.opened(CaseId(f"case-{name}"), f"BCDF{name:0>4}", report(f"submission-{name}"))
    return replace(opened, site=SITE)


def case_with_clip_requests(name: str = "1") -> Case:
    """The cameras to ask are known."""
    return reported_case(name).with_clip_requests(SITE, (clip_request(),))


def case_with_clips(name: str = "1") -> Case:
    """The recording is sealed."""
    return case_with_clip_requests(name).with_clips((sealed_clip(),))


def reconstructed_case(name: str = "1") -> Case:
    """The contact is measured; B has not joined."""
    return case_with_clips(name).with_analyses((analysis_record(sealed_clip().id),))


def proposed_case(name: str = "1") -> Case:
    """Both parties have applied, are matched to their vehicles, and B is proposed in full."""
    joined = reconstructed_case(name).joined_by(party_b(), statement_b())
    matched = PartyTracks(track_a=TRACK_A, track_b=TRACK_B, matched_by="statements")
    return joined.with_party_tracks(matched).with_proposal(proposal())


def handed_over_case(name: str = "1") -> Case:
    """No camera could have seen it; an officer takes over."""
    return reported_case(name).handed_to_officer(NoFootage("none of 3 cameras sees the place"))


def decided_case(name: str = "1") -> Case:
    """Confirmed by the officer, waiting for its document."""
    return proposed_case(name).decided_by(decision())


def own_recording(letter: PartyLetter = PartyLetter.A) -> OwnRecording:
    """What that party's own camera recorded."""
    name = {PartyLetter.A: "a", PartyLetter.B: "b"}[letter] * 32
    return OwnRecording(
        id=name,
        letter=letter,
        original=BlobRef(sha256=name * 2, size_bytes=48_000_000, media_type="video/mp4"),
        sm3="0" * 64,
        received_at=NOON,
        consented_at=NOON,
        width_px=1920,
        height_px=1080,
        codec="h264",
        duration_s=61.5,
    )
