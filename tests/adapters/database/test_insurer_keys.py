"""What an operator does about clients: new secrets without a gap, scopes, certificates, an end."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from accident_service.adapters.database.audit_ledger import SqlAuditLedger
from accident_service.adapters.database.insurer_clients import SqlInsurerClients
from accident_service.adapters.database.insurer_keys import SqlInsurerKeys
from accident_service.adapters.database.ledger import SqlLedger
from accident_service.errors import Conflict, NotFound
from tests.fakes.clock import FakeClock
from tests.fakes.doors import insurer_client

PICC = insurer_client("PICC")
A_DAY = timedelta(days=1)


@pytest.fixture
def clients(sql_ledger: SqlLedger) -> SqlInsurerClients:
    return SqlInsurerClients(sql_ledger.engines, sql_ledger.clock)


@pytest.fixture
def keys(sql_ledger: SqlLedger) -> SqlInsurerKeys:
    return SqlInsurerKeys(sql_ledger.engines, sql_ledger.clock)


def test_two_secrets_open_until_the_overlap_is_over(
    clients: SqlInsurerClients, keys: SqlInsurerKeys, clock: FakeClock
) -> None:
    old = clients.register(PICC)
    new = keys.rotate_secret(PICC.client_id, A_DAY)
    assert all(clients.authenticate(PICC.client_id, one) == PICC for one in (old, new))
    (listed,) = keys.listed()
    assert len(listed.secrets) == 2

    clock.pass_by(A_DAY.total_seconds() + 1)
    assert clients.authenticate(PICC.client_id, old) is None
    assert clients.authenticate(PICC.client_id, new) == PICC
    assert keys.rotate_secret(PICC.client_id, A_DAY)


def test_a_third_secret_waits_until_the_first_is_retired(
    clients: SqlInsurerClients, keys: SqlInsurerKeys
) -> None:
    old = clients.register(PICC)
    new = keys.rotate_secret(PICC.client_id, A_DAY)
    with pytest.raises(Conflict):
        keys.rotate_secret(PICC.client_id, A_DAY)

    keys.retire_secret(PICC.client_id)
    assert clients.authenticate(PICC.client_id, old) is None
    assert clients.authenticate(PICC.client_id, new) == PICC
    with pytest.raises(NotFound):
        keys.retire_secret(PICC.client_id)


def test_no_overlap_ends_the_old_one_at_once(
    clients: SqlInsurerClients, keys: SqlInsurerKeys
) -> None:
    old = clients.register(PICC)
    keys.rotate_secret(PICC.client_id, timedelta(0))
    assert clients.authenticate(PICC.client_id, old) is None


def test_off_and_on_again(clients: SqlInsurerClients, keys: SqlInsurerKeys) -> None:
    secret = clients.register(PICC)
    keys.switch(PICC.client_id, active=False)
    assert clients.client(PICC.client_id) is None
    keys.switch(PICC.client_id, active=True)
    assert clients.authenticate(PICC.client_id, secret) == PICC


def test_scopes_and_certificates_follow_the_operator(
    clients: SqlInsurerClients, keys: SqlInsurerKeys
) -> None:
    clients.register(PICC)
    keys.allow(PICC.client_id, frozenset({"claims:write"}))
    keys.bind(PICC.client_id, frozenset({"ab" * 32, "cd" * 32}))
    found = clients.client(PICC.client_id)
    assert found is not None
    assert found.scopes == {"claims:write"}
    assert found.certificates == {"ab" * 32, "cd" * 32}
    keys.bind(PICC.client_id, frozenset())
    unbound = clients.client(PICC.client_id)
    assert unbound is not None
    assert not unbound.certificates


ACTS: list[Callable[[SqlInsurerKeys, str], object]] = [
    lambda keys, client: keys.rotate_secret(client, A_DAY),
    lambda keys, client: keys.switch(client, active=False),
    lambda keys, client: keys.allow(client, frozenset()),
    lambda keys, client: keys.bind(client, frozenset()),
]


@pytest.mark.parametrize("act", ACTS)
def test_every_act_is_on_record_and_none_is_about_nobody(
    sql_ledger: SqlLedger,
    clients: SqlInsurerClients,
    keys: SqlInsurerKeys,
    act: Callable[[SqlInsurerKeys, str], object],
) -> None:
    with pytest.raises(NotFound):
        act(keys, "nobody")
    clients.register(PICC)
    act(keys, PICC.client_id)
    with sql_ledger.engines.glance() as connection:
        (entry,) = SqlAuditLedger(connection).whole()
    assert (entry.act.actor, entry.act.case) == ("operator", None)
    assert entry.act.detail == (("client", PICC.client_id),)
