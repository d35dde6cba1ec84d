"""Until when things are due, as officers and parties read it."""

from datetime import timedelta

import pytest

from accident_service.casefile.mediation import Mediation, MediationWish
from accident_service.casefile.service import ServedKind, ServiceMethod, ServiceRecord
from accident_service.quantities.identifiers import CaseId, DocumentNumber
from accident_service.reports.party import PartyLetter
from tests.browser.staged_after import staged_after
from tests.fakes import examples
from tests.fakes.casework import FakeWorld
from tests.web.visit import Visitor, app_on

DAY_S = 86_400.0


def officer(world: FakeWorld, language: str = "en") -> Visitor:
    visitor = Visitor(app_on(world), language)
    visitor.sign_in_as_officer()
    return visitor


def test_the_queue_and_the_case_say_until_when_the_determination_is_due(world: FakeWorld) -> None:
    """Both applied on Monday, 2 March 2026: three working days are over on Thursday."""
    desk = officer(world)

    for page in (desk.read("/officer/"), desk.read("/officer/case/case-3")):
        assert "3 working days left" in page
        assert '<time datetime="2026-03-05">Thu, 5 Mar 2026</time>' in page
    assert "Order 146, article 24, paragraph 2" in desk.read("/officer/case/case-3")


@pytest.mark.parametrize(
    ("days", "english", "chinese"),
    [
        (3, "due today", "今天到期"),
        (4, "overdue by 1 working day", "已逾期1个工作日"),
        (7, "overdue by 2 working days", "已逾期2个工作日"),
        (2, "1 working day left", "还剩1个工作日"),
    ],
)
def test_how_it_stands_is_said_in_words(
    world: FakeWorld, days: int, english: str, chinese: str
) -> None:
    world.clock.pass_by(days * DAY_S)

    assert english in officer(world).read("/officer/case/case-3")
    page = officer(world, "zh").read("/officer/case/case-3")
    assert chinese in page
    assert "2026年3月5日（周四）" in page


def test_a_case_with_one_account_has_no_limit_yet(world: FakeWorld) -> None:
    assert "Time limits" not in officer(world).read("/officer/case/case-1")


def test_a_day_beyond_the_calendar_breaks_no_page(world: FakeWorld) -> None:
    world.clock.pass_by(700 * DAY_S)

    page = officer(world).read("/officer/case/case-3")

    assert "overdue" in page


def test_a_party_that_was_served_reads_the_last_day_of_each_of_its_rights(
    world: FakeWorld,
) -> None:
    case = CaseId("case-5")
    record = ServiceRecord(
        document=DocumentNumber("2203020001-2026-000001"),
        kind=ServedKind.DETERMINATION,
        letter=PartyLetter.A,
        method=ServiceMethod.IN_PERSON,
        delivered_at=examples.NOON + timedelta(hours=1),
    )
    with world.ledger.transaction() as work:
        work.proceedings.save(work.proceedings.load(case).with_service(record))
    driver = Visitor(app_on(world), "zh")
    driver.sign_in_by_phone(examples.PHONE_A)

    page = driver.read("/case/BCDF0005")

    assert "三个工作日内（至2026年3月5日星期四止）" in page
    assert "十个工作日内（至2026年3月16日星期一止）" in page
    assert "2026年3月16日（周一）" in page
    assert "还剩10个工作日" in page
    world.clock.pass_by(4 * DAY_S)
    assert "期限已过" in driver.read("/case/BCDF0005")
    assert "送达事故认定书" in officer(world, "zh").read("/officer/case/case-5")


def test_a_party_not_served_yet_is_told_when_its_days_begin(world: FakeWorld) -> None:
    driver = Visitor(app_on(world))
    driver.sign_in_by_phone(examples.PHONE_A)

    page = driver.read("/case/BCDF0005")

    assert "The days are counted from when the determination is served on you" in page


def test_the_review_page_is_headed_by_the_limit_of_the_review_itself(world: FakeWorld) -> None:
    """Mediation asked for by both is due sooner; it is not what the higher unit has to do."""
    staged_after(world)
    case = CaseId("case-14")
    wishes = tuple(
        MediationWish(letter=one, name="某", asked_at=examples.NOON) for one in PartyLetter
    )
    asked = Mediation(document=DocumentNumber("2203020001-2026-000001"), wishes=wishes)
    with world.ledger.transaction() as work:
        work.proceedings.save(work.proceedings.load(case).with_mediation(asked))
    above = Visitor(app_on(world))
    above.post("/officer/sign-in", {"user_name": "reviewer", "password": "a long password"})
    above.post("/officer/sign-in/code", {"code": "135790"})

    page = above.read("/officer/review/case-14")

    assert "Conclude the review" in page
    assert "Finish the mediation" not in page
