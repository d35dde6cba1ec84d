"""Which pages are measured, each asked for with other arguments every time."""

import random
import secrets
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from functools import partial
from time import perf_counter
from urllib.parse import quote

from flask.testing import FlaskClient

from accident_service.adapters.database.insurer_clients import SqlInsurerClients
from accident_service.casework.casework import Casework
from accident_service.server import create_app
from accident_service.settings import Settings
from accident_service.wiring.doors import leave_out_of_collections
from tests.benchmarks.many_cameras import CAMERAS
from tests.benchmarks.many_cases import ALPHABET
from tests.benchmarks.many_figures import ROADS
from tests.benchmarks.pages_stand import SITE_COUNT
from tests.benchmarks.timed import Probe, spent_s
from tests.fakes import examples
from tests.fakes.doors import insurer_client
from tests.keys import open_engines

HTML = {"Accept": "text/html", "Accept-Language": "zh"}


def probes(service: Casework, url: str, count: int) -> Iterator[Probe]:
    settings = Settings.from_environment({}, overrides={"DATABASE_URL": url})
    app = create_app(service, settings, secret_key="for the benchmark only")
    leave_out_of_collections()
    officer, driver = app.test_client(), app.test_client()
    yield from _desk(_signed_in(officer, service), service, count)
    yield from _city(officer)
    yield from _house(officer)
    yield from _drivers(driver, service, count)
    yield from _insurers(app.test_client(), url)


def _signed_in(client: FlaskClient, service: Casework) -> FlaskClient:
    now = service.clock.now().isoformat()
    with client.session_transaction() as session:
        session["officer"], session["signed_in_at"], session["seen_at"] = (
            examples.officer().id,
            now,
            now,
        )
    return client


def _desk(client: FlaskClient, service: Casework, count: int) -> Iterator[Probe]:
    def page(name: str, address: Callable[[random.Random], str]) -> Probe:
        return Probe(name, lambda chance: client.get(address(chance), headers=HTML).status_code)

    def listed(name: str, arguments: Callable[[random.Random], str]) -> Probe:
        return page(name, lambda chance: f"/officer/?{arguments(chance)}")

    for tab in ("waiting", "working", "determined", "referred"):
        yield listed(f"queue, {tab}", partial(_showing, tab))
    yield listed(
        "queue, determined, some page", lambda c: f"show=determined&page={c.randrange(2, 500)}"
    )
    yield listed("filter: site, of determined", lambda c: f"show=determined&site={_site(c)}")
    yield listed("filter: nobody's, firm", lambda _: "show=waiting&held=nobody&strength=firm")
    yield listed("filter: mine, all stages", lambda _: "show=all&held=me")
    yield listed("filter: due, all stages", lambda _: "show=all&due=today")
    yield listed("search: 3 of a plate", lambda c: "q=" + "".join(c.choices(ALPHABET[-8:], k=3)))
    yield listed("search: 5 of a plate", lambda c: "q=" + "".join(c.choices(ALPHABET[-8:], k=5)))
    yield listed("search: whole plate", lambda c: f"q={quote(_plate(c, service, count))}")
    yield listed("search: document number", lambda c: f"q=2026-{c.randrange(count):06}")
    yield listed("search: a road (many)", lambda c: f"q={quote(c.choice(ROADS) + '路')}")
    yield listed("search: junction and hour", _junction_and_hour)
    yield page("case page", lambda c: f"/officer/case/{c.randrange(count):08}")
    yield page("next case", lambda _: "/officer/next")
    yield page("reviews", lambda _: "/officer/reviews")


def _city(client: FlaskClient) -> Iterator[Probe]:
    whole_city = "south=30.4&north=30.8&west=114.1&east=114.6&cells=16"
    for name, path in (
        ("city", "/officer/city?"),
        ("city, its map", f"/officer/city/map.json?{whole_city}&"),
        ("city, its hazards as a table", "/officer/city/hazards.csv?"),
        ("figures of the service", "/officer/city/figures?"),
    ):
        for span, days in (("90 days", 90), ("3 years", 1095)):
            yield Probe(f"{name}, {span}", partial(_of_days, client, path, days))


