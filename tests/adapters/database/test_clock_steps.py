"""R16: what rests on the wall clock, when that clock steps by an hour; what must not rest on it."""

from datetime import timedelta

import pytest

from accident_service.adapters.database.clock_setback import any_ahead, bring_back
from accident_service.adapters.database.drafts import SqlDrafts
from accident_service.adapters.database.engine import Engines
from accident_service.adapters.database.invite_links import SqlInviteLinks
from accident_service.adapters.database.ledger import SqlLedger
from accident_service.adapters.database.one_time_codes import SqlOneTimeCodes
from accident_service.casefile.audit import AuditAct
from accident_service.casework.ports import Ledger, Step
from accident_service.errors import NotFound, NotPermitted
from tests.fakes import examples
from tests.fakes.clock import FakeClock
from tests.keys import open_engines

pytestmark = pytest.mark.proves("R16")

HOUR_S = 3600.0
LEASE = timedelta(seconds=60)


@pytest.mark.parametrize("step_s", [HOUR_S, -HOUR_S])
def test_the_audit_chain_is_in_the_order_of_writing_whatever_the_clock_says(
    ledger: Ledger, clock: FakeClock, step_s: float
) -> None:
    case = examples.reported_case().id
    for verb in ("file-report", "view-case", "confirm"):
        with ledger.transaction() as work:
            act = AuditAct(at=clock.now(), actor="driver:A", verb=verb, case=case)
            work.audit.append(act)
        clock.pass_by(step_s)

    with ledger.reading() as work:
        entries = work.audit.of_case(case)

    assert [one.act.verb for one in entries] == ["file-report", "view-case", "confirm"]
    assert [one.sequence for one in entries] == [1, 2, 3]
    assert all(one.intact for one in entries)


@pytest.fixture
def codes(engines: Engines, clock: FakeClock, sent: list[str]) -> SqlOneTimeCodes:
    return SqlOneTimeCodes(engines, clock, KeepingSender(sent))


@pytest.fixture
def sent() -> list[str]:
    return []


class KeepingSender:
    """A `CodeSender` that keeps what it is given."""

    def __init__(self, sent: list[str]) -> None:
        self._sent = sent

    def send(self, phone: str, code: str) -> None:
        self._sent.append(code)


@pytest.mark.parametrize("step_s", [HOUR_S, -HOUR_S])
def test_a_code_never_outlives_its_five_minutes_by_a_step(
    codes: SqlOneTimeCodes, clock: FakeClock, sent: list[str], step_s: float
) -> None:
    codes.send(examples.PHONE_A)
    clock.pass_by(step_s)
    assert not codes.verify(examples.PHONE_A, sent[-1])

    codes.send(examples.PHONE_A)
    assert codes.verify(examples.PHONE_A, sent[-1])


def test_a_step_back_gives_no_codes_without_end_and_locks_nobody_out(
    codes: SqlOneTimeCodes, clock: FakeClock
) -> None:
    for _ in range(3):
        codes.send(examples.PHONE_A)
    clock.pass_by(-HOUR_S)
    for _ in range(3):
        codes.send(examples.PHONE_A)
    with pytest.raises(NotPermitted):
        codes.send(examples.PHONE_A)


@pytest.mark.parametrize("step_s", [HOUR_S, -HOUR_S])
def test_links_and_drafts_of_days_survive_a_step_of_an_hour(
    engines: Engines, clock: FakeClock, step_s: float
) -> None:
    links, drafts = SqlInviteLinks(engines, clock), SqlDrafts(engines, clock)
    with SqlLedger(engines=engines, clock=clock).transaction() as work:
        work.cases.add(examples.reported_case())
    token = links.issue(examples.reported_case().id)
    drafts.save("key", {"name": "甲某"})
    clock.pass_by(step_s)

    assert links.case_of(token) == examples.reported_case().id
    assert drafts.load("key") == {"name": "甲某"}

    clock.pass_by(4 * 24 * HOUR_S)
    with pytest.raises(NotFound):
        links.case_of(token)
    assert drafts.load("key") == {}


def test_moments_ahead_are_brought_back_in_either_database(
    database_url: str, clock: FakeClock
) -> None:
    engines = open_engines(database_url)
    ledger = SqlLedger(engines=engines, clock=clock)
    case = examples.case_with_clips()
    with ledger.transaction() as work:
        work.cases.add(case)
        work.steps.request(case.id, Step.RECONSTRUCT)
    clock.pass_by(-HOUR_S)
    with engines.transaction() as connection:
        assert any_ahead(connection, clock.now(), LEASE)
        assert bring_back(connection, clock.now(), LEASE) == 1
        assert not any_ahead(connection, clock.now(), LEASE)
        assert bring_back(connection, clock.now(), LEASE) == 0
    engines.close()
