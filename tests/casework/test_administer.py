"""Accounts change by an administrator's hand only, on record, and never one's own."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from accident_service.casefile.decision import Qualification
from accident_service.casefile.roles import Role
from accident_service.casework.administer import Administer, Person
from accident_service.casework.ports import Ledger
from accident_service.casework.staff_ports import Account, Unit
from accident_service.errors import Conflict, InvalidInput, NotFound, NotPermitted
from accident_service.quantities.identifiers import OfficerId, UnitId
from tests.fakes import examples
from tests.fakes.clock import FakeClock
from tests.fakes.doors import FakeSecondFactors
from tests.fakes.ledger import FakeLedger
from tests.fakes.ledger_staff import FakePasswordHash

CHIEF = examples.officer()
OTHER = replace(CHIEF, id=OfficerId("officer-2"), name="丁某", police_no="220302")
UNIT = Unit(code=CHIEF.unit, name=CHIEF.unit_name, higher=UnitId("2203000001"))
HIGHER = Unit(code=UnitId("2203000001"), name="支队")
PERSON = Person(
    name="戊某",
    police_no="220303",
    unit=CHIEF.unit,
    qualification=Qualification.JUNIOR,
    may_decide_simple_procedure=True,
    roles=frozenset({Role.OFFICER, Role.HEAD}),
)


@pytest.fixture
def ledger() -> FakeLedger:
    house = FakeLedger()
    with house.transaction() as work:
        work.staff.save_unit(HIGHER)
        work.staff.save_unit(UNIT)
        for officer, name, role in (
            (CHIEF, "chief", Role.ADMINISTRATOR),
            (OTHER, "other", Role.OFFICER),
        ):
            work.staff.add(Account(officer=officer, user_name=name, roles=frozenset({role})), "-")
    return house


def administer(ledger: Ledger) -> Administer:
    return Administer(ledger, FakeClock(), FakePasswordHash(), FakeSecondFactors())


def verbs(ledger: FakeLedger) -> list[str]:
    return [entry.act.verb for entry in ledger.tables.audit]


def test_a_new_account_gets_its_unit_and_a_password_that_is_told_once(ledger: FakeLedger) -> None:
    officer_id, password = administer(ledger).add(PERSON, "wu", by=CHIEF)
    kept = ledger.tables.staff[officer_id]
    assert kept.roles == PERSON.roles
    assert (kept.officer.unit_name, kept.officer.higher_unit_name) == (UNIT.name, "支队")
    assert len(password) >= 12
    assert ledger.tables.password_hashes[officer_id] == FakePasswordHash().of(password)
    (entry,) = ledger.tables.audit
    assert entry.act.verb == "add-account"
    assert dict(entry.act.detail) == {"of": officer_id, "roles": "head officer"}
    assert password not in repr(entry)
    assert PERSON.name not in repr(entry)


def test_a_change_is_on_record_with_what_was_before(ledger: FakeLedger) -> None:
    administer(ledger).change(OTHER.id, PERSON, by=CHIEF)
    (entry,) = ledger.tables.audit
    told = dict(entry.act.detail)
    assert (told["roles_before"], told["roles"]) == ("officer", "head officer")


Act = Callable[[Administer, OfficerId], object]
ON_AN_ACCOUNT: tuple[Act, ...] = (
    lambda step, who: step.change(who, PERSON, by=CHIEF),
    lambda step, who: step.switch(who, active=False, by=CHIEF),
    lambda step, who: step.new_password(who, by=CHIEF),
    lambda step, who: step.forget_device(who, by=CHIEF),
)


@pytest.mark.parametrize("act", ON_AN_ACCOUNT)
def test_nobody_changes_their_own_account(ledger: FakeLedger, act: Act) -> None:
    with pytest.raises(NotPermitted):
        act(administer(ledger), CHIEF.id)
    assert verbs(ledger) == []


@pytest.mark.parametrize("act", ON_AN_ACCOUNT)
def test_an_unknown_account_is_not_found(ledger: FakeLedger, act: Act) -> None:
    with pytest.raises(NotFound):
        act(administer(ledger), OfficerId("nobody"))


def test_whoever_is_no_administrator_changes_nothing(ledger: FakeLedger) -> None:
    step = administer(ledger)
    with pytest.raises(NotPermitted):
        step.add(PERSON, "wu", by=OTHER)
    with pytest.raises(NotPermitted):
        step.switch(CHIEF.id, active=False, by=OTHER)
    assert verbs(ledger) == []


def test_an_administrator_who_was_switched_off_changes_nothing(ledger: FakeLedger) -> None:
    ledger.tables.staff[CHIEF.id] = replace(ledger.tables.staff[CHIEF.id], active=False)
    with pytest.raises(NotPermitted):
        administer(ledger).switch(OTHER.id, active=False, by=CHIEF)


def test_two_administrators_cannot_both_remove_the_other(ledger: FakeLedger) -> None:
    both = frozenset({Role.ADMINISTRATOR})
    ledger.tables.staff[OTHER.id] = replace(ledger.tables.staff[OTHER.id], roles=both)
    step = administer(ledger)
    step.switch(OTHER.id, active=False, by=CHIEF)
    with pytest.raises(NotPermitted):
        step.switch(CHIEF.id, active=False, by=OTHER)


def test_switched_off_and_on_again(ledger: FakeLedger) -> None:
    step = administer(ledger)
    step.switch(OTHER.id, active=False, by=CHIEF)
    assert not ledger.tables.staff[OTHER.id].active
    step.switch(OTHER.id, active=True, by=CHIEF)
    assert ledger.tables.staff[OTHER.id].active
    assert verbs(ledger) == ["switch-off-account", "switch-on-account"]


def test_a_new_password_ends_the_sessions_begun_with_the_old_one(ledger: FakeLedger) -> None:
    password = administer(ledger).new_password(OTHER.id, by=CHIEF)
    assert ledger.tables.password_hashes[OTHER.id] == FakePasswordHash().of(password)
    assert OTHER.id in ledger.tables.sessions_ended


def test_a_lost_device_is_forgotten(ledger: FakeLedger) -> None:
    step = administer(ledger)
    step.forget_device(OTHER.id, by=CHIEF)
    assert not step.second_factors.is_enrolled(OTHER.id)
    assert verbs(ledger) == ["reset-second-factor"]


def test_a_taken_user_name_is_refused(ledger: FakeLedger) -> None:
    with pytest.raises(Conflict):
        administer(ledger).add(PERSON, "other", by=CHIEF)


@pytest.mark.parametrize(
    "odd", [{"name": " "}, {"police_no": ""}, {"name": "x" * 61}, {"unit": UnitId("nowhere")}]
)
def test_odd_fields_are_refused(ledger: FakeLedger, odd: dict[str, str]) -> None:
    with pytest.raises(InvalidInput):
        administer(ledger).add(replace(PERSON, **odd), "wu", by=CHIEF)  # type: ignore[arg-type]
