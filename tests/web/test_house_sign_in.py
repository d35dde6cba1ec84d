"""Officers sign in at the house's provider: what is proven lets them on to their device's code."""

import http.client
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from joserfc.jwk import ECKey
from werkzeug.test import TestResponse

from accident_service.adapters.house_sign_in.configured import configured_house_sign_in
from accident_service.casefile.roles import Role
from accident_service.casework.door_ports import Standing
from accident_service.journal import FIELDS
from tests.fakes import examples
from tests.fakes.casework import FakeWorld
from tests.fakes.clock import FakeClock
from tests.web.house_provider import CLIENT, SECRET, HouseProvider, running, settings_file
from tests.web.visit import Visitor, app_on

START = "/officer/sign-in/house"
CODE = "/officer/sign-in/code"
WRONG: list[tuple[str, dict[str, object]]] = [
    ("another issuer", {"iss": "https://elsewhere.example"}),
    ("another service", {"aud": "another"}),
    ("several services", {"aud": [CLIENT, "another"]}),
    ("several services", {"aud": [CLIENT, "another"], "azp": "another"}),
    ("another party", {"azp": "another"}),
    ("another service", {"aud": None}),
    ("another asking", {"nonce": "an older one"}),
    ("another asking", {"nonce": None}),
    ("a time that is over", {"exp": 1_000_000_000}),
    ("a time that is over", {"exp": None}),
    ("long ago", {"iat": 1_000_000_000}),
    ("a time to come", {"iat": 9_000_000_000}),
    ("a time to come", {"iat": None}),
    ("nobody", {"sub": None}),
    ("names nobody", {"preferred_username": None}),
    ("names nobody", {"preferred_username": "x" * 65}),
    ("names nobody", {"preferred_username": ["officer"]}),
]


@pytest.fixture(scope="module")
def clock() -> FakeClock:
    return FakeClock()


@pytest.fixture(scope="module")
def server(clock: FakeClock) -> Iterator[HouseProvider]:
    with running(clock) as provider:
        yield provider


@pytest.fixture
def provider(server: HouseProvider) -> Iterator[HouseProvider]:
    first = server.key
    yield server
    server.person, server.algorithm, server.key = "officer", "ES256", first
    server.claims.clear()
    server.said.clear()
    server.published[:] = [first]


@pytest.fixture
def world(tmp_path: Path, provider: HouseProvider, clock: FakeClock) -> FakeWorld:
    path = settings_file(tmp_path, provider)
    house = configured_house_sign_in(path, {"HOUSE": SECRET}.get, clock)
    return FakeWorld(clock=clock, house_sign_in=house)


@pytest.fixture
def visitor(world: FakeWorld) -> Visitor:
    return Visitor(app_on(world))


def at_the_house(address: str) -> str:
    """Where the provider sends the browser back to."""
    parts = urlsplit(address)
    connection = http.client.HTTPConnection(parts.netloc)
    connection.request("GET", f"{parts.path}?{parts.query}")
    back = connection.getresponse().getheader("Location") or ""
    connection.close()
    assert back.startswith("https://accident.example/officer/sign-in/house/back?")
    return back.removeprefix("https://accident.example")


def came_back(visitor: Visitor) -> TestResponse:
    return visitor.get(at_the_house(visitor.get(START).location or ""))


def refused(answer: TestResponse) -> bool:
    return answer.status_code == 422 and "did not work" in answer.text


def test_whoever_the_house_knows_is_asked_for_the_code_of_their_device(visitor: Visitor) -> None:
    assert "Police single sign-on" in visitor.read("/officer/sign-in")
    assert came_back(visitor).location == CODE
    assert visitor.get("/officer/").location == "/officer/sign-in"

    visitor.post(CODE, {"code": "135790"})
    assert visitor.get("/officer/").status_code == 200


def test_the_house_s_word_asks_for_no_password_of_ours(world: FakeWorld, visitor: Visitor) -> None:
    roles = frozenset({Role.OFFICER})
    world.officers.standings[examples.officer().id] = Standing(roles, password_handed_over=True)
    came_back(visitor)
    visitor.post(CODE, {"code": "135790"})

    assert visitor.get("/officer/").status_code == 200


def test_what_is_asked_carries_state_nonce_and_a_hashed_verifier(visitor: Visitor) -> None:
    sent = [visitor.get(START).location or "" for _ in range(2)]
    first, second = ({k: v[0] for k, v in parse_qs(urlsplit(one).query).items()} for one in sent)
    assert first["code_challenge_method"] == "S256"
    assert first["redirect_uri"] == "https://accident.example/officer/sign-in/house/back"
    for name in ("state", "nonce", "code_challenge"):
        assert len(first[name]) >= 43
        assert first[name] != second[name]
    assert SECRET not in sent[0]


