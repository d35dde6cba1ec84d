"""At the command line a role is given and taken, on record, and the last administrator stays."""

from dataclasses import replace

import pytest

from accident_service.casefile.roles import Role
from accident_service.casework.grant_role import OPERATOR, GrantRole
from accident_service.casework.staff_ports import Account
from accident_service.errors import Conflict, NotFound
from accident_service.quantities.identifiers import OfficerId
from tests.fakes import examples
from tests.fakes.clock import FakeClock
from tests.fakes.ledger import FakeLedger

OFFICER = examples.officer()


@pytest.fixture
def ledger() -> FakeLedger:
    house = FakeLedger()
    chief = replace(OFFICER, id=OfficerId("officer-2"), name="丁某", police_no="220302")
    with house.transaction() as work:
        for who, name, role in (
            (OFFICER, "bing", Role.OFFICER),
            (chief, "chief", Role.ADMINISTRATOR),
        ):
            account = Account(officer=who, user_name=name, roles=frozenset({role}))
            work.staff.add(account, "-")
    return house


def test_a_role_is_added_to_those_there_are(ledger: FakeLedger) -> None:
    step = GrantRole(ledger, FakeClock())
    after = step("bing", Role.HEAD, granted=True)
    assert ledger.tables.staff[OFFICER.id] == after
    assert after.roles == {Role.OFFICER, Role.HEAD}
    (entry,) = ledger.tables.audit
    assert (entry.act.actor, entry.act.verb) == (OPERATOR, "change-account")
    assert dict(entry.act.detail)["roles"] == "head officer"


def test_what_is_so_already_leaves_no_entry(ledger: FakeLedger) -> None:
    GrantRole(ledger, FakeClock())("bing", Role.OFFICER, granted=True)
    GrantRole(ledger, FakeClock())("bing", Role.HEAD, granted=False)
    assert ledger.tables.audit == []


def test_the_last_administrator_and_strangers_are_refused(ledger: FakeLedger) -> None:
    step = GrantRole(ledger, FakeClock())
    with pytest.raises(Conflict):
        step("chief", Role.ADMINISTRATOR, granted=False)
    with pytest.raises(NotFound):
        step("nobody", Role.HEAD, granted=True)
