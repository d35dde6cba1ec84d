"""Units change by an administrator's hand only, as they were seen, and never above themselves."""

from dataclasses import replace

import pytest

from accident_service.casefile.roles import Role
from accident_service.casework.keep_units import KeepUnits
from accident_service.casework.staff_ports import Account, Unit
from accident_service.errors import Conflict, InvalidInput, NotFound, NotPermitted
from accident_service.quantities.identifiers import OfficerId, UnitId
from tests.fakes import examples
from tests.fakes.clock import FakeClock
from tests.fakes.ledger import FakeLedger

CHIEF = examples.officer()
OTHER = replace(CHIEF, id=OfficerId("officer-2"), name="丁某", police_no="220302")
UNIT = Unit(code=CHIEF.unit, name=CHIEF.unit_name, higher=UnitId("2203000001"))
HIGHER = Unit(code=UnitId("2203000001"), name="支队")
RENAMED = replace(UNIT, name="二大队")


@pytest.fixture
def ledger() -> FakeLedger:
    house = FakeLedger()
    with house.transaction() as work:
        work.staff.save_unit(HIGHER)
        work.staff.save_unit(UNIT)
        for officer, role in ((CHIEF, Role.ADMINISTRATOR), (OTHER, Role.OFFICER)):
            account = Account(officer=officer, user_name=officer.id, roles=frozenset({role}))
            work.staff.add(account, "-")
    return house


@pytest.fixture
def units(ledger: FakeLedger) -> KeepUnits:
    return KeepUnits(ledger, FakeClock())


def test_a_unit_is_renamed_with_its_people(ledger: FakeLedger, units: KeepUnits) -> None:
    units.change(RENAMED, seen=UNIT, by=CHIEF)
    officer = ledger.tables.staff[OTHER.id].officer
    assert (officer.unit_name, officer.higher_unit) == ("二大队", HIGHER.code)
    (entry,) = ledger.tables.audit
    assert entry.act.verb == "save-unit"
    assert dict(entry.act.detail)["name_before"] == UNIT.name


def test_a_form_sent_twice_changes_it_once(ledger: FakeLedger, units: KeepUnits) -> None:
    units.change(RENAMED, seen=UNIT, by=CHIEF)
    units.change(RENAMED, seen=UNIT, by=CHIEF)
    assert len(ledger.tables.audit) == 1


def test_a_unit_that_changed_meanwhile_is_not_overwritten(
    ledger: FakeLedger, units: KeepUnits
) -> None:
    units.change(replace(UNIT, higher=None), seen=UNIT, by=CHIEF)
    with pytest.raises(Conflict):
        units.change(RENAMED, seen=UNIT, by=CHIEF)
    assert ledger.tables.units[UNIT.code].name == UNIT.name


def test_a_known_code_is_not_entered_again(units: KeepUnits) -> None:
    with pytest.raises(Conflict):
        units.enter(RENAMED, by=CHIEF)
    with pytest.raises(NotFound):
        units.change(Unit(code=UnitId("1"), name="?"), seen=UNIT, by=CHIEF)


def test_no_unit_is_above_itself(units: KeepUnits) -> None:
    with pytest.raises(InvalidInput):
        units.change(replace(HIGHER, higher=UNIT.code), seen=HIGHER, by=CHIEF)
    with pytest.raises(InvalidInput):
        units.change(replace(UNIT, higher=UnitId("nowhere")), seen=UNIT, by=CHIEF)
    with pytest.raises(InvalidInput):
        units.enter(Unit(code=UnitId("3"), name=" "), by=CHIEF)


def test_whoever_is_no_administrator_changes_no_unit(units: KeepUnits) -> None:
    with pytest.raises(NotPermitted):
        units.enter(Unit(code=UnitId("3"), name="三大队"), by=OTHER)
    with pytest.raises(NotPermitted):
        units.change(RENAMED, seen=UNIT, by=OTHER)
