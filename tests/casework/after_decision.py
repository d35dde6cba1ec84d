"""A desk after the officer's act: a case issued and served, on fakes, ready to be gone on with."""

from dataclasses import dataclass, field, replace
from datetime import timedelta

from accident_service.casefile.case import Case
from accident_service.casefile.decide import countersigned
from accident_service.casefile.decision import (
    DecisionKind,
    DecisionRequest,
    Officer,
)
from accident_service.casefile.determination import DeterminationStatus
from accident_service.casefile.four_eyes import waiting
from accident_service.casefile.proceedings import Proceedings
from accident_service.casefile.review_conclusion import ReviewOutcome
from accident_service.casefile.stage import Stage
from accident_service.casework.casework import Casework
from accident_service.casework.decide_case import carry_out
from accident_service.casework.document_in_force import InForce, in_force
from accident_service.casework.issue_determination import IssueDetermination
from accident_service.casework.ports import Step
from accident_service.casework.review_case import ReviewWish
from accident_service.casework.worker_step import WorkerStep
from accident_service.quantities.identifiers import (
    CaseId,
    DeterminationNumber,
    DocumentNumber,
    OfficerId,
)
from accident_service.reports.party import PartyLetter
from tests.fakes import examples
from tests.fakes.analysis import FakeProvisions
from tests.fakes.casework import FakeWorld
from tests.unit.casefile import reviews

A, B = PartyLetter.A, PartyLetter.B
DAY = timedelta(days=1)
NUMBER = DocumentNumber("2203020001-2026-000001")
WISH = ReviewWish(
    request="请求撤销原认定，重新认定责任。",
    reasons="前车无故急停，原认定未予考虑。",
    main_evidence="本人行车记录仪录像。",
)
STANDS = "复核所指录像已重新核对，原责任划分仍然成立。"
CERTIFY = DecisionRequest(
    kind=DecisionKind.CERTIFY,
    seen_version=0,
    found="双方车辆在路口内发生接触。",
    reason="录像被遮挡，双方陈述相反，无法查明。",
)


def deciding_officer() -> Officer:
    """The example's officer, whose higher unit is on record."""
    return replace(
        examples.officer(),
        higher_unit=reviews.HIGHER_UNIT,
        higher_unit_name="示例市公安局交通警察支队",
    )


COLLEAGUE = replace(deciding_officer(), id=OfficerId("colleague"), name="己某", police_no="220302")
FIRST, SECOND = reviews.reviewer("reviewer-1"), reviews.reviewer("reviewer-2")


@dataclass(slots=True)
class Desk:
    """One case and everybody who may act in it."""

    world: FakeWorld = field(default_factory=FakeWorld)
    case_id: CaseId = examples.decided_case().id
    casework: Casework = field(init=False)

    def __post_init__(self) -> None:
        self.casework = self.world.casework()

    def put(self, case: Case) -> None:
        """Keep the case."""
        with self.world.ledger.transaction() as work:
            work.cases.add(case)

    def decide(self, request: DecisionRequest, officer: Officer | None = None) -> Case:
        """The officer acts on what is on the screen now; a colleague signs too where one must."""
        seen = replace(request, seen_version=self.case.version)
        case = self.casework.decide_case(self.case_id, seen, officer or deciding_officer())
        return case if waiting(case) is None else self.countersign()

    def countersign(self) -> Case:
        """A colleague of the unit signs what waits."""
        with self.world.ledger.transaction() as work:
            case = work.cases.load(self.case_id)
            decision = countersigned(case, COLLEAGUE, self.world.clock.now())
            return carry_out(work, case, work.proceedings.load(self.case_id), decision)

    def confirm(self, reason: str = "") -> None:
        """The officer confirms the proposal."""
        self.decide(DecisionRequest(kind=DecisionKind.CONFIRM, seen_version=0, reason=reason))

    def issue(self) -> None:
        """A worker draws up the document that waits."""
        world = self.world
        work = IssueDetermination(
            world.press, world.blobs, FakeProvisions(), world.sites, world.clock
        )
        WorkerStep(
            step=Step.ISSUE_DETERMINATION,
            starts_at=Stage.DECIDED,
            then=None,
            work=work,
            ledger=world.ledger,
            clock=world.clock,
        )(world.ledger.only_waiting(Step.ISSUE_DETERMINATION))

    def determined(self) -> "Desk":
        """The example's case with its determination, sent to both parties."""
        self.put(examples.proposed_case())
        self.confirm()
        self.issue()
        return self

    def certified(self) -> "Desk":
        """The example's case with a certificate, sent to both parties."""
        self.put(examples.proposed_case())
        self.decide(CERTIFY)
        self.issue()
        return self

    def served(self) -> "Desk":
        """Both parties have opened what is in force."""
        for letter in (A, B):
            self.casework.serve.opened(self.case_id, self.document.document, letter)
        return self

    def days_pass(self, days: float) -> None:
        """Let time pass."""
        self.world.clock.pass_by(days * DAY.total_seconds())

    def on_the_desk(self) -> "Desk":
        """Party B has applied for review in time, and the file has been sent up."""
        self.days_pass(1)
        self.casework.review.apply(self.case_id, B, WISH)
        self.casework.review.forward(
            self.case_id, deciding_officer(), seen_version=self.proceedings.version
        )
        return self

    def conclude(self, outcome: ReviewOutcome) -> None:
        """Two officers of the higher unit sign."""
        conclude = self.casework.conclude_review
        findings = reviews.findings(ReviewOutcome.UPHOLD)
        if outcome is ReviewOutcome.MORE_WORK:
            findings = replace(findings, outcome=outcome)
        else:
            findings = reviews.findings(outcome)
        conclude.draft(self.case_id, findings, FIRST, seen_version=self.proceedings.version)
        conclude.sign(self.case_id, SECOND, seen_version=self.proceedings.version)

    @property
    def case(self) -> Case:
        """As it is kept now."""
        with self.world.ledger.reading() as work:
            return work.cases.load(self.case_id)

    @property
    def proceedings(self) -> Proceedings:
        """As they are kept now."""
        with self.world.ledger.reading() as work:
            return work.proceedings.load(self.case_id)

    @property
    def document(self) -> InForce:
        """What is in force now."""
        with self.world.ledger.reading() as work:
            found = in_force(work, work.cases.load(self.case_id))
        if found is None:
            raise AssertionError("nothing is in force")
        return found

    def status(self) -> DeterminationStatus:
        """What a reader may rely on now."""
        return self.document.status

    def status_of_first(self) -> DeterminationStatus:
        """How the first determination stands, in force or not."""
        return self.world.ledger.tables.issued[DeterminationNumber(NUMBER)][0].status

    def verbs(self) -> list[str]:
        """What the audit chain tells of the case."""
        with self.world.ledger.reading() as work:
            return [entry.act.verb for entry in work.audit.of_case(self.case_id)]
