"""An auditor's check holds the chain against the heads that were signed, and says so."""

import pytest

from accident_service.casefile.roles import Role
from tests.casework.test_check_ledger import made_anew
from tests.casework.test_sign_head import happened
from tests.fakes import examples
from tests.fakes.casework import FakeWorld
from tests.web.visit import Visitor, app_on

CHECK = "/officer/admin/audit?check=1"


@pytest.fixture
def world() -> FakeWorld:
    world = FakeWorld()
    world.officers.grant(examples.officer().id, Role.AUDITOR)
    happened(world.ledger, "file-report", "view-case", "confirm")
    world.export_evidence().sign_head()
    return world


def auditor(world: FakeWorld) -> Visitor:
    visitor = Visitor(app_on(world))
    visitor.sign_in_as_officer()
    return visitor


def test_a_chain_that_fits_its_heads_is_told_as_such(world: FakeWorld) -> None:
    page = auditor(world).read(CHECK)
    assert "The chain is whole" in page
    assert "It fits the one head that was signed." in page


def test_a_chain_made_anew_is_whole_and_does_not_fit(world: FakeWorld) -> None:
    made_anew(world.ledger, "nothing-happened")
    page = auditor(world).read(CHECK)
    assert "The chain is whole" in page
    assert "1 signed head does not fit" in page
