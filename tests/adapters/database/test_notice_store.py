"""Notices in SQL: due in order, claimed by one, settled for good, and destroyed with the case."""

from datetime import timedelta

import pytest

from accident_service.adapters.database.ledger import SqlLedger
from accident_service.casefile.notice import Notice, NoticeKind
from accident_service.casework.notice_ports import KeptNotice
from accident_service.reports.party import PartyLetter
from tests.fakes import examples
from tests.fakes.clock import FakeClock

CASE = examples.reported_case()


@pytest.fixture
def ledger(sql_ledger: SqlLedger, clock: FakeClock) -> SqlLedger:
    with sql_ledger.transaction() as work:
        work.cases.add(CASE)
        for kind, phone in ((NoticeKind.INVITED, examples.PHONE_B), (NoticeKind.JOINED, "")):
            work.notices.add(
                Notice(
                    case=CASE.id,
                    letter=PartyLetter.B,
                    kind=kind,
                    language="en",
                    created_at=clock.now(),
                    phone=phone,
                )
            )
    return sql_ledger


def due(ledger: SqlLedger, clock: FakeClock) -> tuple[KeptNotice, ...]:
    with ledger.reading() as work:
        return work.notices.due(clock.now(), 10)


def test_a_notice_is_read_back_as_it_was_written(ledger: SqlLedger, clock: FakeClock) -> None:
    invited, joined = due(ledger, clock)
    assert (invited.notice.kind, invited.notice.phone) == (NoticeKind.INVITED, examples.PHONE_B)
    assert joined.notice.created_at == clock.now()
    assert (joined.notice.language, joined.attempts, joined.failure) == ("en", 0, "")


def test_one_of_two_senders_gets_it(ledger: SqlLedger, clock: FakeClock) -> None:
    first, _ = due(ledger, clock)
    until = clock.now() + timedelta(minutes=2)
    with ledger.transaction() as work:
        assert work.notices.claim(first, until)
    with ledger.transaction() as work:
        assert not work.notices.claim(first, until)
    assert len(due(ledger, clock)) == 1
    clock.pass_by(120)
    assert due(ledger, clock)[0].attempts == 1


def test_what_was_sent_or_given_up_is_settled_and_its_phone_forgotten(
    ledger: SqlLedger, clock: FakeClock
) -> None:
    first, second = due(ledger, clock)
    with ledger.transaction() as work:
        work.notices.mark_sent(first.id, clock.now())
        work.notices.mark_failed(second.id, "x" * 900, None)
    assert due(ledger, clock) == ()
    with ledger.reading() as work:
        sent, given_up = work.notices.of_case(CASE.id)
    assert (sent.sent_at, sent.given_up, sent.notice.phone) == (clock.now(), False, "")
    assert (given_up.sent_at, given_up.given_up, len(given_up.failure)) == (None, True, 500)


def test_a_failure_waits_for_its_next_try(ledger: SqlLedger, clock: FakeClock) -> None:
    first, _ = due(ledger, clock)
    with ledger.transaction() as work:
        work.notices.mark_failed(first.id, "away", clock.now() + timedelta(seconds=30))
    assert [one.notice.kind for one in due(ledger, clock)] == [NoticeKind.JOINED]
    clock.pass_by(30)
    assert due(ledger, clock)[0].failure == "away"
