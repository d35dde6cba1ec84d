"""A world for those who run the house and survey its cameras."""

from accident_service.casefile.roles import Role
from tests.browser.staged_receivers import stage_receivers
from tests.fakes import examples
from tests.fakes.casework import FakeWorld
from tests.web.surveying import busy_world
from tests.web.test_admin import house


def staged_house() -> FakeWorld:
    """Two accounts, two cameras (one silent), two receivers, and the officer in every role."""
    world = house(busy_world())
    world.officers.grant(examples.officer().id, *Role)
    stage_receivers(world)
    return world
