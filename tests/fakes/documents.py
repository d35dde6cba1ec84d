"""The example's determination, as it would be drawn up."""

from datetime import timedelta

from accident_service.casefile.agreement import Agreement, PartySignature
from accident_service.casefile.certificate import AccidentCertificate
from accident_service.casefile.determination import (
    CitedProvision,
    Determination,
    DeterminationStatus,
    DeterminedParty,
    EvidenceItem,
)
from accident_service.casefile.on_paper import named_party
from accident_service.casefile.review_conclusion import (
    OfficerSignature,
    ReviewConclusion,
    ReviewedKind,
    ReviewOutcome,
)
from accident_service.liability.grade import Grade
from accident_service.quantities.identifiers import (
    CaseId,
    DeterminationNumber,
    DocumentNumber,
    OfficerId,
)
from accident_service.reports.party import Party, PartyLetter
from tests.fakes import examples

NUMBER = DeterminationNumber("2203020001-2026-000001")


def determined_party(party: Party, *, part: tuple[str, str], grade: Grade) -> DeterminedParty:
    """A party as the document names them."""
    return DeterminedParty(
        letter=party.letter,
        name=party.name,
        identity_no=party.identity_no,
        phone=party.phone,
        vehicle_class=party.vehicle.vehicle_class,
        plate=party.vehicle.plate,
        insurer=party.insurance.insurer,
        policy_no=party.insurance.policy_no,
        contact_part_zh=part[0],
        contact_part_en=part[1],
        grade=grade,
    )


def determination(
    number: DeterminationNumber = NUMBER,
    *,
    case: CaseId | None = None,
    version: int = 1,
    status: DeterminationStatus = DeterminationStatus.ISSUED,
) -> Determination:
    """B is determined to bear full responsibility."""
    decided = examples.decided_case()
    return Determination(
        number=number,
        verification_code="0A1B2C3D",
        version=version,
        case=case or decided.id,
        tracking_code=decided.tracking_code,
        status=status,
        unit_name=examples.officer().unit_name,
        officer_name=examples.officer().name,
        officer_police_no=examples.officer().police_no,
        issued_at=examples.NOON + timedelta(minutes=31),
        occurred_at=examples.NOON,
        place="中央路与北路交叉口",
        place_en="Central Road and North Road",
        weather="clear",
        accident_form_zh="追尾碰撞",
        accident_form_en="rear-end collision",
        parties=(
            determined_party(examples.party_a(), part=("车尾", "rear"), grade=Grade.NONE),
            determined_party(examples.party_b(), part=("车头正面", "front"), grade=Grade.FULL),
        ),
        facts_zh="乙某驾驶小型越野客车与前方静止的小型轿车追尾。",
        facts_en="Party B ran into the rear of the standing car of party A.",
        cause_zh="乙某未与前车保持安全距离。",
        cause_en="Party B did not keep a safe distance.",
        provisions=(CitedProvision(key="RTSL-43", zh="保持安全距离", en="Keep a safe distance"),),
        evidence=(
            EvidenceItem(
                what_zh="北桅杆录像", what_en="North mast recording", sha256="0011223344556677" * 4
            ),
        ),
        versions=(("code", "0.1.0"),),
        rights_zh="可以自收到之日起三个工作日内申请复核。",
        rights_en="Review may be asked for within three working days of receipt.",
    )


CERTIFICATE_NUMBER = DocumentNumber("2203020001-2026-C000001")
AGREEMENT_NUMBER = DocumentNumber("2203020001-2026-A000001")
CONCLUSION_NUMBER = DocumentNumber("2203000001-2026-R000001")


def certificate(number: DocumentNumber = CERTIFICATE_NUMBER) -> AccidentCertificate:
    """The same accident, had nobody been able to tell who stood."""
    told = determination()
    return AccidentCertificate(
        number=number,
        verification_code="1B2C3D4E",
        version=1,
        case=told.case,
        tracking_code=told.tracking_code,
        status=DeterminationStatus.ISSUED,
        unit_name=told.unit_name,
        officer_name=told.officer_name,
        officer_police_no=told.officer_police_no,
        issued_at=told.issued_at,
        occurred_at=told.occurred_at,
        place=told.place,
        place_en=told.place_en,
        weather=told.weather,
        parties=tuple(
            named_party(examples.decided_case(), party)
            for party in (examples.party_a(), examples.party_b())
        ),
        found_zh="两车在中央路与北路交叉口发生接触。",
        found_en="The two cars touched at Central Road and North Road.",
        officer_found="双方车辆接触部位与陈述一致。",
        not_established="录像被遮挡，无法查明事发时双方车辆是否行驶。",
        evidence=told.evidence,
        versions=told.versions,
        rights_zh=told.rights_zh,
        rights_en=told.rights_en,
    )


def agreement(number: DocumentNumber = AGREEMENT_NUMBER) -> Agreement:
    """The same accident, had the two drivers settled it."""
    told = determination()
    return Agreement(
        number=number,
        verification_code="2C3D4E5F",
        case=told.case,
        tracking_code=told.tracking_code,
        agreed_at=told.issued_at,
        occurred_at=told.occurred_at,
        place=told.place,
        place_en=told.place_en,
        weather=told.weather,
        accident_form_zh=told.accident_form_zh,
        accident_form_en=told.accident_form_en,
        parties=told.parties,
        facts="乙方车辆追尾前方停车等候的甲方车辆。",
        signatures=tuple(
            PartySignature(
                letter=party.letter, name=party.name, phone=party.phone, signed_at=told.issued_at
            )
            for party in told.parties
        ),
    )


def review_conclusion(number: DocumentNumber = CONCLUSION_NUMBER) -> ReviewConclusion:
    """Two officers of the higher unit uphold the determination."""
    told, signed_at = determination(), examples.NOON + timedelta(days=10)
    return ReviewConclusion(
        number=number,
        verification_code="3D4E5F60",
        case=told.case,
        tracking_code=told.tracking_code,
        unit_name="示例市公安局交通警察支队",
        reviewed=DocumentNumber(told.number),
        reviewed_kind=ReviewedKind.DETERMINATION,
        reviewed_unit_name=told.unit_name,
        reviewed_issued_at=told.issued_at,
        occurred_at=told.occurred_at,
        place=told.place,
        place_en=told.place_en,
        parties=certificate().parties,
        applicant=PartyLetter.B,
        request="请求撤销原认定，重新认定责任。",
        reasons="前车无故急停，原认定未予考虑。",
        main_evidence="本人行车记录仪录像。",
        applied_at=examples.NOON + timedelta(days=1),
        accepted_at=examples.NOON + timedelta(days=1),
        outcome=ReviewOutcome.UPHOLD,
        grounds=(),
        findings="经核对录像，前车停车系等候信号灯。",
        corrections="",
        officers=tuple(
            OfficerSignature(
                officer=OfficerId(f"reviewer-{number}"),
                name=name,
                police_no=f"22030{number}",
                signed_at=signed_at,
            )
            for number, name in ((1, "丁某"), (2, "戊某"))
        ),
        concluded_at=signed_at,
    )
