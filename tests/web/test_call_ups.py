"""The call-up register on its page and as a table, for those who answer for it."""

from dataclasses import replace

import pytest

from accident_service.casefile.roles import Role
from accident_service.footage.camera import CameraNetwork
from accident_service.quantities.identifiers import CameraId
from tests.fakes import examples
from tests.fakes.call_ups import ENTRY
from tests.fakes.casework import FakeWorld
from tests.web.visit import Visitor, app_on

PAGE = "/officer/admin/call-ups"
SLY = replace(
    ENTRY,
    camera=CameraId("shop"),
    network=CameraNetwork.COMMERCIAL,
    reason="=HYPERLINK(1)",
    due=False,
)


@pytest.fixture
def world() -> FakeWorld:
    world = FakeWorld()
    with world.ledger.transaction() as work:
        work.call_ups.enter(ENTRY)
        work.call_ups.enter(SLY)
    return world


def at_desk(world: FakeWorld, role: Role) -> Visitor:
    world.officers.grant(examples.officer().id, role)
    visitor = Visitor(app_on(world))
    visitor.sign_in_as_officer()
    return visitor


@pytest.mark.parametrize("role", [Role.ADMINISTRATOR, Role.AUDITOR])
def test_every_entry_is_listed_and_the_look_is_on_record(world: FakeWorld, role: Role) -> None:
    page = at_desk(world, role).read(PAGE)
    for told in (ENTRY.camera, ENTRY.reason, ENTRY.unit, ENTRY.name, "kept by our own rule"):
        assert told in page
    assert world.ledger.tables.audit[-1].act.verb == "view-call-ups"


def test_it_is_searched(world: FakeWorld) -> None:
    desk = at_desk(world, Role.AUDITOR)
    assert SLY.reason not in desk.read(f"{PAGE}?network=traffic")
    assert "No entry fits" in desk.read(f"{PAGE}?words=nobody")
    assert "No entry fits" in desk.read(f"{PAGE}?until=2026-03-01")
    assert ENTRY.reason in desk.read(f"{PAGE}?since=2026-03-02&until=2026-03-02")


def test_the_table_runs_nothing(world: FakeWorld) -> None:
    table = at_desk(world, Role.AUDITOR).get(f"{PAGE}.csv")
    assert table.mimetype == "text/csv"
    assert "'=HYPERLINK(1)" in table.text
    assert ",=HYPERLINK" not in table.text


def test_an_officer_without_the_role_sees_nothing(world: FakeWorld) -> None:
    assert at_desk(world, Role.OFFICER).get(PAGE).status_code in (403, 404)


def test_the_rules_of_each_network_are_there_to_read(world: FakeWorld) -> None:
    page = at_desk(world, Role.AUDITOR).read("/officer/admin/law")
    for told in ("Camera networks", "30 days", "no minimum", "written notice to whoever runs"):
        assert told in page
