"""What waits for a second officer is found by those who may be the second, and by nobody else."""

from dataclasses import replace

from accident_service.adapters.database.ledger import SqlLedger
from accident_service.casefile.case import Case
from accident_service.casefile.decision import Officer
from accident_service.casefile.four_eyes import put_to_second, taken_back
from accident_service.casefile.pending_decision import SecondOfficerGround
from accident_service.casework.desk_ports import DeskQuery
from accident_service.casework.ports import Ledger
from accident_service.quantities.identifiers import OfficerId, UnitId
from tests.fakes import examples
from tests.fakes.clock import FakeClock
from tests.keys import downgrade, open_engines, upgrade

ME = examples.officer()
COLLEAGUE = replace(ME, id=OfficerId("officer-2"), name="丁某")
ELSEWHERE = replace(ME, id=OfficerId("officer-3"), unit=UnitId("2203020002"))
UNQUALIFIED = replace(COLLEAGUE, may_decide_simple_procedure=False)


def signed_first(name: str) -> Case:
    case = examples.proposed_case(name)
    decision = replace(examples.decision(), proposal_revision=case.proposal_revision)
    return put_to_second(case, decision, (SecondOfficerGround.AGAINST_FIRM,))


def found_by(ledger: Ledger, officer: Officer) -> list[str]:
    asked = DeskQuery(asker=officer, now_at=examples.NOON, for_second=True)
    with ledger.reading() as work:
        rows = work.desk.listed(asked, limit=9, offset=0)
        assert work.desk.count_for_second(officer) == len(rows)
    return [row.summary.case for row in rows]


def test_those_who_may_sign_second_find_what_waits_for_them(ledger: Ledger) -> None:
    waiting = signed_first("1")
    with ledger.transaction() as work:
        work.cases.add(waiting)
        work.cases.add(examples.proposed_case("2"))
    assert found_by(ledger, COLLEAGUE) == ["case-1"]
    assert [found_by(ledger, one) for one in (ME, ELSEWHERE, UNQUALIFIED)] == [[], [], []]
    with ledger.transaction() as work:
        work.cases.save(taken_back(waiting, ME))
    assert found_by(ledger, COLLEAGUE) == []


def test_what_waited_before_it_was_listed_is_listed(database_url: str) -> None:
    engines = open_engines(database_url)
    ledger = SqlLedger(engines=engines, clock=FakeClock())
    with ledger.transaction() as work:
        work.cases.add(signed_first("1"))
    downgrade(database_url, "0018")
    upgrade(database_url)
    assert found_by(ledger, COLLEAGUE) == ["case-1"]
    engines.close()
