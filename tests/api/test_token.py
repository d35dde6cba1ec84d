import base64
import json
from datetime import timedelta

import pytest

from accident_service.api.access_tokens import AccessTokens, Grant
from tests.api.door import Door, open_door
from tests.fakes.doors import insurer_client

LIST = "/v1/determinations"
GRANT = {"grant_type": "client_credentials"}


def test_a_token_is_given_by_basic_or_by_body_for_a_quarter_of_an_hour(door: Door) -> None:
    by_basic = door.client.post("/v1/oauth/token", data=GRANT, auth=("picc-client", "secret"))
    by_body = door.client.post(
        "/v1/oauth/token",
        data=GRANT | {"client_id": "picc-client", "client_secret": "secret"},
    )
    for given in (by_basic, by_body):
        token = given.get_json()
        assert given.status_code == 200
        assert given.headers["Cache-Control"] == "no-store"
        assert (token["token_type"], token["expires_in"]) == ("Bearer", 900)
        assert token["scope"] == "claims:write determinations:read"


@pytest.mark.parametrize(
    ("form", "auth", "status", "error"),
    [
        (GRANT, ("picc-client", "wrong"), 401, "invalid_client"),
        (GRANT, ("nobody", "secret"), 401, "invalid_client"),
        (GRANT, None, 401, "invalid_client"),
        ({}, ("picc-client", "secret"), 400, "unsupported_grant_type"),
        ({"grant_type": "password"}, ("picc-client", "secret"), 400, "unsupported_grant_type"),
        (GRANT | {"scope": "cases:write"}, ("picc-client", "secret"), 400, "invalid_scope"),
    ],
)
def test_a_refusal_speaks_oauth(
    door: Door, form: dict[str, str], auth: tuple[str, str] | None, status: int, error: str
) -> None:
    refused = door.client.post("/v1/oauth/token", data=form, auth=auth)

    assert refused.status_code == status
    assert refused.get_json()["error"] == error
    assert ("WWW-Authenticate" in refused.headers) is (status == 401)


@pytest.mark.proves("S11")
def test_a_token_runs_out_after_900_seconds(door: Door) -> None:
    bearer = {"Authorization": f"Bearer {door.token()}"}

    door.world.clock.pass_by(899)
    assert door.client.get(LIST, headers=bearer).status_code == 200
    door.world.clock.pass_by(2)
    expired = door.client.get(LIST, headers=bearer)

    assert expired.status_code == 401
    assert 'error="invalid_token"' in expired.headers["WWW-Authenticate"]


def forged(token: str) -> list[str]:
    head, body, seal = token.split(".")
    claims = json.loads(base64.urlsafe_b64decode(body + "=="))
    other = base64.urlsafe_b64encode(json.dumps(claims | {"sub": "cpic-client"}).encode()).decode()
    nothing = base64.urlsafe_b64encode(b'{"alg":"none"}').decode().rstrip("=")
    return [
        f"{head}.{other.rstrip('=')}.{seal}",
        f"{nothing}.{body}.",
        f"{head}.{body}.{seal[:-4]}AAAA",
        "not-a-token",
        "a.b.c",
        "…",
    ]


@pytest.mark.proves("S11")
def test_forged_tokens_are_refused(door: Door) -> None:
    own_secret = AccessTokens(b"somebody else's secret, forty characters").issue(
        Grant("picc-client", frozenset({"determinations:read"})), door.world.clock.now()
    )
    for token in [*forged(door.token()), own_secret]:
        bearer = {"Authorization": f"Bearer {token}".encode().decode("latin-1")}
        assert door.client.get(LIST, headers=bearer).status_code == 401, token


@pytest.mark.parametrize(
    "header", [{}, {"Authorization": "Basic eDp5"}, {"Authorization": "Bearer"}]
)
def test_without_a_token_nothing_is_shown(door: Door, header: dict[str, str]) -> None:
    refused = door.client.get(LIST, headers=header)
    assert refused.status_code == 401
    assert refused.headers["WWW-Authenticate"] == 'Bearer realm="v1"'


@pytest.mark.proves("S11")
def test_a_token_without_the_scope_is_told_which_it_lacks(door: Door) -> None:
    refused = door.get(LIST, by="scopeless")
    assert refused.status_code == 403
    assert refused.get_json()["type"] == "urn:accident-service:insufficient-scope"
    assert 'scope="determinations:read"' in refused.headers["WWW-Authenticate"]


@pytest.mark.proves("S11")
def test_switching_a_client_off_stops_its_token_at_once(door: Door) -> None:
    bearer = {"Authorization": f"Bearer {door.token()}"}
    door.world.insurers.clients = (insurer_client("CPIC"),)
    assert door.client.get(LIST, headers=bearer).status_code == 401


@pytest.mark.proves("S11")
def test_taking_a_scope_away_stops_its_token_at_once(door: Door) -> None:
    bearer = {"Authorization": f"Bearer {door.token()}"}
    door.world.insurers.clients = (insurer_client("PICC", scopes=frozenset()),)
    assert door.client.get(LIST, headers=bearer).status_code == 403


@pytest.mark.proves("S10", "S11")
def test_guessing_secrets_is_slowed_down() -> None:
    door = open_door()
    answers = [
        door.client.post("/v1/oauth/token", data=GRANT, auth=("picc-client", f"guess {n}"))
        for n in range(21)
    ]
    assert [answer.status_code for answer in answers[:20]] == [401] * 20
    assert answers[20].status_code == 429
    assert answers[20].mimetype == "application/problem+json"


@pytest.mark.proves("S11")
def test_tokens_are_for_this_api_alone(door: Door) -> None:
    tokens = AccessTokens(b"x" * 40)
    now = door.world.clock.now()
    token = tokens.issue(Grant("c", frozenset({"a", "b"})), now)

    assert tokens.read(token, now + timedelta(minutes=14)) == Grant("c", frozenset({"a", "b"}))


@pytest.mark.proves("R16")
@pytest.mark.parametrize("step_s", [3600.0, -3600.0])
def test_r16_a_clock_step_ends_a_token_and_never_lengthens_it(door: Door, step_s: float) -> None:
    bearer = {"Authorization": f"Bearer {door.token()}"}
    door.world.clock.pass_by(step_s)
    assert door.client.get(LIST, headers=bearer).status_code == 401

    renewed = {"Authorization": f"Bearer {door.token()}"}

    assert door.client.get(LIST, headers=renewed).status_code == 200
