"""Whoever signed out is out, in every process, for as long as a copy of the cookie could live."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from accident_service.adapters.database.door_tables import ended_session
from accident_service.adapters.database.ended_sessions import SqlEndedSessions
from accident_service.adapters.database.engine import Engines
from accident_service.casework.session_ports import EndedSessions
from tests.fakes.clock import FakeClock
from tests.fakes.doors import FakeEndedSessions

TEN_HOURS = timedelta(hours=10)


@pytest.fixture
def sql_sessions(engines: Engines, clock: FakeClock) -> SqlEndedSessions:
    return SqlEndedSessions(engines, clock)


@pytest.fixture(params=["fake", "sqlite"])
def sessions(request: pytest.FixtureRequest) -> EndedSessions:
    if request.param == "fake":
        return FakeEndedSessions()
    return request.getfixturevalue("sql_sessions")  # type: ignore[no-any-return]  # pytest gives Any


@pytest.mark.proves("S11")
def test_a_session_ends_once_and_others_go_on(sessions: EndedSessions, clock: FakeClock) -> None:
    for _ in range(2):
        sessions.end("one", until=clock.now() + TEN_HOURS)
    assert sessions.has_ended("one")
    assert not sessions.has_ended("two")


def test_what_no_copy_can_outlive_is_forgotten(
    sql_sessions: SqlEndedSessions, clock: FakeClock, engines: Engines
) -> None:
    sql_sessions.end("one", until=clock.now() + TEN_HOURS)
    clock.pass_by(TEN_HOURS.total_seconds() + 1)
    sql_sessions.end("two", until=clock.now() + TEN_HOURS)
    with engines.glance() as connection:
        kept = connection.execute(select(func.count()).select_from(ended_session)).scalar_one()
    assert kept == 1
