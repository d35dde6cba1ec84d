"""What a city's cameras have been through: requests, readings and places of a hundred thousand."""

import random
from collections.abc import Iterator
from datetime import datetime, timedelta

from sqlalchemy import Connection, func, insert, select

from accident_service.adapters.database.camera_tables import (
    accident_place,
    camera_fetch,
    camera_reading,
)
from accident_service.adapters.database.engine import Engines
from accident_service.adapters.database.figure_tables import case_figure
from accident_service.casework.camera_ports import PlaceOutcome
from accident_service.footage.health import FetchOutcome

CAMERAS = ("T-01", "G-07", "S-12")  # of the demo site
CASES_AT_ONCE = 2000
REACH_M = 60.0  # accidents crowd about the middle of their junction
UNSEEN, FAILED = 0.1, 0.05
Row = dict[str, object]


def seed_cameras(engines: Engines) -> None:
    """Two requests, a reading and a place of every case at a site; nothing where there are any."""
    with engines.glance() as connection:
        known = connection.execute(select(func.count()).select_from(accident_place)).scalar_one()
        table = case_figure.c
        query = select(table.case_id, table.site, table.filed_at).where(table.site.is_not(None))
        cases = [] if known else [tuple(one) for one in connection.execute(query)]
    chance = random.Random(len(cases))  # noqa: S311 - nobody's secret
    for batch in _in_batches(cases):
        with engines.transaction() as connection:
            _write(connection, batch, chance)


def _in_batches(
    cases: list[tuple[str, str, datetime]],
) -> Iterator[list[tuple[str, str, datetime]]]:
    for first in range(0, len(cases), CASES_AT_ONCE):
        yield cases[first : first + CASES_AT_ONCE]


def _write(
    connection: Connection, batch: list[tuple[str, str, datetime]], chance: random.Random
) -> None:
    fetches: list[Row] = []
    readings: list[Row] = []
    places: list[Row] = []
    for case_id, site, at in batch:
        where = {"site": site, "camera": chance.choice(CAMERAS)}
        for _ in range(2):
            failed = chance.random() < FAILED
            outcome = FetchOutcome.NO_ANSWER if failed else FetchOutcome.FETCHED
            then_at = at + timedelta(seconds=chance.randrange(600))
            fetches.append({**where, "at": then_at, "outcome": outcome.value})
        told = {"clip": f"clip-{case_id}", "standing": "burnt-in-clock", "measured": True}
        readings.append({**where, **told, "case_id": case_id, "at": at})
        place = PlaceOutcome.UNSEEN if chance.random() < UNSEEN else PlaceOutcome.ASKED
        places.append(
            {
                "case_id": case_id,
                "site": site,
                "x_m": chance.gauss(0, REACH_M / 2),
                "y_m": chance.gauss(0, REACH_M / 2),
                "sigma_m": 10.0,
                "at": at,
                "outcome": place.value,
            }
        )
    connection.execute(insert(camera_fetch), fetches)
    connection.execute(insert(camera_reading), readings)
    connection.execute(insert(accident_place), places)
