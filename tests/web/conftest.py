"""The staged cases, the officer at the desk, and a colleague of the same unit."""

from dataclasses import replace

import pytest

from accident_service.quantities.identifiers import OfficerId
from tests.browser.staged import staged_world
from tests.fakes import examples
from tests.fakes.casework import FakeWorld
from tests.web.visit import Visitor, app_on


@pytest.fixture
def world() -> FakeWorld:
    staged = staged_world()
    colleague = replace(
        examples.officer(), id=OfficerId("officer-2"), name="丁某", police_no="220302"
    )
    staged.officers.accounts["second"] = ("a long password", colleague)
    return staged


@pytest.fixture
def officer(world: FakeWorld) -> Visitor:
    visitor = Visitor(app_on(world))
    visitor.sign_in_as_officer()
    return visitor


@pytest.fixture
def colleague(world: FakeWorld) -> Visitor:
    visitor = Visitor(app_on(world))
    visitor.sign_in_as_officer("second")
    return visitor
