"""How long pages take with a full cupboard: `python -m tests.benchmarks.pages --cases 100000`.

The whole app on a real database (SQLite in a file, or PostgreSQL with `--postgres`), called
through Flask's test client: what a web server and the network add is not in the figures. Each
page is called with different arguments, first to warm up and then to be timed.
"""

import argparse
import random
import secrets
import shutil
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter
from urllib.parse import quote

from flask.testing import FlaskClient
from sqlalchemy import func, select

from accident_service.adapters.database.documents import text_of_blob
from accident_service.adapters.database.door_tables import officer as officer_table
from accident_service.adapters.database.engine import open_engines
from accident_service.adapters.database.insurer_clients import SqlInsurerClients
from accident_service.adapters.database.migrate import upgrade
from accident_service.adapters.database.officer_accounts import SqlOfficerAccounts
from accident_service.adapters.database.passwords import SlowHash
from accident_service.casework.casework import Casework
from accident_service.quantities.identifiers import SiteId
from accident_service.server import create_app
from accident_service.settings import Settings
from accident_service.wiring import open_casework
from tests.adapters.database.postgres import new_database, running_postgres
from tests.benchmarks.many_cases import ALPHABET, ROADS, City, seed
from tests.benchmarks.timed import Probe, line, spent_s
from tests.fakes import examples
from tests.fakes.doors import insurer_client

ROOT = Path(__file__).resolve().parents[2]
DEMO_SITE = ROOT / "fixtures" / "sites" / "demo-junction"
SITE_COUNT = 40
HTML = {"Accept": "text/html", "Accept-Language": "zh"}


def main(arguments: list[str]) -> None:
    """Seed, measure and print."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.pages")
    parser.add_argument("--cases", type=int, default=100_000)
    parser.add_argument("--calls", type=int, default=40, help="timed calls of each page")
    parser.add_argument("--postgres", action="store_true", help="a PostgreSQL server of its own")
    parser.add_argument("--keep", type=Path, help="a folder for SQLite, filled once, used again")
    options = parser.parse_args(arguments)
    with ExitStack() as stack:
        folder = options.keep or Path(stack.enter_context(TemporaryDirectory()))
        url = stack.enter_context(_database(folder, postgres=options.postgres))
        service = _service(folder, url)
        _fill(url, options.cases, service)
        print("| page | p50 ms | p95 ms | own processor, p95 ms |\n|---|---|---|---|")
        for probe in _probes(service, url, options.cases):
            print(line(probe, options.calls), flush=True)


@contextmanager
def _database(folder: Path, *, postgres: bool) -> Iterator[str]:
    if not postgres:
        folder.mkdir(exist_ok=True)
        url = f"sqlite:///{folder / 'ledger.sqlite3'}"
        upgrade(url)
        yield url
        return
    for server in running_postgres(folder / "postgres"):
        yield new_database(server)


def _service(folder: Path, url: str) -> Casework:
    sites = folder / "sites"
    for number in range(SITE_COUNT):
        site = sites / f"site-{number:02}"
        if site.exists():
            continue
        shutil.copytree(DEMO_SITE, site)
        told = (site / "site.toml").read_text()
        told = told.replace('"demo-junction"', f'"{site.name}"')
        # As in a city, no two junctions have one name.
        first, second = ROADS[number % len(ROADS)], ROADS[-1 - number // len(ROADS)]
        told = told.replace(
            'name_zh = "湖滨路与兴业街交叉口"', f'name_zh = "{first}路{second}街口"'
        )
        (site / "site.toml").write_text(told)
    settings = Settings.from_environment(
        {}, overrides={"DATA_DIR": str(folder), "DATABASE_URL": url, "SITES_DIR": str(sites)}
    )
    return open_casework(settings)


def _fill(url: str, count: int, service: Casework) -> None:
    engines = open_engines(url)
    with engines.glance() as connection:
        if connection.execute(select(func.count()).select_from(officer_table)).scalar_one():
            return  # filled by an earlier run
    started_s = perf_counter()
    city = City(
        sites=tuple(SiteId(site.id) for site in service.sites.sites()),
        now_at=service.clock.now(),
        signed=text_of_blob(service.blobs.put_bytes(b"{}", "application/json")),
    )
    seed(engines, count, city)
    if not url.startswith("sqlite"):
        with engines.writing.execution_options(isolation_level="AUTOCOMMIT").connect() as raw:
            raw.exec_driver_sql("ANALYZE")  # as its own housekeeping would after a while
    SqlOfficerAccounts(engines, SlowHash()).enrol(
        examples.officer(), user_name="officer", password="a long password"
    )
    engines.close()
    print(f"{count} cases seeded in {perf_counter() - started_s:.0f} s", flush=True)


def _probes(service: Casework, url: str, count: int) -> Iterator[Probe]:
    settings = Settings.from_environment({}, overrides={"DATABASE_URL": url})
    app = create_app(service, settings, secret_key="for the benchmark only")
    officer, driver = app.test_client(), app.test_client()
    yield from _desk(_signed_in(officer, service), service, count)
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


if __name__ == "__main__":
    main(sys.argv[1:])
