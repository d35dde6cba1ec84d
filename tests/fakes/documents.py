"""The example's determination, as it would be drawn up."""

from datetime import timedelta

from accident_service.casefile.determination import (
    CitedProvision,
    Determination,
    DeterminationStatus,
    DeterminedParty,
    EvidenceItem,
)
from accident_service.liability.grade import Grade
from accident_service.quantities.identifiers import CaseId, DeterminationNumber
from accident_service.reports.party import Party
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
