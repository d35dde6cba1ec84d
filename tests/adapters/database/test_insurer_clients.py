"""Insurers' clients: a secret that is shown once, and scopes that are kept."""

from dataclasses import replace

import pytest

from accident_service.adapters.database.engine import Engines
from accident_service.adapters.database.insurer_clients import SqlInsurerClients
from accident_service.adapters.database.insurer_keys import SqlInsurerKeys
from accident_service.casework.door_ports import InsurerClient, InsurerClients
from accident_service.errors import Conflict, NotFound
from accident_service.quantities.identifiers import InsurerId
from tests.fakes.doors import FakeInsurerClients, insurer_client

PICC = insurer_client("PICC", scopes=frozenset({"determinations:read", "webhooks:write"}))


@pytest.fixture
def sql_clients(engines: Engines) -> SqlInsurerClients:
    return SqlInsurerClients(engines)


@pytest.fixture(params=["fake", "sqlite"])
def known(request: pytest.FixtureRequest) -> tuple[InsurerClients, str]:
    """The clients, and PICC's secret."""
    if request.param == "fake":
        return FakeInsurerClients((PICC,)), "secret"
    clients: SqlInsurerClients = request.getfixturevalue("sql_clients")
    return clients, clients.register(PICC)


class TestContract:
    """What fake and SQL both promise."""

    def test_the_secret_opens(self, known: tuple[InsurerClients, str]) -> None:
        clients, secret = known
        assert clients.authenticate(PICC.client_id, secret) == PICC
        assert clients.client(PICC.client_id) == PICC

    def test_nothing_else_does(self, known: tuple[InsurerClients, str]) -> None:
        clients, secret = known
        assert clients.authenticate(PICC.client_id, secret + "x") is None
        assert clients.authenticate(PICC.client_id, "") is None
        assert clients.authenticate("nobody", secret) is None
        assert clients.client("nobody") is None


def test_a_client_switched_off_is_out(sql_clients: SqlInsurerClients) -> None:
    keys = SqlInsurerKeys(sql_clients.engines, sql_clients.clock)
    secret = sql_clients.register(PICC)
    keys.switch(PICC.client_id, active=False)
    assert sql_clients.authenticate(PICC.client_id, secret) is None
    with pytest.raises(NotFound):
        keys.switch("nobody", active=False)


def test_one_insurer_may_have_several_clients(sql_clients: SqlInsurerClients) -> None:
    second = replace(PICC, client_id="picc-second")
    assert sql_clients.register(PICC) != sql_clients.register(second)
    assert sql_clients.client("picc-second") == second


@pytest.mark.parametrize(
    "clash",
    [
        PICC,
        replace(PICC, client_id="other", insurer=InsurerId("someone-else")),
        replace(PICC, client_id="other", insurer_code="CPIC"),
    ],
    ids=["client id", "insurer code", "insurer id"],
)
def test_what_is_taken_is_refused(sql_clients: SqlInsurerClients, clash: InsurerClient) -> None:
    sql_clients.register(PICC)
    with pytest.raises(Conflict):
        sql_clients.register(clash)