@pytest.mark.proves("S11")
def test_a_token_that_does_not_prove_it_is_refused_for_what_is_wrong_with_it(
    provider: HouseProvider, visitor: Visitor, caplog: pytest.LogCaptureFixture
) -> None:
    for why, claims in WRONG:
        provider.claims.clear()
        provider.claims.update(claims)
        caplog.clear()
        answer = came_back(visitor)
        assert refused(answer), claims
        (line,) = (record for record in caplog.records if record.name.endswith("sign-in"))
        assert why in getattr(line, FIELDS)["told"]
        assert why not in answer.text
        assert visitor.get(CODE).location == "/officer/sign-in"


@pytest.mark.proves("S11")
def test_signatures_count_only_under_the_providers_own_keys(
    provider: HouseProvider, visitor: Visitor
) -> None:
    provider.key = ECKey.generate_key("P-256", {"kid": "first"})
    assert refused(came_back(visitor))
    provider.algorithm = "HS256"  # under the secret both know
    assert refused(came_back(visitor))


def test_new_keys_of_the_provider_are_fetched_when_a_token_names_one(
    provider: HouseProvider, visitor: Visitor
) -> None:
    assert came_back(visitor).location == CODE
    provider.key = ECKey.generate_key("P-256", {"kid": "second"})
    assert refused(came_back(visitor))
    provider.published.append(provider.key)
    assert came_back(visitor).location == CODE


@pytest.mark.proves("S11")
def test_an_answer_counts_once_and_in_the_browser_that_asked(
    world: FakeWorld, visitor: Visitor
) -> None:
    back = at_the_house(visitor.get(START).location or "")
    stranger = Visitor(app_on(world))
    assert refused(stranger.get(back))  # somebody lured onto another's answer
    stranger.get(START)
    assert refused(stranger.get(back))
    assert visitor.get(back).location == CODE
    assert refused(visitor.get(back))

    code = parse_qs(urlsplit(back).query)["code"][0]
    sent = parse_qs(urlsplit(visitor.get(START).location or "").query)["state"][0]
    assert refused(visitor.get(f"{START}/back?code={code}&state={sent}"))  # a code used before
    for query in ("", "?error=access_denied", f"?state={sent}", "?code=x&state="):
        visitor.get(START)
        assert refused(visitor.get(f"{START}/back{query}"))


def test_a_code_stolen_on_its_way_is_worth_nothing_without_the_verifier(
    world: FakeWorld, visitor: Visitor
) -> None:
    thief = Visitor(app_on(world))
    code = parse_qs(urlsplit(at_the_house(visitor.get(START).location or "")).query)["code"][0]
    state = parse_qs(urlsplit(thief.get(START).location or "").query)["state"][0]
    assert refused(thief.get(f"{START}/back?code={code}&state={state}"))


@pytest.mark.proves("S11")
def test_nobody_is_enrolled_by_it(
    world: FakeWorld, provider: HouseProvider, visitor: Visitor
) -> None:
    provider.person = "stranger"
    assert refused(came_back(visitor))
    assert set(world.officers.accounts) == {"officer"}


def test_an_answer_of_another_provider_is_refused(visitor: Visitor) -> None:
    back = at_the_house(visitor.get(START).location or "")
    query = parse_qs(urlsplit(back).query)
    mixed = f"{START}/back?code={query['code'][0]}&state={query['state'][0]}&iss=https://x.example"
    assert refused(visitor.get(mixed))


@pytest.mark.parametrize(
    "said",
    [
        {"issuer": "https://elsewhere.example"},
        {"code_challenge_methods_supported": ["plain"]},
        {"token_endpoint": None},
        {"jwks_uri": "http://10.0.0.1/keys"},
        {"authorization_endpoint": "javascript:alert(1)"},
    ],
    ids=str,
)
def test_a_provider_that_is_not_what_it_should_be_is_not_used(
    provider: HouseProvider, visitor: Visitor, said: dict[str, object]
) -> None:
    provider.said.update(said)
    answer = visitor.get(START)
    assert answer.status_code == 503
    assert "does not answer just now" in answer.text


def test_a_house_without_one_shows_no_button_and_answers_no_such_address() -> None:
    visitor = Visitor(app_on(FakeWorld()))
    assert "sign-in/house" not in visitor.read("/officer/sign-in")
    assert visitor.get(START).status_code == 404
    assert visitor.get(f"{START}/back?code=x&state=y").status_code == 404
