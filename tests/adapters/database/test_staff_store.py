"""What every staff store promises, held to on the fake and on SQL."""

from dataclasses import replace

import pytest

from accident_service.adapters.database.ledger import SqlLedger
from accident_service.adapters.database.officer_accounts import SqlOfficerAccounts
from accident_service.adapters.database.passwords import SlowHash
from accident_service.casefile.roles import Role
from accident_service.casework.ports import Ledger
from accident_service.casework.staff_ports import Account, Unit
from accident_service.errors import Conflict, NotFound
from accident_service.quantities.identifiers import OfficerId, UnitId
from tests.fakes import examples

OFFICER = examples.officer()
ACCOUNT = Account(
    officer=OFFICER, user_name="bing", roles=frozenset({Role.OFFICER, Role.ADMINISTRATOR})
)


def enter(ledger: Ledger, *accounts: Account) -> None:
    with ledger.transaction() as work:
        for one in accounts:
            work.staff.add(one, "-")


def test_an_account_is_kept_with_its_roles(ledger: Ledger) -> None:
    enter(ledger, ACCOUNT)
    with ledger.reading() as work:
        assert work.staff.account(OFFICER.id) == ACCOUNT
        with pytest.raises(NotFound):
            work.staff.account(OfficerId("nobody"))


def test_what_changes_is_kept_and_the_active_come_first(ledger: Ledger) -> None:
    other = replace(ACCOUNT, officer=replace(OFFICER, id=OfficerId("officer-2")), user_name="ding")
    enter(ledger, ACCOUNT, other)
    changed = replace(ACCOUNT, active=False, roles=frozenset({Role.AUDITOR}))
    with ledger.transaction() as work:
        work.staff.save(changed)
    with ledger.reading() as work:
        assert work.staff.accounts() == (other, changed)


def test_a_user_name_is_taken_once(ledger: Ledger) -> None:
    enter(ledger, ACCOUNT)
    other = replace(ACCOUNT, officer=replace(OFFICER, id=OfficerId("officer-2")))
    with pytest.raises(Conflict):
        enter(ledger, other)


def test_a_unit_carries_its_name_to_its_people(ledger: Ledger) -> None:
    enter(ledger, ACCOUNT)
    higher = Unit(code=UnitId("2203000001"), name="支队")
    with ledger.transaction() as work:
        work.staff.save_unit(higher)
        work.staff.save_unit(Unit(code=OFFICER.unit, name="二大队", higher=higher.code))
    with ledger.reading() as work:
        assert [one.code for one in work.staff.units()] == [higher.code, OFFICER.unit]
        officer = work.staff.account(OFFICER.id).officer
    assert (officer.unit_name, officer.higher_unit_name) == ("二大队", "支队")


def test_whoever_signs_in_is_told_the_same(sql_ledger: SqlLedger, quick_hash: SlowHash) -> None:
    accounts = SqlOfficerAccounts(sql_ledger.engines, quick_hash)
    with sql_ledger.transaction() as work:
        work.staff.add(ACCOUNT, quick_hash.of("a long password"))
        work.staff.end_sessions(OFFICER.id, examples.NOON)
    assert accounts.authenticate("bing", "a long password") == OFFICER
    assert accounts.standing(OFFICER.id).roles == ACCOUNT.roles
    assert accounts.standing(OFFICER.id).keys_changed_at == examples.NOON
    assert accounts.standing(OFFICER.id).password_handed_over
    with sql_ledger.transaction() as work:
        work.staff.new_password(OFFICER.id, quick_hash.of("another password"), handed_over=False)
        work.staff.save(replace(ACCOUNT, active=False))
    assert accounts.authenticate("bing", "another password") is None
    assert not accounts.standing(OFFICER.id).password_handed_over
