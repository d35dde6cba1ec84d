"""The case page tells what the parties were told, on masked phones, and what did not arrive."""

from datetime import timedelta

from accident_service.casefile.notice import Notice, NoticeKind
from accident_service.casework.send_notices import OUT_OF_DATE
from accident_service.quantities.identifiers import CaseId
from accident_service.reports.party import PartyLetter
from accident_service.web.officer.notices import KINDS
from tests.fakes.casework import FakeWorld
from tests.web.visit import Visitor, app_on

CASE = CaseId("case-3")


def page_of(world: FakeWorld) -> str:
    visitor = Visitor(app_on(world))
    visitor.sign_in_as_officer()
    return visitor.read(f"/officer/case/{CASE}")


def keep(world: FakeWorld, kind: NoticeKind, phone: str = "") -> int:
    with world.ledger.transaction() as work:
        work.notices.add(
            Notice(
                case=CASE,
                letter=PartyLetter.B,
                kind=kind,
                language="zh",
                created_at=world.clock.now(),
                phone=phone,
            )
        )
        return work.notices.of_case(CASE)[-1].id


def test_every_kind_has_its_words() -> None:
    assert set(KINDS) == set(NoticeKind)


def test_sent_failed_and_waiting_notices_are_told_apart(world: FakeWorld) -> None:
    sent, failed = keep(world, NoticeKind.JOINED), keep(world, NoticeKind.DOCUMENT_WAITS)
    stale, tried = keep(world, NoticeKind.INVITED), keep(world, NoticeKind.REFERRED)
    keep(world, NoticeKind.INVITED, phone="13900001234")
    now_at = world.clock.now()
    with world.ledger.transaction() as work:
        work.notices.mark_sent(sent, now_at)
        work.notices.mark_failed(failed, "the gateway refused the number", None)
        work.notices.mark_failed(stale, OUT_OF_DATE, None)
        work.notices.mark_failed(tried, "no answer", now_at + timedelta(minutes=1))
    page = page_of(world)
    assert "handed to the network" in page
    assert "the gateway refused the number" in page
    assert "no longer needed" in page
    assert "will be tried again" in page
    assert "waits to be sent" in page
    assert "1 not delivered" in page
    assert "139****1234" in page
    assert "13900001234" not in page


def test_a_case_that_told_nobody_shows_no_empty_list(world: FakeWorld) -> None:
    world.ledger.tables.notices.clear()
    assert "Told the parties" not in page_of(world)
