"""What was measured and proposed in the example: V2's front met V1's rear at 21 km/h."""

from accident_service.casefile.analysis import (
    AnalysisRecord,
    BlobRef,
    Coordinates,
    Exhibit,
    MeasuredContact,
    MeasuredVehicle,
)
from accident_service.liability.contribution import Contribution
from accident_service.liability.fact import EvidencePointer, Fact, FactKind, Facts, Truth
from accident_service.liability.finding import Finding, Reason
from accident_service.liability.grade import Grade as ProposedGrade
from accident_service.liability.proposal import Exclusion, LiabilityProposal, Strength
from accident_service.liability.second_look import (
    Counterfactual,
    Firmness,
    Flip,
    FurtherEvidence,
    Measurement,
    RuleShare,
    SecondLook,
    Supposition,
)
from accident_service.liability.thresholds import ToldThreshold
from accident_service.quantities.identifiers import ClipId, TrackId
from accident_service.quantities.uncertainty import Interval
from accident_service.reconstruction.looks import Appearance
from tests.fakes.timing import TIMING

STRUCK, STRIKING = TrackId("V1"), TrackId("V2")
CONTACT_PTS_S = 71.24


def measured_contact() -> MeasuredContact:
    """The contact, V1 struck at six o'clock and V2 at twelve."""
    return MeasuredContact(
        pts_s=CONTACT_PTS_S,
        pts_interval_s=Interval(71.20, 71.28),
        x_m=12.4,
        y_m=-3.1,
        point_sigma_m=0.15,
        closing_speed_mps=Interval(5.5, 6.1),
        coordinates=Coordinates(43.170_028, 124.350_153),
        vehicles=(
            MeasuredVehicle(
                track=STRUCK,
                vehicle_class="car",
                contact_clock=6,
                speed_before_mps=Interval(-0.1, 0.1),
                delta_v_mps=Interval(2.2, 3.4),
            ),
            MeasuredVehicle(
                track=STRIKING,
                vehicle_class="suv",
                contact_clock=12,
                speed_before_mps=Interval(5.5, 6.1),
                delta_v_mps=None,
                look=Appearance(
                    track=STRIKING,
                    colour="red",
                    colour_share=1.0,
                    plate="吉CD06789",
                    plate_share=0.6,
                    plate_width_px=41.0,
                ),
            ),
        ),
    )


def exhibit(kind: str = "still", name: str = "still-contact.png") -> Exhibit:
    """A picture of the contact; its blob is the example's `PICTURE`."""
    return Exhibit(
        kind=kind,
        name=name,
        caption_zh="接触时刻",
        caption_en="The moment of contact",
        pts_s=CONTACT_PTS_S if kind == "still" else None,
        blob=BlobRef(sha256="ab" * 32, size_bytes=9, media_type="image/png"),
    )


def analysis_record(
    clip: ClipId, *, contact: MeasuredContact | None = None, seen: bool = True
) -> AnalysisRecord:
    """The analysis of one clip; `seen` False is a clip that shows no contact."""
    return AnalysisRecord(
        clip=clip,
        contact=(contact or measured_contact()) if seen else None,
        vehicle_count=5,
        decoded_share=1.0,
        worst_leave_one_out_m=0.08,
        result=BlobRef(sha256="cd" * 32, size_bytes=20_480, media_type="application/json"),
        exhibits=(exhibit(), exhibit("plan", "plan.svg"), exhibit("speed-curve", "speeds.svg")),
        versions=(("code", "0.1.0"), ("survey", "demo-1")),
        timing=TIMING,
    )


