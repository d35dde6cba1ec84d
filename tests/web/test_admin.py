"""Those who run the house: accounts by an administrator, the record by an auditor, rules by all."""

import re
from dataclasses import replace
from datetime import timedelta

import pytest

from accident_service.casefile.roles import Role
from accident_service.casework.staff_ports import Account, Unit
from accident_service.quantities.identifiers import OfficerId, UnitId
from tests.browser.staged import staged_world
from tests.fakes import examples
from tests.fakes.casework import FakeWorld
from tests.web.visit import Visitor, app_on

ME = examples.officer()
OTHER = replace(ME, id=OfficerId("officer-2"), name="丁某", police_no="220302")
FIELDS = {
    "name": "戊某",
    "police_no": "220303",
    "unit": ME.unit,
    "qualification": "junior",
    "simple": "yes",
    "role": "auditor",
}


def house(world: FakeWorld) -> FakeWorld:
    """A house with an administrator, who is signed in, and an officer."""
    with world.ledger.transaction() as work:
        work.staff.save_unit(Unit(code=ME.unit, name=ME.unit_name))
        for officer, name, role in (
            (ME, "officer", Role.ADMINISTRATOR),
            (OTHER, "other", Role.OFFICER),
        ):
            work.staff.add(Account(officer=officer, user_name=name, roles=frozenset({role})), "-")
    return world


def at_desk(world: FakeWorld, *roles: Role) -> Visitor:
    world.officers.grant(ME.id, *(roles or (Role.ADMINISTRATOR,)))
    visitor = Visitor(app_on(world))
    visitor.sign_in_as_officer()
    return visitor


def test_everybody_is_listed_with_unit_and_roles() -> None:
    page = at_desk(house(FakeWorld())).read("/officer/admin/people")
    assert "丁某" in page
    assert "Administrator" in page


def test_a_new_account_gets_a_password_that_is_shown_once() -> None:
    world = house(FakeWorld())
    visitor = at_desk(world)
    answer = visitor.post(
        "/officer/admin/people", {**FIELDS, "user_name": "wu"}, page="/officer/admin/people"
    )
    shown = re.search(r'class="code">([^<]+)<', answer.text)
    assert shown
    (kept,) = [one for one in world.ledger.tables.staff.values() if one.user_name == "wu"]
    assert world.ledger.tables.password_hashes[kept.officer.id] == shown.group(1)[::-1]
    assert shown.group(1) not in visitor.read("/officer/admin/people")
    assert kept.roles == frozenset({Role.AUDITOR})


@pytest.mark.parametrize(
    ("odd", "told"),
    [
        ({"user_name": "other"}, "taken"),
        ({"user_name": ""}, "Fill in"),
        ({"role": "king"}, "Fill in"),
        ({"qualification": "chief"}, "Fill in"),
        ({"unit": "nowhere"}, "Fill in"),
    ],
)
def test_what_cannot_be_is_told_beside_the_form(odd: dict[str, str], told: str) -> None:
    visitor = at_desk(house(FakeWorld()))
    fields = {**FIELDS, "user_name": "wu", **odd}
    answer = visitor.post("/officer/admin/people", fields, page="/officer/admin/people")
    assert answer.status_code == 422
    assert told in answer.text


def test_roles_and_unit_are_changed_and_nothing_else_is_taken() -> None:
    world = house(FakeWorld())
    fields = {**FIELDS, "user_name": "root", "id": ME.id, "active": "no", "higher_unit": "x"}
    address = f"/officer/admin/people/{OTHER.id}"
    assert at_desk(world).post(address, fields).status_code == 303
    kept = world.ledger.tables.staff[OTHER.id]
    assert kept.roles == frozenset({Role.AUDITOR})
    assert (kept.user_name, kept.active, kept.officer.higher_unit) == ("other", True, None)


@pytest.mark.parametrize("act", ["", "/active", "/password", "/device"])
def test_ones_own_account_is_out_of_reach(act: str) -> None:
    world = house(FakeWorld())
    before = dict(world.ledger.tables.staff)
    address = f"/officer/admin/people/{ME.id}{act}"
    answer = at_desk(world).post(address, FIELDS, page="/officer/admin/people")
    assert answer.status_code == 403
    assert world.ledger.tables.staff == before
    assert "ask another administrator" in at_desk(world).read(f"/officer/admin/people/{ME.id}")


