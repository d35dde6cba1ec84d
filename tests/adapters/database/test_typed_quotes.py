"""What people type reaches the database as a value: it finds nothing else and changes nothing."""

import pytest

from accident_service.adapters.database.audit_search import SqlAuditSearch
from accident_service.adapters.database.engine import Engines
from accident_service.adapters.database.ledger import SqlLedger
from accident_service.adapters.database.officer_accounts import SqlOfficerAccounts
from accident_service.adapters.database.passwords import SlowHash
from accident_service.casework.audit_ports import AuditQuery
from accident_service.casework.desk_ports import DeskQuery
from accident_service.errors import NotFound
from accident_service.quantities.identifiers import CaseId, SiteId
from tests.fakes import examples
from tests.fakes.clock import FakeClock

TYPED = (
    "' OR '1'='1",
    "x' OR 1=1 --",
    '" OR ""="',
    "'; DROP TABLE accident_case; --",
    "' UNION SELECT password_hash FROM officer --",
    "%",
    "_",
    "\\",
    "%' ESCAPE '!",
)


@pytest.fixture
def sql_ledger(engines: Engines, clock: FakeClock) -> SqlLedger:
    ledger = SqlLedger(engines=engines, clock=clock, lease_s=60.0)
    with ledger.transaction() as work:
        work.cases.add(examples.proposed_case())
    return ledger


@pytest.mark.proves("S14")
@pytest.mark.parametrize("typed", TYPED)
def test_nothing_typed_becomes_a_question_of_its_own(
    sql_ledger: SqlLedger, engines: Engines, clock: FakeClock, quick_hash: SlowHash, typed: str
) -> None:
    everything = DeskQuery(asker=examples.officer(), now_at=clock.now())
    with sql_ledger.reading() as work:
        for asked in (
            DeskQuery(asker=examples.officer(), now_at=clock.now(), term=typed),
            DeskQuery(asker=examples.officer(), now_at=clock.now(), site=SiteId(typed)),
            DeskQuery(asker=examples.officer(), now_at=clock.now(), rule_code=typed),
        ):
            assert work.desk.listed(asked, limit=20, offset=0) == ()
        for one in (typed, f"BCDF0001{typed}"):
            with pytest.raises(NotFound):
                work.cases.with_tracking_code(one)
        with pytest.raises(NotFound):
            work.cases.load(CaseId(typed))
        assert len(work.desk.listed(everything, limit=20, offset=0)) == 1, "all is still there"
    assert SqlOfficerAccounts(engines, quick_hash).authenticate(typed, typed) is None
    assert SqlAuditSearch(engines).found(AuditQuery(actor=typed, verb=typed), limit=5) == ()
