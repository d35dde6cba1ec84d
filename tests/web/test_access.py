"""Who may call what is said on the view; where nothing is said, nobody is let in.

Who gets what of every route is in tests/attackers/matrix.toml.
"""

import pytest
from flask import Blueprint

from accident_service.casefile.roles import Role
from accident_service.web.access import declared_caller, guard
from tests.browser.staged import staged_world
from tests.fakes import examples
from tests.fakes.casework import FakeWorld
from tests.web.visit import Visitor, app_on

OWN_BLUEPRINTS = ("web.", "driver.", "officer.")


def holder_of(*roles: Role) -> Visitor:
    """Somebody of the house with these roles, signed in."""
    world = staged_world()
    world.officers.grant(examples.officer().id, *roles)
    visitor = Visitor(app_on(world))
    visitor.sign_in_as_officer()
    return visitor


@pytest.mark.proves("S3")
def test_every_route_declares_who_may_call_it() -> None:
    app = app_on(FakeWorld())
    own = [rule.endpoint for rule in app.url_map.iter_rules()]
    silent = [
        endpoint
        for endpoint in own
        if endpoint.startswith(OWN_BLUEPRINTS)
        and declared_caller(app.view_functions[endpoint]) is None
    ]
    assert not silent


@pytest.mark.proves("S3")
def test_a_route_that_declares_nothing_is_refused_to_everyone() -> None:
    app = app_on(FakeWorld())
    forgetful = Blueprint("forgetful", __name__)
    guard(forgetful)
    forgetful.add_url_rule("/forgotten", view_func=lambda: "secret", endpoint="page")
    app.register_blueprint(forgetful)

    response = Visitor(app).get("/forgotten")
    assert response.status_code == 403
    assert "secret" not in response.text


def test_whoever_has_no_cases_to_work_on_begins_at_a_page_of_their_own() -> None:
    assert "no cases to work on" in holder_of(Role.AUDITOR).read("/officer/home")
    assert holder_of(Role.HEAD).get("/officer/home").location == "/officer/unit"
    assert holder_of(Role.OFFICER).get("/officer/home").location == "/officer/"