def facts() -> Facts:
    """V2 struck the standing V1 from behind, in one lane."""
    return Facts(
        (
            Fact(
                kind=FactKind.STRUCK_WITH_FRONT,
                party=STRIKING,
                truth=Truth.TRUE,
                other=STRUCK,
                evidence=(EvidencePointer(STRIKING, CONTACT_PTS_S),),
                detector="impact-side",
                sentence_zh="车辆V2以车头接触",
                sentence_en="Vehicle V2 touched with its front",
            ),
            Fact(
                kind=FactKind.STATIONARY,
                party=STRUCK,
                truth=Truth.TRUE,
                value=Interval(-0.1, 0.1),
                unit="m/s",
                at_pts_s=Interval(66.0, 71.2),
                detector="stationary",
                sentence_zh="车辆V1接触前静止",
                sentence_en="Vehicle V1 stood before the contact",
            ),
        )
    )


def proposal() -> LiabilityProposal:
    """V2 bears full responsibility for running into V1."""
    found = facts()
    return LiabilityProposal(
        grades=((STRUCK, ProposedGrade.NONE), (STRIKING, ProposedGrade.FULL)),
        abstained=False,
        reasons=(),
        refer=(),
        rule_code="R01",
        strength=Strength.FIRM,
        findings=(
            Finding(
                rule_code="R01",
                provisions=("RTSL-43",),
                at_fault=STRIKING,
                against=STRUCK,
                relied_on=found.all,
                sentence_zh="车辆V2未与前车V1保持安全距离",
                sentence_en="Vehicle V2 did not keep a safe distance from V1 ahead",
            ),
        ),
        facts=found,
        excluded=(
            Exclusion(rule_code="R03", zh="车辆V1未倒车", en="Vehicle V1 was not reversing"),
        ),
        rulebook_version="2026.03",
        rule_pack="national",
        rule_pack_version="2026.1",
        thresholds=(
            ToldThreshold(
                name="moving_forward_mps",
                value=0.3,
                source="design",
                why_zh="低于此速度无法与静止区分",
                why_en="slower than this cannot be told from standing",
            ),
        ),
        contributions=(contribution(),),
        second_look=second_look(),
    )


def contribution() -> Contribution:
    """V2 was above the limit as well."""
    return Contribution(
        code="C01",
        party=STRIKING,
        truth=Truth.TRUE,
        provisions=("RTSL-42",),
        relied_on=(),
        sentence_zh="车辆V2超速行驶",
        sentence_en="Vehicle V2 was above the limit",
    )


def second_look() -> SecondLook:
    """Firm but for one measurement, avoidable by braking, and one thing missing."""
    return SecondLook(
        firmness=Firmness(
            worlds=80,
            same_share=0.9875,
            rules=(
                RuleShare(rule_code="R01", at_fault=STRIKING, share=0.9875),
                RuleShare(rule_code="R20", at_fault=STRUCK, share=0.0125),
            ),
        ),
        flips=(Flip(measurement=Measurement.SPEED, party=STRUCK, sigmas=-2.0, instead=()),),
        counterfactuals=(
            Counterfactual(
                supposed=Supposition.BRAKED,
                party=STRIKING,
                gap_m=Interval(3.1, 4.4),
                avoided=Truth.TRUE,
                sentence_zh="假设车辆V2及时制动，两车最近距离为[3.10, 4.40]米，不会接触",
                sentence_en="Had vehicle V2 braked 1.5 s after the danger showed, the gap would"
                " have been [3.10, 4.40] m: no contact",
            ),
        ),
        further_evidence=(
            FurtherEvidence(
                code="vehicle-record",
                zh="车载事件数据记录或者卫星定位记录",
                en="the vehicle's event data or positioning record",
            ),
        ),
    )


def abstention() -> LiabilityProposal:
    """The machine cannot tell, and says why."""
    return LiabilityProposal(
        grades=(),
        abstained=True,
        reasons=(
            Reason(
                code="order-of-arrival",
                zh="无法确定谁先进入路口",
                en="It cannot be told who entered first",
            ),
        ),
        refer=(),
        rule_code="R90",
        strength=Strength.LIMITED,
        findings=(),
        facts=facts(),
        excluded=(),
        rulebook_version="2026.03",
    )
