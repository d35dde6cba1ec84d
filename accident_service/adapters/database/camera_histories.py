"""How asking each camera went, and how its newest clip read, by a few steps in an index each.

Years of requests lie in the table; what is told of a camera needs its last ones and those of
thirty days. So it is asked camera by camera, hundreds of them in one statement.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import (
    CTE,
    ColumnElement,
    Connection,
    ScalarSelect,
    Select,
    String,
    column,
    func,
    select,
    values,
)

from accident_service.adapters.database.camera_tables import camera_fetch, camera_reading
from accident_service.adapters.database.metadata import KeptRow, UtcDateTime
from accident_service.casework.camera_ports import CameraKey
from accident_service.footage.health import FetchHistory, FetchOutcome
from accident_service.quantities.identifiers import CameraId, SiteId

CAMERAS_AT_ONCE = 500  # far fewer parameters than any database takes
EVER = datetime(1970, 1, 1, tzinfo=UTC)


def key_of(row: KeptRow) -> CameraKey:
    """The camera a row is about."""
    return CameraKey(SiteId(row.site), CameraId(row.camera))


def histories_of(
    connection: Connection, cameras: Sequence[CameraKey], since: datetime
) -> Iterator[tuple[CameraKey, FetchHistory]]:
    """The requests to those of the cameras that were ever asked, counted from `since` on."""
    for some in _in_batches(cameras):
        told: dict[CameraKey, list[KeptRow]] = {}
        for row in connection.execute(_of_each(_asked(some), since)):
            if row.last_at is not None:
                told.setdefault(key_of(row), []).append(row)
        yield from ((key, _history(rows)) for key, rows in told.items())


def newest_readings(
    connection: Connection, cameras: Sequence[CameraKey]
) -> Mapping[CameraKey, KeptRow]:
    """The newest row of `camera_reading` of those of the cameras that have one."""
    found = {}
    table = camera_reading
    for some in _in_batches(cameras):
        asked = _listed("asked", ("site", "camera"), [(key.site, key.camera) for key in some])
        newest = (
            select(table.c.id)
            .where(table.c.site == asked.c.site, table.c.camera == asked.c.camera)
            .order_by(table.c.at.desc(), table.c.id.desc())
            .limit(1)
            .correlate(asked)
            .scalar_subquery()
        )
        query = select(table).where(table.c.id.in_(select(newest).select_from(asked)))
        found.update({key_of(row): row for row in connection.execute(query)})
    return found


def _asked(cameras: Sequence[CameraKey]) -> CTE:
    """Every camera with every way a request may end."""
    rows = [(key.site, key.camera, end.value) for key in cameras for end in FetchOutcome]
    return _listed("asked", ("site", "camera", "outcome"), rows)


def _listed(name: str, columns: Sequence[str], rows: Sequence[tuple[str, ...]]) -> CTE:
    return values(*(column(one, String) for one in columns), name=name).data(rows).cte()


def _of_each(asked: CTE, since: datetime) -> Select[Any]:
    """When a request last ended so, how often lately, and how often since one was answered."""
    table = camera_fetch.c
    here = (table.site == asked.c.site, table.camera == asked.c.camera)
    last_fetched = (
        select(func.max(table.at, type_=UtcDateTime))
        .where(*here, table.outcome == FetchOutcome.FETCHED.value)
        .correlate(asked)
        .scalar_subquery()
    )

    def of_those(what: ColumnElement[Any], *others: ColumnElement[bool]) -> ScalarSelect[Any]:
        query = select(what).where(*here, table.outcome == asked.c.outcome, *others)
        return query.correlate(asked).scalar_subquery()

    return select(
        asked.c.site,
        asked.c.camera,
        asked.c.outcome,
        of_those(func.max(table.at, type_=UtcDateTime)).label("last_at"),
        of_those(func.count(), table.at >= since).label("recent"),
        of_those(func.count(), table.at > func.coalesce(last_fetched, EVER)).label("since_fetched"),
    )


def _history(rows: Sequence[KeptRow]) -> FetchHistory:
    last = {FetchOutcome(row.outcome): row.last_at for row in rows}
    recent = {FetchOutcome(row.outcome): int(row.recent) for row in rows}
    fetched_at = last.pop(FetchOutcome.FETCHED, None)
    failure = max(last, key=lambda one: last[one], default=None)
    return FetchHistory(
        tried=sum(recent.values()),
        fetched=recent.get(FetchOutcome.FETCHED, 0),
        last_fetched_at=fetched_at,
        last_failed_at=last[failure] if failure else None,
        last_failure=failure,
        failures_since=sum(int(row.since_fetched) for row in rows),  # none of them was fetched
    )


def _in_batches(cameras: Sequence[CameraKey]) -> Iterator[Sequence[CameraKey]]:
    for first in range(0, len(cameras), CAMERAS_AT_ONCE):
        yield cameras[first : first + CAMERAS_AT_ONCE]
