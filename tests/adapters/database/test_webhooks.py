"""What every ledger promises of endpoints and of what waits for them."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from accident_service.adapters.database.insurer_clients import SqlInsurerClients
from accident_service.adapters.database.insurer_keys import SqlInsurerKeys
from accident_service.adapters.database.ledger import SqlLedger
from accident_service.casefile.announcement import Announcement, EventType
from accident_service.casework.ports import Ledger
from accident_service.casework.webhook_records import (
    Delivery,
    DeliveryState,
    DeliveryTry,
    Endpoint,
    EndpointState,
    SealedSecret,
)
from accident_service.errors import NotFound
from accident_service.quantities.identifiers import DeterminationNumber
from tests.fakes.clock import FakeClock
from tests.fakes.doors import insurer_client

PICC, CPIC = insurer_client("PICC").insurer, insurer_client("CPIC").insurer
HOUR = timedelta(hours=1)
ALL = frozenset[DeliveryState]()


def endpoint(clock: FakeClock, name: str = "whe_1", *types: EventType) -> Endpoint:
    return Endpoint(
        id=name,
        insurer=CPIC if name.startswith("whe_c") else PICC,
        url=f"https://{name.replace('_', '-')}.example/",
        description="claims",
        types=frozenset(types),
        created_at=clock.now(),
    )


def announced(clock: FakeClock, name: str, kind: EventType = EventType.ISSUED) -> Announcement:
    number = DeterminationNumber("2203020001-2026-000001")
    return Announcement(id=name, type=kind, at=clock.now(), number=number, version=1)


@pytest.fixture
def told(ledger: Ledger, clock: FakeClock) -> Ledger:
    """Two endpoints of PICC, one of CPIC, and an announcement to both insurers."""
    with ledger.transaction() as work:
        for one in (
            endpoint(clock),
            endpoint(clock, "whe_2", EventType.REVOKED),
            endpoint(clock, "whe_c"),
        ):
            work.webhook_endpoints.add(one, SealedSecret(sealed="s1", created_at=clock.now()))
        work.webhook_outbox.add(announced(clock, "msg_1"), ["PICC", "CPIC", "nobody"])
    return ledger


def delivery(ledger: Ledger, name: str = "msg_1") -> Delivery:
    with ledger.reading() as work:
        return work.webhook_outbox.delivery("whe_1", name)


def test_an_endpoint_comes_back_as_it_was_kept(told: Ledger, clock: FakeClock) -> None:
    with told.transaction() as work:
        kept = work.webhook_endpoints.one("whe_2")
        assert kept == endpoint(clock, "whe_2", EventType.REVOKED)
        changed = replace(kept, url="https://new.example", failures_in_a_row=3)
        work.webhook_endpoints.save(changed)
    with told.reading() as work:
        assert work.webhook_endpoints.of_insurer(PICC) == (endpoint(clock), changed)
        assert [one.id for one in work.webhook_endpoints.all()] == ["whe_c", "whe_1", "whe_2"]
        with pytest.raises(NotFound):
            work.webhook_endpoints.one("whe_nobody")


def test_an_announcement_waits_for_those_who_want_it(told: Ledger, clock: FakeClock) -> None:
    with told.reading() as work:
        ready = work.webhook_outbox.ready_endpoints(clock.now(), 10)
        (due,) = work.webhook_outbox.due("whe_1", clock.now(), 10)
    assert sorted(ready) == ["whe_1", "whe_c"]
    assert due.announcement == announced(clock, "msg_1")
    assert (due.state, due.tries) == (DeliveryState.WAITING, 0)


def test_one_sender_at_a_time_has_an_endpoint(told: Ledger, clock: FakeClock) -> None:
    now = clock.now()
    with told.transaction() as work:
        assert work.webhook_outbox.take("whe_1", now, now + HOUR)
        assert not work.webhook_outbox.take("whe_1", now, now + HOUR)
        assert work.webhook_outbox.ready_endpoints(now, 10) == ("whe_c",)
        work.webhook_outbox.wake("whe_1", now)
        assert not work.webhook_outbox.take("whe_1", now, now + HOUR)
        work.webhook_outbox.give_back("whe_1", now, now + HOUR)
        assert not work.webhook_outbox.take("whe_1", now, now + HOUR)
        work.webhook_outbox.wake("whe_1", now)
        assert work.webhook_outbox.take("whe_1", now, now + HOUR)


def test_a_try_is_kept_with_what_became_of_the_delivery(told: Ledger, clock: FakeClock) -> None:
    tried = DeliveryTry(at=clock.now(), status=500, failure="", took_s=0.25)
    after = replace(
        delivery(told), tries=1, next_try_at=clock.now() + HOUR, last_status=500, last_failure="no"
    )
    with told.transaction() as work:
        work.webhook_outbox.settle(after, tried)
    assert delivery(told) == after
    with told.reading() as work:
        assert work.webhook_outbox.tries("whe_1", "msg_1") == (tried,)
        assert work.webhook_outbox.tries("whe_c", "msg_1") == ()
        assert work.webhook_outbox.due("whe_1", clock.now(), 10) == ()
        assert len(work.webhook_outbox.due("whe_1", clock.now() + HOUR, 10)) == 1


def test_the_log_is_read_from_its_newest_entry_on(told: Ledger, clock: FakeClock) -> None:
    with told.transaction() as work:
        for name in ("msg_3", "msg_2"):
            work.webhook_outbox.add(announced(clock, name), ["PICC"])
        work.webhook_outbox.settle(
            replace(delivery(told), state=DeliveryState.FAILED, next_try_at=None), None
        )
    with told.reading() as work:

        def names(states: frozenset[DeliveryState], before: str | None = None) -> list[str]:
            found = work.webhook_outbox.listed("whe_1", states=states, before=before, limit=2)
            return [one.announcement.id for one in found]

        assert names(ALL) == ["msg_3", "msg_2"]
        assert names(ALL, "msg_2") == ["msg_1"]
        assert names(frozenset({DeliveryState.FAILED})) == ["msg_1"]
        assert work.webhook_outbox.count("whe_1") == {
            DeliveryState.WAITING: 2,
            DeliveryState.FAILED: 1,
        }


def test_off_it_misses_what_waits_and_a_replay_finds_it(told: Ledger, clock: FakeClock) -> None:
    now = clock.now()
    with told.transaction() as work:
        work.webhook_outbox.miss("whe_1")
        off = replace(endpoint(clock), state=EndpointState.DISABLED)
        work.webhook_endpoints.save(off)
        assert not work.webhook_outbox.take("whe_1", now, now + HOUR)
        work.webhook_outbox.add_for(announced(clock, "msg_2"), off)
        work.webhook_endpoints.save(endpoint(clock))
    with told.transaction() as work:
        missed = frozenset({DeliveryState.MISSED})
        assert len(work.webhook_outbox.listed("whe_1", states=missed, before=None, limit=9)) == 2

        def asked_again(since: datetime) -> int:
            return work.webhook_outbox.ask_again("whe_1", states=missed, since=since, now_at=now)

        assert asked_again(now + HOUR) == 0
        assert asked_again(now) == 2
    assert delivery(told, "msg_2").state is DeliveryState.WAITING


def test_secrets_overlap_and_retire(told: Ledger, clock: FakeClock) -> None:
    def sealed() -> list[str]:
        with told.reading() as work:
            return [one.sealed for one in work.webhook_endpoints.secrets("whe_1", clock.now())]

    for name, overlap in (("s2", HOUR), ("s3", 2 * HOUR)):
        with told.transaction() as work:
            secret = SealedSecret(sealed=name, created_at=clock.now())
            work.webhook_endpoints.add_secret("whe_1", secret, clock.now() + overlap)
    assert sealed() == ["s3", "s2", "s1"]
    clock.pass_by(3600)
    assert sealed() == ["s3", "s2"]
    clock.pass_by(3600)
    assert sealed() == ["s3"]


def test_removed_nothing_of_it_is_left(told: Ledger, clock: FakeClock) -> None:
    tried = DeliveryTry(at=clock.now(), status=204, failure="", took_s=0.1)
    with told.transaction() as work:
        work.webhook_outbox.settle(delivery(told), tried)
        work.webhook_endpoints.remove("whe_1")
        assert work.webhook_outbox.ready_endpoints(clock.now(), 10) == ("whe_c",)
        with pytest.raises(NotFound):
            work.webhook_outbox.delivery("whe_1", "msg_1")


def test_old_entries_are_forgotten_unless_they_wait(told: Ledger, clock: FakeClock) -> None:
    tried = DeliveryTry(at=clock.now(), status=204, failure="", took_s=0.1)
    taken = replace(delivery(told), state=DeliveryState.DELIVERED, next_try_at=None)
    with told.transaction() as work:
        work.webhook_outbox.settle(taken, tried)
        assert work.webhook_outbox.forget_before(clock.now()) == 0
        assert work.webhook_outbox.forget_before(clock.now() + HOUR) == 1
        assert work.webhook_outbox.ready_endpoints(clock.now(), 10) == ("whe_c",)


def test_an_insurer_that_may_read_nothing_is_told_nothing(
    sql_ledger: SqlLedger, clock: FakeClock
) -> None:
    client = insurer_client("PICC")
    SqlInsurerClients(sql_ledger.engines, clock).register(client)
    SqlInsurerKeys(sql_ledger.engines, clock).switch(client.client_id, active=False)
    with sql_ledger.transaction() as work:
        secret = SealedSecret(sealed="s1", created_at=clock.now())
        work.webhook_endpoints.add(endpoint(clock), secret)
        work.webhook_outbox.add(announced(clock, "msg_1"), ["PICC"])
        assert work.webhook_outbox.count("whe_1") == {}
