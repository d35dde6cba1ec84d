"""One record of every kind of document, all of the same accident."""

from dataclasses import asdict
from datetime import timedelta

from accident_service.casefile.agreement import Agreement, PartySignature
from accident_service.casefile.certificate import AccidentCertificate
from accident_service.casefile.determination import Determination, DeterminationStatus, NamedParty
from accident_service.casefile.masking import IssuedDocument
from accident_service.casefile.mediation import (
    Mediation,
    MediationEnd,
    MediationResult,
    MediationWish,
)
from accident_service.casefile.mediation_paper import MediationPaper
from accident_service.casefile.review_conclusion import (
    OfficerSignature,
    ReviewConclusion,
    ReviewedKind,
    ReviewGround,
    ReviewOutcome,
)
from accident_service.casefile.rights import CERTIFICATE_RIGHTS_ZH
from accident_service.casefile.service import (
    Receipt,
    ServedKind,
    ServiceMethod,
    ServiceRecord,
    ServingOfficer,
)
from accident_service.casefile.service_receipt import ServiceReceipt
from accident_service.quantities.identifiers import DocumentNumber, OfficerId
from accident_service.reports.party import PartyLetter
from tests.fakes import examples
from tests.unit.casefile.drawn_up import drawn_up

SERVED_AT = examples.NOON + timedelta(days=1)
ASKED_AT = examples.NOON + timedelta(days=2)


def number(index: int) -> DocumentNumber:
    """A document number of the example's unit."""
    return DocumentNumber(f"2203020001-2026-{index:06d}")


def named(determination: Determination) -> tuple[NamedParty, ...]:
    """Its parties without their grades."""
    rows = [asdict(party) for party in determination.parties]
    return tuple(
        NamedParty(**{key: value for key, value in row.items() if key != "grade"}) for row in rows
    )


def certificate() -> AccidentCertificate:
    """Nobody can tell who had the green light."""
    of = drawn_up()
    return AccidentCertificate(
        number=number(2),
        verification_code="4C11D0AA",
        version=1,
        case=of.case,
        tracking_code=of.tracking_code,
        status=DeterminationStatus.ISSUED,
        unit_name=of.unit_name,
        officer_name=of.officer_name,
        officer_police_no=of.officer_police_no,
        issued_at=of.issued_at,
        occurred_at=of.occurred_at,
        place=of.place,
        place_en=of.place_en,
        weather=of.weather,
        parties=named(of),
        found_zh=of.facts_zh,
        found_en=of.facts_en,
        officer_found="现场未留有可供查证的痕迹，走访周边商铺，无人目击事故经过。",
        not_established=(
            "事发时路口信号灯的灯色无法查证：信号控制机当日无运行记录，监控录像未拍摄到灯面，"
            "双方陈述相互矛盾，无其他证据证实。"
        ),
        evidence=of.evidence,
        versions=of.versions,
        rights_zh=CERTIFICATE_RIGHTS_ZH,
        rights_en=of.rights_en,
    )


def agreement() -> Agreement:
    """Both say that B ran into A."""
    of = drawn_up()
    return Agreement(
        number=number(3),
        verification_code="7E20B6F1",
        case=of.case,
        tracking_code=of.tracking_code,
        agreed_at=examples.NOON + timedelta(minutes=20),
        occurred_at=of.occurred_at,
        place=of.place,
        place_en=of.place_en,
        weather=of.weather,
        accident_form_zh=of.accident_form_zh,
        accident_form_en=of.accident_form_en,
        parties=of.parties,
        facts="甲方在路口停车等候放行，乙方由后方同向驶来，车头碰撞甲方车尾。双方对经过无争议。",
        signatures=tuple(
            PartySignature(
                letter=party.letter,
                name=party.name,
                phone=party.phone,
                signed_at=examples.NOON + timedelta(minutes=18 + index),
            )
            for index, party in enumerate(of.parties)
        ),
    )


