"""A parameter nobody knows is refused by name on every route, and never passed over."""

import pytest

from accident_service.api.query import TAKING_ANYTHING, accepted_by
from tests.api.door import NUMBER, Door, open_door

APP = open_door().client.application
TAKING = {
    endpoint: accepted
    for endpoint, view in APP.view_functions.items()
    if endpoint.startswith("api.") and (accepted := accepted_by(view))
}


def test_a_misspelled_filter_is_named_with_those_that_are_known(door: Door) -> None:
    refused = door.get("/v1/determinations?plates=吉C12345&limit=5&State=issued")

    assert refused.status_code == 422
    told = refused.get_json()
    assert told["type"] == "urn:accident-service:invalid-request"
    assert set(told["errors"]["query"]) == {"plates", "State"}
    assert "updated_since, status, plate, policy_no" in told["detail"]
    assert door.readings() == []


@pytest.mark.parametrize(
    "path", [f"/v1/determinations/{NUMBER}", "/v1/webhook-endpoints", "/v1/jwks.json"]
)
def test_where_none_are_taken_any_is_refused(path: str) -> None:
    door = open_door(scopes=frozenset({"determinations:read", "webhooks:manage"}))
    refused = door.get(f"{path}?limit=3")
    assert refused.status_code == 422
    assert "limit: this address does not take it; it takes none" in refused.get_json()["detail"]


def test_strangers_hear_nothing_of_parameters(door: Door) -> None:
    assert door.client.get("/v1/determinations?plates=x").status_code == 401


def test_lists_say_what_they_take_and_a_token_is_asked_by_form() -> None:
    assert set(TAKING) == {"api.list_determinations", "api.list_deliveries"}
    assert "api.give_token" in TAKING_ANYTHING
