"""The call-up register keeps what it is told, finds it again, and lets nobody change it."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import delete, update
from sqlalchemy.exc import DBAPIError

from accident_service.adapters.database.call_up_tables import call_up
from accident_service.adapters.database.engine import Engines
from accident_service.adapters.database.ledger import SqlLedger
from accident_service.casework.call_up_ports import CallUpQuery
from accident_service.casework.ports import Ledger
from accident_service.footage.camera import CameraNetwork
from accident_service.quantities.identifiers import CameraId
from tests.fakes import examples
from tests.fakes.call_ups import ENTRY
from tests.fakes.clock import FakeClock

SHOP = replace(
    ENTRY,
    camera=CameraId("shop_1%"),
    network=CameraNetwork.COMMERCIAL,
    at=examples.NOON + timedelta(days=1),
    due=False,
)


@pytest.fixture
def filled(ledger: Ledger) -> Ledger:
    with ledger.transaction() as work:
        assert work.call_ups.enter(ENTRY)
        assert not work.call_ups.enter(replace(ENTRY, at=SHOP.at))
        assert work.call_ups.enter(SHOP)
    return ledger


@pytest.mark.parametrize(
    ("query", "cameras"),
    [
        (CallUpQuery(), ["shop_1%", examples.CAMERA]),
        (CallUpQuery(network=CameraNetwork.TRAFFIC), [examples.CAMERA]),
        (CallUpQuery(words="丙"), ["shop_1%", examples.CAMERA]),
        (CallUpQuery(words="SHOP"), ["shop_1%"]),
        (CallUpQuery(words="p_1%"), ["shop_1%"]),
        (CallUpQuery(words="h_s"), []),
        (CallUpQuery(from_at=SHOP.at), ["shop_1%"]),
        (CallUpQuery(to_at=SHOP.at), [examples.CAMERA]),
    ],
)
def test_what_is_looked_for_is_found(
    filled: Ledger, query: CallUpQuery, cameras: list[str]
) -> None:
    with filled.reading() as work:
        assert [one.entry.camera for one in work.call_ups.found(query, limit=10)] == cameras


def test_entries_come_back_whole_and_page_by_page(filled: Ledger) -> None:
    with filled.reading() as work:
        (newest,) = work.call_ups.found(CallUpQuery(), limit=1)
        (older,) = work.call_ups.found(CallUpQuery(before=newest.number), limit=5)
    assert (newest.entry, older.entry) == (SHOP, ENTRY)


@pytest.mark.parametrize("act", [update(call_up).values(name="x"), delete(call_up)])
def test_nobody_changes_or_removes_an_entry(engines: Engines, act: object) -> None:
    with SqlLedger(engines=engines, clock=FakeClock()).transaction() as work:
        work.call_ups.enter(ENTRY)
    with pytest.raises(DBAPIError, match="append-only"), engines.transaction() as connection:
        connection.execute(act)  # type: ignore[call-overload]  # either of the two statements
