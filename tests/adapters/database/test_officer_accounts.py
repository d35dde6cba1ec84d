"""Officers sign in with a password that is kept as a slow hash; the switched off do not."""

from dataclasses import replace

import pytest
from argon2 import PasswordHasher
from sqlalchemy import select
from typing_extensions import override

from accident_service.adapters.database.door_tables import officer as table
from accident_service.adapters.database.engine import Engines
from accident_service.adapters.database.officer_accounts import SqlOfficerAccounts
from accident_service.adapters.database.passwords import SlowHash
from accident_service.adapters.database.staff_store import SqlStaffStore
from accident_service.casefile.roles import Role
from accident_service.casework.door_ports import OfficerAccounts
from accident_service.casework.staff_ports import Account
from accident_service.errors import Conflict, InvalidInput, NotFound
from accident_service.quantities.identifiers import OfficerId
from tests.fakes import examples
from tests.fakes.doors import FakeOfficerAccounts

OFFICER = examples.officer()
PASSWORD = "a long password"


@pytest.fixture
def sql_accounts(engines: Engines, quick_hash: SlowHash) -> SqlOfficerAccounts:
    accounts = SqlOfficerAccounts(engines, quick_hash)
    accounts.enrol(OFFICER, user_name="officer", password=PASSWORD)
    return accounts


@pytest.fixture(params=["fake", "sqlite"])
def accounts(request: pytest.FixtureRequest) -> OfficerAccounts:
    if request.param == "fake":
        return FakeOfficerAccounts()
    return request.getfixturevalue("sql_accounts")  # type: ignore[no-any-return]  # pytest gives Any


class TestContract:
    """What fake and SQL both promise."""

    def test_the_right_password_lets_the_officer_in(self, accounts: OfficerAccounts) -> None:
        assert accounts.authenticate("officer", PASSWORD) == OFFICER
        assert accounts.officer(OFFICER.id) == OFFICER

    @pytest.mark.parametrize(
        ("user_name", "password"),
        [("officer", "another password"), ("officer", ""), ("nobody", PASSWORD)],
    )
    def test_anything_else_does_not(
        self, accounts: OfficerAccounts, user_name: str, password: str
    ) -> None:
        assert accounts.authenticate(user_name, password) is None

    def test_an_officer_is_found_by_their_user_name(self, accounts: OfficerAccounts) -> None:
        assert accounts.named("officer") == OFFICER
        with pytest.raises(NotFound):
            accounts.named("nobody")

    def test_an_unknown_officer_is_not_found(self, accounts: OfficerAccounts) -> None:
        with pytest.raises(NotFound):
            accounts.officer(OfficerId("nobody"))


def switch_off(engines: Engines) -> None:
    account = Account(
        officer=OFFICER, user_name="officer", roles=frozenset({Role.OFFICER}), active=False
    )
    with engines.transaction() as connection:
        SqlStaffStore(connection, for_writing=True).save(account)


def kept_hash(engines: Engines) -> str:
    with engines.glance() as connection:
        return str(connection.execute(select(table.c.password_hash)).scalar_one())


def test_the_password_itself_is_kept_nowhere(
    sql_accounts: SqlOfficerAccounts, engines: Engines
) -> None:
    assert sql_accounts.officer(OFFICER.id) == OFFICER
    assert kept_hash(engines).startswith("$argon2id$")
    assert PASSWORD not in kept_hash(engines)


class CountingHash(SlowHash):
    """Counts how often a password was really compared."""

    compared = 0

    @override
    def matches(self, kept_hash: str, secret: str) -> bool:
        self.compared += 1
        return super().matches(kept_hash, secret)


def test_an_unknown_name_costs_as_much_as_a_wrong_password(engines: Engines) -> None:
    counting = CountingHash(PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))
    accounts = SqlOfficerAccounts(engines, counting)
    accounts.enrol(OFFICER, user_name="officer", password=PASSWORD)
    accounts.authenticate("officer", "another password")
    assert counting.compared == 1
    accounts.authenticate("nobody", "another password")
    assert counting.compared == 2


def test_whoever_is_switched_off_is_out(sql_accounts: SqlOfficerAccounts, engines: Engines) -> None:
    switch_off(engines)
    assert sql_accounts.authenticate("officer", PASSWORD) is None
    with pytest.raises(NotFound):
        sql_accounts.officer(OFFICER.id)
    with pytest.raises(NotFound):
        sql_accounts.named("officer")


def test_a_new_password_replaces_the_old(sql_accounts: SqlOfficerAccounts) -> None:
    sql_accounts.set_password(OFFICER.id, "quite another one")
    assert sql_accounts.authenticate("officer", PASSWORD) is None
    assert sql_accounts.authenticate("officer", "quite another one") == OFFICER


def test_a_hash_of_older_costs_is_renewed_at_sign_in(
    sql_accounts: SqlOfficerAccounts, engines: Engines
) -> None:
    before = kept_hash(engines)
    dearer = SlowHash(PasswordHasher(time_cost=2, memory_cost=8, parallelism=1))
    assert SqlOfficerAccounts(engines, dearer).authenticate("officer", PASSWORD) == OFFICER
    assert kept_hash(engines) != before
    assert sql_accounts.authenticate("officer", PASSWORD) == OFFICER


def test_a_taken_user_name_is_refused(sql_accounts: SqlOfficerAccounts) -> None:
    other = replace(OFFICER, id=OfficerId("officer-2"))
    with pytest.raises(Conflict):
        sql_accounts.enrol(other, user_name="officer", password=PASSWORD)


def test_a_short_password_is_refused(sql_accounts: SqlOfficerAccounts) -> None:
    with pytest.raises(InvalidInput, match="12 characters"):
        sql_accounts.set_password(OFFICER.id, "short")


def test_nobody_can_be_changed(sql_accounts: SqlOfficerAccounts) -> None:
    with pytest.raises(NotFound):
        sql_accounts.set_password(OfficerId("nobody"), PASSWORD)