def test_an_account_is_switched_off_given_a_password_and_freed_of_its_device() -> None:
    world = house(FakeWorld())
    visitor, address = at_desk(world), f"/officer/admin/people/{OTHER.id}"
    assert visitor.post(f"{address}/active", {"active": "no"}, page=address).status_code == 303
    assert "switched off" in visitor.read(address)
    assert "shown only now" in visitor.post(f"{address}/password", {}, page=address).text
    assert visitor.post(f"{address}/device", {}, page=address).status_code == 303
    assert not world.second_factors.is_enrolled(OTHER.id)
    verbs = [entry.act.verb for entry in world.ledger.tables.audit]
    assert verbs[-3:] == ["switch-off-account", "reset-password", "reset-second-factor"]


def test_a_unit_is_entered_and_never_above_itself() -> None:
    world = house(FakeWorld())
    visitor, page = at_desk(world), "/officer/admin/people"
    unit = {"code": "2203000001", "name": "支队", "higher": ""}
    assert visitor.post("/officer/admin/units", unit, page=page).status_code == 303
    again = visitor.post("/officer/admin/units", unit, page=page)
    assert again.status_code == 422
    assert "entered already" in again.text
    own = "/officer/admin/units/2203000001"
    wrong = {"name": "支队", "higher": "2203000001", "seen_name": "支队", "seen_higher": ""}
    assert visitor.post(own, wrong).status_code == 422


def test_a_unit_is_renamed_without_losing_who_is_above_it() -> None:
    world = house(FakeWorld())
    above = Unit(code=UnitId("2203000001"), name="支队")
    with world.ledger.transaction() as work:
        work.staff.save_unit(above)
        work.staff.save_unit(Unit(code=ME.unit, name=ME.unit_name, higher=above.code))
    visitor, own = at_desk(world), f"/officer/admin/units/{ME.unit}"
    fields = dict(re.findall(r'name="(seen_\w+)" value="([^"]*)"', visitor.read(own)))
    assert f'<option value="{above.code}" selected>' in visitor.read(own)
    sent = {**fields, "name": "二大队", "higher": above.code}
    assert visitor.post(own, sent).status_code == 303
    assert world.ledger.tables.units[ME.unit] == Unit(
        code=ME.unit, name="二大队", higher=above.code
    )
    stale = visitor.post(own, {**sent, "name": "三大队"})
    assert stale.status_code == 409
    assert 'value="二大队"' in stale.text


def test_a_session_ends_when_its_password_was_replaced() -> None:
    world = house(FakeWorld())
    visitor = at_desk(world, Role.OFFICER)
    assert visitor.get("/officer/").status_code == 200
    standing = world.officers.standing(ME.id)
    later = world.clock.now() + timedelta(seconds=1)
    world.officers.standings[ME.id] = replace(standing, keys_changed_at=later)
    assert visitor.get("/officer/").location == "/officer/sign-in"


def test_the_record_is_looked_through_and_the_look_is_on_record() -> None:
    world = staged_world()
    visitor = at_desk(world, Role.AUDITOR)
    page = visitor.read("/officer/admin/audit?actor=officer:")
    assert "signed in" in page
    assert world.ledger.tables.audit[-1].act.verb == "search-audit"
    assert "No entry fits" in visitor.read("/officer/admin/audit?verb=confirm&since=2030-01-01")


def test_a_whole_chain_and_a_broken_one_are_told_apart() -> None:
    world = staged_world()
    visitor = at_desk(world, Role.AUDITOR)
    visitor.read("/officer/admin/audit")
    assert "The chain is whole" in visitor.read("/officer/admin/audit?check=1")
    entry = world.ledger.tables.audit[0]
    changed = replace(entry, act=replace(entry.act, actor="officer:nobody"))
    world.ledger.tables.audit[0] = changed
    assert "broken at entry 1" in visitor.read("/officer/admin/audit?check=1")


@pytest.mark.parametrize(
    "odd", ["before=x", "before=²", "since=0001-01-01", "until=9999-12-31", "case=%00"]
)
def test_odd_questions_to_the_record_are_answered(odd: str) -> None:
    visitor = at_desk(staged_world(), Role.AUDITOR)
    assert visitor.get(f"/officer/admin/audit?{odd}").status_code == 200


def test_rules_and_calendar_are_shown_with_their_sources() -> None:
    page = at_desk(FakeWorld(), Role.OFFICER).read("/officer/admin/law")
    for told in ("holds unless a site names another", "provisional", "R03L", "no legal source"):
        assert told in page
