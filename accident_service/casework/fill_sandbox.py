"""Made-up accidents for insurers who try the API out: one for every status and every division.

They are kept in a ledger of their own, printed by the real press under keys of the sandbox, and
every page says that it is a sample. Nobody in them exists; the identity numbers are the
published examples of GB 11643.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from accident_service.casefile.case import Case
from accident_service.casefile.determination import (
    CitedProvision,
    Determination,
    DeterminationStatus,
    DeterminedParty,
)
from accident_service.casework.door_ports import InsurerClient
from accident_service.casework.ports import BlobStore, Clock, DocumentPress, Ledger, UnitOfWork
from accident_service.casework.print_paper import JOSE, PDF
from accident_service.liability.grade import Grade
from accident_service.quantities.identifiers import CaseId, DeterminationNumber, InsurerId
from accident_service.reports.eligibility import ScreeningAnswers
from accident_service.reports.forms import read_report
from accident_service.reports.insurers import OTHER
from accident_service.reports.party import PartyLetter

SANDBOX = "SANDBOX"  # the insurer of every sample's party A, or B
UNIT_NAME = "样本大队 Sample unit"
IDENTITY_NUMBERS = ("11010519491231002X", "34052419800101001X")


@dataclass(frozen=True, slots=True)
class Sample:
    """One made-up accident: who bears what, and how the document stands."""

    grades: tuple[Grade, Grade]
    status: DeterminationStatus
    covered: PartyLetter = PartyLetter.A
    version: int = 1


SAMPLES: tuple[Sample, ...] = (
    Sample((Grade.NONE, Grade.FULL), DeterminationStatus.ISSUED),
    Sample((Grade.FULL, Grade.NONE), DeterminationStatus.SERVED),
    Sample((Grade.EQUAL, Grade.EQUAL), DeterminationStatus.SERVED),
    Sample((Grade.PRIMARY, Grade.SECONDARY), DeterminationStatus.UNDER_REVIEW, PartyLetter.B),
    Sample((Grade.FULL, Grade.NONE), DeterminationStatus.REVOKED),
    Sample((Grade.FULL, Grade.NONE), DeterminationStatus.REPLACED),
    Sample((Grade.PRIMARY, Grade.SECONDARY), DeterminationStatus.SERVED, version=2),
)


def sandbox_client(client_id: str, scopes: frozenset[str]) -> InsurerClient:
    """A client that sees samples, and nothing else."""
    return InsurerClient(
        client_id=client_id,
        insurer=InsurerId(SANDBOX),
        insurer_code=SANDBOX,
        scopes=scopes,
        sandbox=True,
    )


@dataclass(frozen=True, slots=True)
class FillSandbox:
    """Print the samples and keep them, once."""

    ledger: Ledger
    blobs: BlobStore
    press: DocumentPress
    clock: Clock

    def __call__(self) -> int:
        """How many there are; made anew only where there are none."""
        now = self.clock.now().replace(microsecond=0)
        with self.ledger.transaction() as work:
            if work.cases.with_submission_key(_key(1)) is not None:
                return len(SAMPLES)
            case: Case | None = None
            for index, sample in enumerate(SAMPLES, start=1):
                issued_at = now - timedelta(days=len(SAMPLES) - index, hours=2)
                if sample.version == 1 or case is None:
                    case = _case(index, issued_at - timedelta(hours=1))
                    work.cases.add(case)
                self._issue(work, _determination(index, sample, case, issued_at))
        return len(SAMPLES)

    def _issue(self, work: UnitOfWork, determination: Determination) -> None:
        pdf = self.blobs.put_bytes(self.press.pdf(determination), PDF)
        signed = self.press.signed_json(determination, pdf_sha256=pdf.sha256)
        work.determinations.add(determination, pdf, self.blobs.put_bytes(signed, JOSE))


def _key(index: int) -> str:
    return f"sandbox-sample-{index:04d}"


def _case(index: int, occurred_at: datetime) -> Case:
    no_to_all = dict.fromkeys(ScreeningAnswers.__dataclass_fields__, "no")
    fields = no_to_all | {
        "submission_key": _key(index),
        "place_words": "样本路与示例街交叉口",
        "occurred_at": occurred_at.isoformat(),
        "weather": "clear",
        "name": "样甲",
        "phone": "13800000001",
        "identity_no": IDENTITY_NUMBERS[0],
        "plate": f"京A{index:05d}",
        "vehicle_class": "car",
        "colour": "white",
        "insurer": OTHER.code,
        "policy_no": f"SAMPLE-{index:06d}",
        "circumstance": "standing",
        "damage_clock": "6",
        "joint_application": "yes",
        "electronic_service": "yes",
    }
    report = read_report(fields, filed_at=occurred_at + timedelta(minutes=5))
    return Case.opened(CaseId(_key(index)), f"SMPL{index:04d}", report)


def _determination(index: int, sample: Sample, case: Case, issued_at: datetime) -> Determination:
    return Determination(
        number=DeterminationNumber(f"SAMPLE-{issued_at.year}-{index:06d}"),
        verification_code=f"{index:08X}",
        version=sample.version,
        case=case.id,
        tracking_code=case.tracking_code,
        status=sample.status,
        unit_name=UNIT_NAME,
        officer_name="样本民警",
        officer_police_no="000000",
        issued_at=issued_at,
        occurred_at=case.report.occurred_at,
        place="样本路与示例街交叉口",
        place_en="Sample Road and Example Street",
        weather="clear",
        accident_form_zh="追尾碰撞",
        accident_form_en="rear-end collision",
        parties=_parties(index, sample),
        facts_zh="样本：甲车与乙车追尾，未发生过此事故。据当事人报称，造成车辆损失，无人员伤亡。",
        facts_en="Sample: cars A and B collided; this accident never happened."
        " The parties reported damage to the vehicles and no injury.",
        cause_zh="样本：未与前车保持安全距离。",
        cause_en="Sample: no safe distance was kept.",
        provisions=(CitedProvision(key="RTSL-43", zh="保持安全距离", en="Keep a safe distance"),),
        evidence=(),
        versions=(("sample", "1"),),
        rights_zh="样本文书，无法律效力。",
        rights_en="A sample of no legal effect.",
    )


def _parties(index: int, sample: Sample) -> tuple[DeterminedParty, ...]:
    return (
        _party(PartyLetter.A, index, sample, ("车尾", "rear")),
        _party(PartyLetter.B, index, sample, ("车头正面", "front")),
    )


def _party(
    letter: PartyLetter, index: int, sample: Sample, part: tuple[str, str]
) -> DeterminedParty:
    first = letter is PartyLetter.A
    return DeterminedParty(
        letter=letter,
        name="样甲" if first else "样乙",
        identity_no=IDENTITY_NUMBERS[0 if first else 1],
        phone="10000000001" if first else "10000000002",
        vehicle_class="car",
        plate=f"京{letter}{index:04d}I",  # no plate is issued with this letter, nor such a phone
        insurer=SANDBOX if letter is sample.covered else OTHER.code,
        policy_no=f"SAMPLE-{letter}-{index:06d}",
        contact_part_zh=part[0],
        contact_part_en=part[1],
        grade=sample.grades[0 if first else 1],
    )
