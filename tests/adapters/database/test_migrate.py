"""The migrations make what the tables describe, unmake it, and may be run by all at once."""

from dataclasses import replace

import pytest
from sqlalchemy import text

from accident_service.adapters.database import summaries
from accident_service.adapters.database.insurer_clients import SqlInsurerClients
from accident_service.adapters.database.ledger import SqlLedger
from accident_service.adapters.database.migrate import differences
from accident_service.adapters.database.officer_accounts import SqlOfficerAccounts
from accident_service.adapters.database.passwords import SlowHash
from accident_service.casefile.decision import Qualification
from accident_service.casefile.roles import Role
from accident_service.casefile.summary import DeskTab
from accident_service.casework.desk_ports import DeskQuery
from accident_service.quantities.identifiers import OfficerId
from tests.fakes import examples
from tests.fakes.clock import FakeClock
from tests.fakes.doors import insurer_client
from tests.keys import downgrade, open_engines, upgrade


def test_the_migrated_schema_is_the_one_the_code_describes(database_url: str) -> None:
    assert differences(database_url) == ()


@pytest.mark.proves("R17")
def test_migrating_again_keeps_what_is_there(database_url: str) -> None:
    engines = open_engines(database_url)
    ledger = SqlLedger(engines=engines, clock=FakeClock())
    with ledger.transaction() as work:
        work.cases.add(examples.decided_case())
    upgrade(database_url)
    with ledger.reading() as work:
        assert work.cases.load(examples.decided_case().id) == examples.decided_case()
    engines.close()


def test_officers_enrolled_before_qualifications_were_kept_may_go_on(database_url: str) -> None:
    downgrade(database_url, "0003")
    engines = open_engines(database_url)
    with engines.transaction() as connection:
        connection.execute(
            text(
                "INSERT INTO officer (id, user_name, password_hash, name, police_no, unit,"
                " unit_name, may_decide_simple_procedure, active)"
                " VALUES ('officer-1', 'bing', '-', '丙某', '220301', '2203020001', '一大队',"
                " true, true)"
            )
        )
    upgrade(database_url)
    accounts = SqlOfficerAccounts(engines, SlowHash())
    officer = accounts.officer(OfficerId("officer-1"))
    assert accounts.standing(officer.id).roles == frozenset({Role.OFFICER})
    with engines.glance() as connection:
        units = connection.execute(text("SELECT code, name, higher FROM unit")).all()
    assert [tuple(one) for one in units] == [("2203020001", "一大队", None)]
    assert officer.qualification is Qualification.SIMPLE
    assert (officer.higher_unit, officer.higher_unit_name) == (None, "")
    engines.close()


def test_cases_kept_before_there_was_a_desk_have_their_row_there(database_url: str) -> None:
    engines = open_engines(database_url)
    ledger = SqlLedger(engines=engines, clock=FakeClock())
    with ledger.transaction() as work:
        work.cases.add(examples.proposed_case("1"))
        work.cases.add(examples.reported_case("2"))
    downgrade(database_url, "0005")
    upgrade(database_url)

    asked = DeskQuery(asker=examples.officer(), now_at=examples.NOON, term="C123")
    with ledger.reading() as work:
        rows = work.desk.listed(asked, limit=9, offset=0)
        counts = work.desk.counts()
    assert {row.summary.case for row in rows} == {"case-1", "case-2"}
    assert (counts[DeskTab.WAITING], counts[DeskTab.WORKING]) == (1, 1)
    engines.close()


def test_cases_are_filled_in_a_few_at_a_time_until_none_is_left(
    database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    engines = open_engines(database_url)
    ledger = SqlLedger(engines=engines, clock=FakeClock())
    with ledger.transaction() as work:
        for number in range(5):
            work.cases.add(examples.proposed_case(str(number)))
    with engines.transaction() as connection:
        connection.execute(text("DELETE FROM case_figure"))
    monkeypatch.setattr(summaries, "CASES_AT_ONCE", 2)
    upgrade(database_url)
    with engines.glance() as connection:
        assert connection.execute(text("SELECT count(*) FROM case_figure")).scalar_one() == 5
    engines.close()


def test_sections_are_named_alike_by_the_migration_and_with_the_case(database_url: str) -> None:
    engines = open_engines(database_url)
    ledger = SqlLedger(engines=engines, clock=FakeClock())
    with ledger.transaction() as work:
        work.cases.add(examples.proposed_case("1"))
        work.cases.add(replace(examples.proposed_case("2"), site=None))
        work.cases.add(replace(examples.reported_case("3"), site=None))
    named = text("SELECT case_id, section FROM case_figure ORDER BY case_id")
    with engines.glance() as connection:
        with_the_case = [tuple(one) for one in connection.execute(named)]
    downgrade(database_url, "0016")
    upgrade(database_url)
    with engines.glance() as connection:
        assert [tuple(one) for one in connection.execute(named)] == with_the_case
    assert len({word for _, word in with_the_case}) == 3
    engines.close()


@pytest.mark.proves("R17")
def test_an_insurers_secret_lives_through_its_move_there_and_back(database_url: str) -> None:
    engines = open_engines(database_url)
    clients = SqlInsurerClients(engines, FakeClock())
    secret = clients.register(insurer_client("PICC"))
    downgrade(database_url, "0017")
    upgrade(database_url)
    assert clients.authenticate("picc-client", secret) == insurer_client("PICC")
    engines.close()
