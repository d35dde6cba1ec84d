"""Invitations lead to one case, for three days, and cannot be read out of the database."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from accident_service.adapters.database.door_tables import invite_link
from accident_service.adapters.database.engine import Engines
from accident_service.adapters.database.invite_links import SqlInviteLinks
from accident_service.adapters.database.ledger import SqlLedger
from accident_service.casework.door_ports import InviteLinks
from accident_service.errors import NotFound
from tests.fakes import examples
from tests.fakes.clock import FakeClock
from tests.fakes.doors import FakeInviteLinks

CASE = examples.reported_case()


@pytest.fixture
def sql_links(sql_ledger: SqlLedger, clock: FakeClock) -> SqlInviteLinks:
    with sql_ledger.transaction() as work:
        work.cases.add(CASE)
    return SqlInviteLinks(sql_ledger.engines, clock)


@pytest.fixture(params=["fake", "sqlite"])
def links(request: pytest.FixtureRequest) -> InviteLinks:
    if request.param == "fake":
        return FakeInviteLinks()
    return request.getfixturevalue("sql_links")  # type: ignore[no-any-return]  # pytest gives Any


class TestContract:
    """What fake and SQL both promise."""

    def test_a_link_leads_to_its_case(self, links: InviteLinks) -> None:
        first, second = links.issue(CASE.id), links.issue(CASE.id)
        assert first != second
        assert links.case_of(first) == links.case_of(second) == CASE.id

    def test_an_unknown_link_leads_nowhere(self, links: InviteLinks) -> None:
        with pytest.raises(NotFound):
            links.case_of("guessed")


def test_a_link_lives_for_three_days(sql_links: SqlInviteLinks, clock: FakeClock) -> None:
    token = sql_links.issue(CASE.id)
    clock.pass_by(timedelta(days=3).total_seconds() - 1.0)
    assert sql_links.case_of(token) == CASE.id
    clock.pass_by(1.0)
    with pytest.raises(NotFound):
        sql_links.case_of(token)


def test_the_token_itself_is_kept_nowhere(sql_links: SqlInviteLinks, engines: Engines) -> None:
    token = sql_links.issue(CASE.id)
    with engines.glance() as connection:
        row = connection.execute(select(invite_link)).one()
    assert token not in {str(value) for value in row}
    assert len(token) >= 43  # 256 random bits
