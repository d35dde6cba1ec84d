"""A world for those who run the house and survey its cameras."""

from accident_service.casefile.roles import Role
from tests.fakes import examples
from tests.fakes.casework import FakeWorld
from tests.web.surveying import busy_world
from tests.web.test_admin import house


def staged_house() -> FakeWorld:
    """Two accounts, two cameras (one silent), and the officer in every role."""
    world = house(busy_world())
    world.officers.grant(examples.officer().id, *Role)
    return world
