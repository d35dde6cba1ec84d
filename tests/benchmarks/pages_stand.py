"""Where the pages are measured: a database of its own, forty sites, and a city's cases in it."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from time import perf_counter

from sqlalchemy import func, select

from accident_service.adapters.database.door_tables import officer as officer_table
from accident_service.adapters.database.engine import Engines
from accident_service.adapters.database.figure_blocks import PackFigures
from accident_service.adapters.database.officer_accounts import SqlOfficerAccounts
from accident_service.adapters.database.passwords import SlowHash
from accident_service.casefile.roles import Role
from accident_service.casework.casework import Casework
from accident_service.quantities.identifiers import SiteId
from accident_service.settings import Settings
from accident_service.wiring import open_casework
from tests.adapters.database.postgres import new_database, running_postgres
from tests.benchmarks.copied_ledger import copy_ledger
from tests.benchmarks.many_cameras import seed_cameras
from tests.benchmarks.many_cases import City, seed
from tests.benchmarks.many_figures import ROADS
from tests.fakes import examples
from tests.keys import keep_key, open_engines, upgrade

ROOT = Path(__file__).resolve().parents[2]
DEMO_SITE = ROOT / "fixtures" / "sites" / "demo-junction"
SITE_COUNT = 40


@contextmanager
def database(folder: Path, *, postgres: bool) -> Iterator[str]:
    folder.mkdir(exist_ok=True)
    keep_key(folder)
    if not postgres:
        url = f"sqlite:///{folder / 'ledger.sqlite3'}"
        upgrade(url)
        yield url
        return
    for server in running_postgres(folder / "postgres"):
        noted = folder / "postgres-url"
        if not noted.exists():
            noted.write_text(new_database(server))
        upgrade(noted.read_text())
        yield noted.read_text()


def service_on(folder: Path, url: str) -> Casework:
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


def copied(folder: Path, url: str, into: Path) -> None:
    """Fill an empty database, and its folder, with what lies in another folder with SQLite."""
    shutil.copytree(folder / "blobs", into / "blobs", dirs_exist_ok=True)
    there = f"sqlite:///{folder / 'ledger.sqlite3'}"
    upgrade(there)
    source, target = open_engines(there), open_engines(url)
    with target.glance() as connection:
        is_empty = not connection.execute(select(func.count()).select_from(officer_table)).scalar()
    if is_empty:
        started_s = perf_counter()
        copy_ledger(source, target)
        print(f"copied in {perf_counter() - started_s:.0f} s", flush=True)
    source.close()
    target.close()


def fill(url: str, count: int, service: Casework) -> None:
    engines = open_engines(url)
    with engines.glance() as connection:
        known = connection.execute(select(func.count()).select_from(officer_table)).scalar_one()
    if not known:  # filled by no earlier run
        _fill_cupboard(engines, count, service)
    seed_cameras(engines)
    with service.ledger.transaction() as work:
        account = work.staff.account(examples.officer().id)
        work.staff.save(replace(account, roles=frozenset(Role)))
    if not url.startswith("sqlite"):
        with engines.writing.execution_options(isolation_level="AUTOCOMMIT").connect() as raw:
            raw.exec_driver_sql("VACUUM ANALYZE")  # as its own housekeeping would after a while
    packing = PackFigures(engines, service.clock)
    while packing.turn():  # as the relay does within some minutes
        pass
    engines.close()


def _fill_cupboard(engines: Engines, count: int, service: Casework) -> None:
    started_s = perf_counter()
    city = City(
        sites=tuple(SiteId(site.id) for site in service.sites.sites()),
        now_at=service.clock.now(),
        signed=service.blobs.put_bytes(b"{}", "application/json"),
    )
    seed(engines, count, city)
    SqlOfficerAccounts(engines, SlowHash()).enrol(
        examples.officer(), user_name="officer", password="a long password"
    )
    print(f"{count} cases seeded in {perf_counter() - started_s:.0f} s", flush=True)
