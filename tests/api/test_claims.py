"""An insurer leaves the number of its claim: once, for itself and the officers, on record."""

import pytest

from tests.api.door import Door, issue

NUMBER = "2203020001-2026-000001"
ADDRESS = f"/v1/determinations/{NUMBER}"
CLAIM = f"{ADDRESS}/claim"
GIVEN = {"reference": "CLM-2026-000317"}


def test_a_claim_is_kept_and_comes_back_with_the_determination(door: Door) -> None:
    assert door.get(ADDRESS).get_json()["claim"] is None
    left = door.put(CLAIM, GIVEN)
    assert left.status_code == 200
    assert left.get_json() == {**GIVEN, "number": NUMBER, "linked_at": "2026-03-02T04:30:00Z"}
    assert door.get(CLAIM).get_json() == left.get_json()
    assert door.get(ADDRESS).get_json()["claim"] == left.get_json()


def test_s4_the_other_insurer_sees_nothing_of_it(door: Door) -> None:
    door.put(CLAIM, GIVEN)
    assert door.get(CLAIM, by="cpic-client").status_code == 404
    assert door.get(ADDRESS, by="cpic-client").get_json()["claim"] is None


def test_s3_no_claim_can_be_left_with_what_is_not_yours(door: Door) -> None:
    not_mine = door.put(CLAIM, GIVEN, by="pingan-client")
    nothing = door.put("/v1/determinations/2203020001-2026-999999/claim", GIVEN)
    bodies = [not_mine.get_json(), nothing.get_json()]
    for body in bodies:
        del body["request_id"]
    assert not_mine.status_code == nothing.status_code == 404
    assert bodies[0] == bodies[1]
    assert door.world.ledger.tables.insurance_claims == {}


def test_reading_is_not_enough_to_write(door: Door) -> None:
    reads_only = {"grant_type": "client_credentials", "scope": "determinations:read"}
    token = door.client.post(
        "/v1/oauth/token", data=reads_only, auth=("picc-client", "secret")
    ).get_json()["access_token"]
    refused = door.client.put(CLAIM, json=GIVEN, headers={"Authorization": f"Bearer {token}"})
    assert refused.status_code == 403
    assert 'scope="claims:write"' in refused.headers["WWW-Authenticate"]


def test_leaving_it_is_on_record_and_the_same_again_is_not(door: Door) -> None:
    door.put(CLAIM, GIVEN)
    door.put(CLAIM, GIVEN)
    assert door.readings() == [("insurer:insurer-picc", "link-insurance-claim")]
    door.put(CLAIM, {"reference": "another"})
    assert len(door.readings()) == 2
    assert door.get(CLAIM).get_json()["reference"] == "another"


@pytest.mark.proves("S13", "S14")
@pytest.mark.parametrize(
    "body",
    [
        {},
        {"reference": ""},
        {"reference": "x" * 65},
        {"reference": 7},
        {"reference": "a\r\nb"},
        {"reference": "a", "status": "revoked"},
        [],
        "x",
    ],
)
def test_what_is_no_reference_is_refused(door: Door, body: object) -> None:
    assert door.put(CLAIM, body).status_code == 422


@pytest.mark.proves("S8")
def test_too_much_another_media_type_and_no_json_at_all(door: Door) -> None:
    bearer = {"Authorization": f"Bearer {door.token()}"}
    for body, content_type, status in (
        ("reference=x", "text/plain", 415),
        ("{", "application/json", 400),
        ("", "application/json", 400),
        ('{"reference": "' + "x" * 70_000, "application/json", 413),
    ):
        refused = door.client.put(CLAIM, data=body, headers=bearer, content_type=content_type)
        assert refused.status_code == status
        assert refused.mimetype == "application/problem+json"
        assert refused.get_json()["detail"]


@pytest.mark.proves("D1")
def test_the_same_key_gives_the_same_answer(door: Door) -> None:
    first = door.put(CLAIM, GIVEN, Idempotency_Key="k-1")
    door.put(CLAIM, {"reference": "changed since"})
    again = door.put(CLAIM, GIVEN, Idempotency_Key="k-1")
    assert again.get_json() == first.get_json()
    assert again.headers["Idempotency-Replayed"] == "true"
    assert door.get(CLAIM).get_json()["reference"] == "changed since"


@pytest.mark.proves("D1")
def test_the_same_key_for_something_else_is_refused(door: Door) -> None:
    issue(door.world, 2)
    door.put(CLAIM, GIVEN, Idempotency_Key="k-1")
    other_body = door.put(CLAIM, {"reference": "x"}, Idempotency_Key="k-1")
    other_path = door.put(CLAIM.replace("01/", "02/"), GIVEN, Idempotency_Key="k-1")
    for refused in (other_body, other_path):
        assert refused.status_code == 422
        assert refused.get_json()["type"] == "urn:accident-service:idempotency-key-reused"


def test_a_key_of_another_client_is_another_key(door: Door) -> None:
    door.put(CLAIM, GIVEN, Idempotency_Key="k-1")
    assert (
        door.put(CLAIM, {"reference": "b"}, by="cpic-client", Idempotency_Key="k-1").status_code
        == 200
    )


@pytest.mark.proves("D1")
def test_while_the_first_is_running_the_second_waits(door: Door) -> None:
    first = door.put(CLAIM, GIVEN, Idempotency_Key="k-1")
    assert first.status_code == 200
    ((asked, _),) = door.world.answers_once.kept.values()
    door.world.answers_once.kept[("picc-client", "k-2")] = (asked, None)
    waits = door.put(CLAIM, GIVEN, Idempotency_Key="k-2")
    assert waits.status_code == 409
    assert waits.headers["Retry-After"] == "2"


def test_what_failed_may_be_tried_again_with_the_same_key(door: Door) -> None:
    nowhere = "/v1/determinations/2203020001-2026-000002/claim"
    assert door.put(nowhere, GIVEN, Idempotency_Key="k-1").status_code == 404
    issue(door.world, 2)
    assert door.put(nowhere, GIVEN, Idempotency_Key="k-1").status_code == 200


@pytest.mark.parametrize("key", ["", "x" * 256, "two words", "ключ"])
def test_a_key_that_is_none_is_refused(door: Door, key: str) -> None:
    header = key.encode().decode("latin-1")
    assert door.put(CLAIM, GIVEN, Idempotency_Key=header).status_code == 422
