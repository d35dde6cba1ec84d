"""What the doctor says of a ledger of either kind."""

from collections.abc import Iterable, Iterator

import pytest

from accident_service.adapters.clock import SystemClock
from accident_service.adapters.database.engine import Engines
from accident_service.adapters.database.ledger import SqlLedger
from accident_service.adapters.database.ledger_heads import SqlLedgerHeads
from accident_service.adapters.database.revisions import (
    current_revision,
    is_known,
    newest_revision,
    still_to_pass,
)
from accident_service.adapters.doctor.finding import Finding, Standing
from accident_service.adapters.doctor.ledger import bells, heads, ledger, time_of
from accident_service.casefile.audit import AuditAct
from accident_service.casework.ports import Step
from accident_service.casework.sign_head import SignHead
from tests.fakes import examples
from tests.fakes.clock import FakeClock
from tests.fakes.heads import SEAL
from tests.keys import downgrade, open_engines

HOUR_S = 3600.0


@pytest.fixture
def engines(database_url: str) -> Iterator[Engines]:
    opened = open_engines(database_url)
    yield opened
    opened.close()


def standings(found: Iterable[Finding]) -> list[Standing]:
    return [one.standing for one in found]


def test_a_ledger_of_this_version_is_well_and_its_password_is_not_told(
    engines: Engines, database_url: str
) -> None:
    lines = list(ledger(engines, database_url, current_revision(database_url)))
    assert set(standings(lines)) <= {Standing.OK, Standing.WRONG}
    # The tests' PostgreSQL trades safety for speed, and is told so.
    assert all(
        "fsync" in one.told or "commit" in one.told or "page" in one.told
        for one in lines
        if one.standing is Standing.WRONG
    )
    secret = database_url.replace("://postgres@", "://postgres:hunter22@")
    told = " ".join(one.told for one in ledger(engines, secret, newest_revision()))
    assert "hunter22" not in told


def test_an_older_schema_is_wrong_and_a_newer_one_is_doubted(
    engines: Engines, database_url: str
) -> None:
    assert still_to_pass(newest_revision()) == ()
    older = list(ledger(engines, database_url, "0025"))[-1]
    assert (older.standing, "migrations behind" in older.told) == (Standing.WRONG, True)
    assert list(ledger(engines, database_url, "9999"))[-1].standing is Standing.DOUBTFUL
    assert not is_known("9999")
    downgrade(database_url, "0025")
    assert current_revision(database_url) == "0025"
    assert still_to_pass("0025")[0].id == "0026"


def test_the_databases_clock_is_held_against_ours(engines: Engines) -> None:
    assert standings(time_of(engines, SystemClock())) == [Standing.OK]
    off = list(time_of(engines, FakeClock()))
    kept_in_a_file = engines.writing.dialect.name == "sqlite"
    assert standings(off) == [Standing.OK if kept_in_a_file else Standing.WRONG]


def test_steps_that_wait_too_long_are_told(engines: Engines) -> None:
    clock = FakeClock()
    assert set(standings(bells(engines, clock))) == {Standing.OK}
    with SqlLedger(engines=engines, clock=clock).transaction() as work:
        case = examples.case_with_clips()
        work.cases.add(case)
        work.steps.request(case.id, Step.RECONSTRUCT)
    clock.pass_by(HOUR_S / 10)
    assert min(standings(bells(engines, clock))) is Standing.DOUBTFUL
    clock.pass_by(2 * HOUR_S)
    assert max(standings(bells(engines, clock))) is Standing.WRONG


def test_a_ledger_nobody_signs_any_more_is_told(engines: Engines) -> None:
    clock = FakeClock()
    assert standings(heads(engines, clock, HOUR_S, outside=True)) == [Standing.OK]
    act = AuditAct(at=clock.now(), actor="officer:1", verb="confirm", case=None)
    with SqlLedger(engines=engines, clock=clock).transaction() as work:
        work.audit.append(act)
    assert standings(heads(engines, clock, HOUR_S, outside=True)) == [Standing.DOUBTFUL]
    SignHead(SqlLedgerHeads(engines), SEAL, clock)()
    assert standings(heads(engines, clock, HOUR_S, outside=True)) == [Standing.OK]
    clock.pass_by(4 * HOUR_S)
    assert standings(heads(engines, clock, HOUR_S, outside=True)) == [Standing.OK]
    with SqlLedger(engines=engines, clock=clock).transaction() as work:
        work.audit.append(act)
    assert standings(heads(engines, clock, HOUR_S, outside=False)) == [
        Standing.WRONG,
        Standing.DOUBTFUL,
    ]