def review_conclusion(outcome: ReviewOutcome = ReviewOutcome.REDETERMINE) -> ReviewConclusion:
    """Two officers of the higher unit find the facts unclear."""
    of = drawn_up()
    again = outcome is ReviewOutcome.REDETERMINE
    return ReviewConclusion(
        number=number(4),
        verification_code="19D3C0E8",
        case=of.case,
        tracking_code=of.tracking_code,
        unit_name="示例市公安局交通警察支队",
        reviewed=DocumentNumber(of.number),
        reviewed_kind=ReviewedKind.DETERMINATION,
        reviewed_unit_name=of.unit_name,
        reviewed_issued_at=of.issued_at,
        occurred_at=of.occurred_at,
        place=of.place,
        place_en=of.place_en,
        parties=named(of),
        applicant=PartyLetter.B,
        request="请求撤销原认定，重新划分责任。",
        reasons="甲方车辆在接触前有后溜，原认定未予审查。",
        main_evidence="行车记录仪录像一段。",
        applied_at=ASKED_AT,
        accepted_at=ASKED_AT,
        outcome=outcome,
        grounds=(ReviewGround.FACTS_UNCLEAR, ReviewGround.EVIDENCE_INSUFFICIENT) if again else (),
        findings="经审查录像测量结果及行车记录仪录像，甲方车辆接触前是否后溜，原认定未作查证。",
        corrections="" if again else "原认定书将“北路”误写为“南路”，予以补正。",
        officers=(
            OfficerSignature(
                officer=OfficerId("officer-8"), name="丁某", police_no="220108", signed_at=ASKED_AT
            ),
            OfficerSignature(
                officer=OfficerId("officer-9"), name="戊某", police_no="220109", signed_at=ASKED_AT
            ),
        ),
        concluded_at=ASKED_AT + timedelta(days=20),
    )


def service_receipt() -> ServiceReceipt:
    """A opened it on the phone; B would not sign for it."""
    of = drawn_up()
    document = DocumentNumber(of.number)
    officer = ServingOfficer(
        officer=OfficerId("officer-1"), name=of.officer_name, police_no=of.officer_police_no
    )
    return ServiceReceipt(
        document=document,
        kind=ServedKind.DETERMINATION,
        verification_code=of.verification_code,
        case=of.case,
        tracking_code=of.tracking_code,
        unit_name=of.unit_name,
        occurred_at=of.occurred_at,
        place=of.place,
        place_en=of.place_en,
        parties=named(of),
        records=(
            ServiceRecord(
                document=document,
                kind=ServedKind.DETERMINATION,
                letter=PartyLetter.A,
                method=ServiceMethod.ELECTRONIC,
                delivered_at=of.issued_at,
                consented_at=examples.NOON + timedelta(minutes=6),
                opened_at=of.issued_at + timedelta(minutes=3),
                acknowledged_at=of.issued_at + timedelta(minutes=4),
            ),
            ServiceRecord(
                document=document,
                kind=ServedKind.DETERMINATION,
                letter=PartyLetter.B,
                method=ServiceMethod.IN_PERSON,
                delivered_at=SERVED_AT,
                receipt=Receipt.REFUSED_TO_SIGN,
                note="乙方认为责任划分不公，当场拒绝签名，文书已留置送达。",
                served_by=officer,
            ),
        ),
        drawn_up_at=SERVED_AT + timedelta(minutes=5),
    )


def mediation(end: MediationEnd | None = None) -> MediationPaper:
    """Both ask for it; with an end, how it came out."""
    of = drawn_up()
    terms = "乙方赔偿甲方车辆维修费人民币1800元，由其交强险承保公司支付，自签名之日起十日内付清。"
    asked = Mediation(
        document=DocumentNumber(of.number),
        wishes=tuple(
            MediationWish(letter=party.letter, name=party.name, asked_at=ASKED_AT)
            for party in of.parties
        ),
    )
    result = None
    if end is not None:
        result = MediationResult(
            end=end,
            terms=terms if end is MediationEnd.AGREED else "双方对维修费数额分歧较大。",
            officer=OfficerId("officer-1"),
            officer_name=of.officer_name,
            noted_at=ASKED_AT + timedelta(days=3),
        )
    return MediationPaper(
        verification_code=of.verification_code,
        case=of.case,
        tracking_code=of.tracking_code,
        unit_name=of.unit_name,
        occurred_at=of.occurred_at,
        place=of.place,
        place_en=of.place_en,
        parties=named(of),
        mediation=asked if result is None else asked.ended(result),
        drawn_up_at=ASKED_AT if result is None else result.noted_at,
    )


def one_of_each() -> dict[str, IssuedDocument]:
    """Every kind by its name."""
    return {
        "determination": drawn_up(),
        "certificate": certificate(),
        "agreement": agreement(),
        "review-conclusion": review_conclusion(),
        "service-receipt": service_receipt(),
        "mediation-request": mediation(),
        "mediation-record": mediation(MediationEnd.AGREED),
    }
