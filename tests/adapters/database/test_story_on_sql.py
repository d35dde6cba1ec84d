"""One case from report to insurer on the SQL ledger, bell by bell."""

from dataclasses import dataclass

import pytest

from accident_service.adapters.database.attempt_steps import AttemptSteps
from accident_service.adapters.database.insurer_clients import SqlInsurerClients
from accident_service.adapters.database.ledger import SqlLedger
from accident_service.adapters.database.outbox import Outbox
from accident_service.casefile.case import Case
from accident_service.casefile.decision import DecisionKind, DecisionRequest
from accident_service.casefile.stage import Stage
from accident_service.casework.decide_case import DecideCase
from accident_service.casework.file_report import FileReport
from accident_service.casework.join_case import JoinCase
from accident_service.casework.ports import Step
from accident_service.casework.read_determination import ReadDetermination
from accident_service.quantities.identifiers import CaseId
from tests.adapters.database.bells_due import bells_due
from tests.casework.workshop import Workshop
from tests.fakes import examples
from tests.fakes.analysis import FakeProvisions
from tests.fakes.clock import FakeClock
from tests.fakes.doors import insurer_client


@dataclass(frozen=True, slots=True)
class Service:
    """Steps on fakes, with the ledger in SQL; one worker that answers every bell."""

    ledger: SqlLedger
    clock: FakeClock

    def work_until_quiet(self) -> list[Step]:
        """Answer every due bell, and those that follow; the steps in order."""
        shop = Workshop(clock=self.clock)
        shop.ledger = self.ledger  # type: ignore[assignment]  # the one part that is real here
        steps = {
            step.step: step
            for step in (
                shop.find_clips(),
                shop.fetch_clips(),
                shop.reconstruct(),
                shop.propose(),
                shop.issue(),
            )
        }
        outbox, attempts = Outbox(self.ledger.engines), AttemptSteps(self.ledger.engines)
        answered = []
        while due := bells_due(self.ledger.engines, self.clock.now()):
            (entry,) = due[:1]
            outbox.mark_sent(entry.attempt, self.clock.now())
            assert attempts.announced(entry.attempt).step is entry.step
            steps[entry.step](entry.attempt)
            answered.append(entry.step)
        return answered

    def case(self, case_id: CaseId) -> Case:
        with self.ledger.reading() as work:
            return work.cases.load(case_id)


@pytest.fixture
def service(sql_ledger: SqlLedger, clock: FakeClock) -> Service:
    SqlInsurerClients(sql_ledger.engines).register(insurer_client("CPIC"))
    return Service(sql_ledger, clock)


def test_a_report_becomes_a_determination_its_insurer_can_read(service: Service) -> None:
    ledger, clock = service.ledger, service.clock
    filed = FileReport(ledger, clock)(examples.report())
    assert service.work_until_quiet() == [
        Step.FIND_CLIPS,
        Step.FETCH_CLIPS,
        Step.RECONSTRUCT,
        Step.PROPOSE,
    ]
    JoinCase(ledger, clock)(filed.id, examples.party_b(), examples.statement_b())
    proposed = service.case(filed.id)
    assert proposed.stage is Stage.PROPOSED
    confirm = DecisionRequest(kind=DecisionKind.CONFIRM, seen_version=proposed.version)
    DecideCase(ledger, clock, FakeProvisions())(filed.id, confirm, examples.officer())
    assert service.work_until_quiet() == [Step.ISSUE_DETERMINATION]

    number = service.case(filed.id).determination
    assert number is not None
    read = ReadDetermination(ledger, clock)(insurer_client("CPIC").insurer, number)
    assert read.found.determination.case == filed.id
    with ledger.reading() as work:
        verbs = [entry.act.verb for entry in work.audit.of_case(filed.id)]
    assert verbs == [
        "file-report",
        *["begin-step", "finish-step"],
        *["begin-step", "call-up", "seal-original", "finish-step"],
        *["begin-step", "finish-step"] * 2,
        "join-case",
        "confirm",
        *["begin-step", "finish-step"],
        "read-determination",
    ]
