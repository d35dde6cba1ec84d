"""Half-filled forms come back as they were left, and are forgotten after two days."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from accident_service.adapters.database.door_tables import draft
from accident_service.adapters.database.drafts import SqlDrafts
from accident_service.adapters.database.engine import Engines
from accident_service.casework.door_ports import Drafts
from tests.fakes.clock import FakeClock
from tests.fakes.doors import FakeDrafts

FIELDS = {"plate": "吉C12345", "words": "He said “stop”; I\nstopped."}


@pytest.fixture
def sql_drafts(engines: Engines, clock: FakeClock) -> SqlDrafts:
    return SqlDrafts(engines, clock)


@pytest.fixture(params=["fake", "sqlite"])
def drafts(request: pytest.FixtureRequest) -> Drafts:
    if request.param == "fake":
        return FakeDrafts()
    return request.getfixturevalue("sql_drafts")  # type: ignore[no-any-return]  # pytest gives Any


class TestContract:
    """What fake and SQL both promise."""

    def test_fields_come_back_as_they_were_left(self, drafts: Drafts) -> None:
        drafts.save("key", {"plate": "first"})
        drafts.save("key", FIELDS)
        assert drafts.load("key") == FIELDS

    def test_an_unknown_draft_is_empty(self, drafts: Drafts) -> None:
        assert drafts.load("never-saved") == {}

    def test_a_discarded_draft_is_gone(self, drafts: Drafts) -> None:
        drafts.save("key", FIELDS)
        drafts.save("other", FIELDS)
        drafts.discard("key")
        drafts.discard("key")
        assert drafts.load("key") == {}
        assert drafts.load("other") == FIELDS


def test_what_nobody_came_back_to_is_not_kept(
    sql_drafts: SqlDrafts, clock: FakeClock, engines: Engines
) -> None:
    sql_drafts.save("left", FIELDS)
    clock.pass_by(timedelta(days=2).total_seconds())
    assert sql_drafts.load("left") == {}
    sql_drafts.save("new", FIELDS)
    with engines.glance() as connection:
        assert connection.execute(select(func.count()).select_from(draft)).scalar_one() == 1