def _house(client: FlaskClient) -> Iterator[Probe]:
    def page(name: str, address: Callable[[random.Random], str]) -> Probe:
        return Probe(name, lambda chance: client.get(address(chance), headers=HTML).status_code)

    yield page("cameras", lambda _: "/officer/cameras/")
    yield page("cameras, their map", lambda _: "/officer/cameras/map.json")
    yield page("one camera", lambda c: f"/officer/cameras/{_site(c)}/{c.choice(CAMERAS)}")
    yield page("cameras, coverage", lambda _: "/officer/cameras/coverage")
    yield page("cameras, coverage's map", lambda _: "/officer/cameras/coverage.json")
    yield page("house: people", lambda _: "/officer/admin/people")
    yield page("house: audit", lambda _: "/officer/admin/audit")
    yield page("house: audit of a day", _audit_of_a_day)
    yield page("house: audit of an actor", lambda _: "/officer/admin/audit?actor=driver:A")
    yield page("house: law", lambda _: "/officer/admin/law")


def _audit_of_a_day(chance: random.Random) -> str:
    day = date.today() - timedelta(days=chance.randrange(1000))  # noqa: DTZ011 - any day will do
    return f"/officer/admin/audit?verb=confirm&since={day}&until={day}"


def _of_days(client: FlaskClient, path: str, days: int, chance: random.Random) -> int:
    until = date.today() - timedelta(days=chance.randrange(30))  # noqa: DTZ011 - any day will do
    asked = f"{path}since={until - timedelta(days=days)}&until={until}"
    return client.get(asked, headers=HTML).status_code


def _drivers(client: FlaskClient, service: Casework, count: int) -> Iterator[Probe]:
    def ask(path: str) -> Callable[[random.Random], int]:
        def asked(chance: random.Random) -> int:
            number = chance.randrange(count)
            with service.ledger.reading() as work:
                (case, *_) = work.cases.of_phone(f"130{number:08}")
            with client.session_transaction() as session:
                session["phone"] = f"130{number:08}"
            started_s = perf_counter()
            status = client.get(path.format(code=case.tracking_code), headers=HTML).status_code
            spent_s.append(perf_counter() - started_s)
            return status

        return asked

    yield Probe("driver: my cases", ask("/cases"))
    yield Probe("driver: status", ask("/case/{code}"))
    yield Probe("driver: roads for the map", ask("/report/map.json"))


def _insurers(client: FlaskClient, url: str) -> Iterator[Probe]:
    engines = open_engines(url)
    asking = replace(insurer_client("PICC"), client_id=f"picc-{secrets.token_hex(4)}")
    secret = SqlInsurerClients(engines).register(asking)
    granted = client.post(
        "/v1/oauth/token",
        data={"grant_type": "client_credentials"},
        auth=(asking.client_id, secret),
    ).get_json()
    bearer = {"Authorization": f"Bearer {granted['access_token']}"}
    answer = client.get("/v1/determinations?limit=100", headers=bearer).get_json()
    numbers = [one["number"] for one in answer["items"]]

    def get(name: str, path: Callable[[random.Random], str]) -> Probe:
        return Probe(name, lambda chance: client.get(path(chance), headers=bearer).status_code)

    yield get("API: list, first 50", lambda _: "/v1/determinations?limit=50")
    yield get("API: list, next page", lambda _: str(answer["next"]))
    yield get("API: one", lambda c: f"/v1/determinations/{c.choice(numbers)}")
    engines.close()


def _showing(tab: str, _chance: random.Random) -> str:
    return f"show={tab}"


def _site(chance: random.Random) -> str:
    return f"site-{chance.randrange(SITE_COUNT):02}"


def _plate(chance: random.Random, service: Casework, count: int) -> str:
    phone = f"130{chance.randrange(count):08}"
    with service.ledger.reading() as work:
        return work.cases.of_phone(phone)[0].parties[0].vehicle.plate


def _junction_and_hour(chance: random.Random) -> str:
    first, second = chance.sample(ROADS, 2)
    day = f"2026-{chance.randrange(1, 10):02}-{chance.randrange(1, 28):02}"
    return f"q={quote(f'{first}路与{second}街')}&since={day}T08:00&until={day}T09:00"
