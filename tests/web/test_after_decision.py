"""What a party may do after the decision, page by page, in plain forms."""

import pytest

from accident_service.casefile.determination import DeterminationStatus
from accident_service.casefile.proceedings import Proceedings
from accident_service.casefile.review import ReviewState
from accident_service.casefile.review_conclusion import ReviewOutcome
from accident_service.casefile.stage import Stage
from accident_service.quantities.identifiers import CaseId
from tests.browser.staged import staged_world
from tests.browser.staged_after import staged_after
from tests.casework.after_decision import Desk
from tests.fakes import examples
from tests.fakes.casework import FakeWorld
from tests.web.visit import Visitor, app_on

ANSWERS = {
    "request": {"request": "请求撤销原认定，重新认定责任。"},
    "reasons": {"reasons": "前车无故急停，原认定未予考虑。"},
    "main_evidence": {"main_evidence": "本人行车记录仪录像。"},
}


@pytest.fixture
def world() -> FakeWorld:
    return staged_after(staged_world())


def driver(world: FakeWorld, phone: str = examples.PHONE_A) -> Visitor:
    visitor = Visitor(app_on(world))
    visitor.sign_in_by_phone(phone)
    return visitor


def proceedings(world: FakeWorld, number: int) -> Proceedings:
    with world.ledger.reading() as work:
        return work.proceedings.load(CaseId(f"case-{number}"))


def status(world: FakeWorld, number: int) -> DeterminationStatus:
    with world.ledger.reading() as work:
        found = work.determinations.of_case(CaseId(f"case-{number}"))
    assert found is not None
    return found[0].status


@pytest.mark.parametrize(
    ("number", "says"),
    [
        (11, "Confirm receipt"),
        (12, "Both of you have asked for it"),
        (13, "the file is being sent to the higher unit"),
        (14, "under review"),
        (15, "Upheld"),
        (16, "The higher unit has ordered the work done again."),
        (17, "What could not be established"),
        (18, "The other driver has signed an agreement"),
        (19, "Both of you have signed."),
    ],
)
def test_every_state_is_told(world: FakeWorld, number: int, says: str) -> None:
    page = driver(world).read(f"/case/BCDF00{number}")
    assert says in page
    assert "乙某" not in page


def test_confirming_receipt_is_service(world: FakeWorld) -> None:
    party = driver(world)
    number = proceedings(world, 11).service[0].document
    sent = party.post("/case/BCDF0011/receipt", {"number": number}, page="/case/BCDF0011")
    assert sent.status_code == 303
    assert "Served on you on" in party.read("/case/BCDF0011")
    assert proceedings(world, 11).service[0].acknowledged_at == world.clock.now()


def test_opening_the_document_is_service_too_and_a_look_at_the_page_is_not(
    world: FakeWorld,
) -> None:
    party = driver(world)
    party.read("/case/BCDF0011")
    assert proceedings(world, 11).service[0].served_at is None
    assert party.get("/case/BCDF0011/determination.pdf").status_code == 200
    assert proceedings(world, 11).service[0].opened_at == world.clock.now()


def test_who_did_not_agree_may_agree_later(world: FakeWorld) -> None:
    party = driver(world, examples.PHONE_B)
    assert "You have not agreed to electronic service" in party.read("/case/BCDF0011")
    party.post("/case/BCDF0011/electronic-service", {})
    assert "Confirm receipt" in party.read("/case/BCDF0011")


def test_who_agreed_in_the_report_is_not_asked_again_and_may_withdraw(world: FakeWorld) -> None:
    party = driver(world)
    page = "/case/BCDF0011/electronic-service"
    assert f'href="{page}"' in party.read("/case/BCDF0011")
    shown = party.read(page)
    assert "You agreed on" in shown
    assert "I agree to electronic service" not in shown
    party.post(f"{page}-withdrawn", {}, page=page)
    assert "I agree to electronic service" in party.read(page)
    assert "Electronic service: not agreed." in party.read("/case/BCDF0011")
    with world.ledger.reading() as work:
        verbs = [one.act.verb for one in work.audit.of_case(CaseId("case-11"))]
    assert verbs[-1] == "withdraw-consent-to-service"


def test_an_application_is_asked_for_question_by_question(world: FakeWorld) -> None:
    party = driver(world)
    assert party.get("/case/BCDF0012/review/check").location == "/case/BCDF0012/review/request"
    short = party.post("/case/BCDF0012/review/request", {"request": "不服"})
    assert short.status_code == 422
    assert "say a little more" in short.text
    party.answer("/case/BCDF0012/review", ANSWERS)
    page = party.read("/case/BCDF0012/review/check")
    assert ANSWERS["reasons"]["reasons"] in page
    assert party.post("/case/BCDF0012/review/check", {}).status_code == 303
    assert proceedings(world, 12).open_review().application.request == ANSWERS["request"]["request"]
    assert status(world, 12) is DeterminationStatus.UNDER_REVIEW
    assert "under review" in party.read("/case/BCDF0012")


def test_sending_it_twice_is_one_application(world: FakeWorld) -> None:
    party = driver(world)
    party.answer("/case/BCDF0012/review", ANSWERS)
    party.post("/case/BCDF0012/review/check", {})
    again = party.post("/case/BCDF0012/review/check", {}, page="/case/BCDF0012/review/request")
    assert again.location == "/case/BCDF0012/review/request"  # the draft is gone with the first
    assert len(proceedings(world, 12).reviews) == 1


def test_a_late_application_is_told_why_it_does_not_count(world: FakeWorld) -> None:
    world.clock.pass_by(10 * 86_400)
    party = driver(world)
    party.answer("/case/BCDF0012/review", ANSWERS)
    party.post("/case/BCDF0012/review/check", {})
    page = party.read("/case/BCDF0012")
    assert "Not accepted" in page
    assert "article 71" in page
    assert "review/request" not in page


def test_the_applicant_may_withdraw_and_the_other_may_not(world: FakeWorld) -> None:
    other = driver(world, examples.PHONE_B)
    assert "Withdraw" not in other.read("/case/BCDF0013")
    refused = other.post("/case/BCDF0013/review-withdrawn", {}, page="/case/BCDF0013")
    assert refused.status_code == 403
    party = driver(world)
    party.post("/case/BCDF0013/review-withdrawn", {}, page="/case/BCDF0013")
    assert proceedings(world, 13).reviews[0].state is ReviewState.WITHDRAWN


def test_what_is_under_review_can_still_be_fetched_and_is_marked_so(world: FakeWorld) -> None:
    party = driver(world)
    page = party.read("/case/BCDF0016")
    panel = page[page.index('id="under-review"') :]
    assert "under review" in panel[: panel.index("</h2>")]
    assert 'href="/case/BCDF0016/determination.pdf"' in panel
    assert party.get("/case/BCDF0016/determination.pdf").data.startswith(b"%PDF")


def test_a_certificate_under_review_can_still_be_fetched(world: FakeWorld) -> None:
    desk = Desk(world, CaseId("case-17")).served().on_the_desk()
    desk.conclude(ReviewOutcome.MORE_WORK)
    party = driver(world)
    address = f"/case/BCDF0017/paper/{desk.document.document}.pdf"
    assert f'href="{address}"' in party.read("/case/BCDF0017")
    assert party.get(address).data.startswith(b"%PDF")


def test_papers_are_fetched_by_the_parties_of_their_case_only(world: FakeWorld) -> None:
    party = driver(world)
    with world.ledger.reading() as work:
        (certificate,) = work.papers.of_case(CaseId("case-17"))
    number = certificate.content.number
    assert party.get(f"/case/BCDF0017/paper/{number}.pdf").data.startswith(b"%PDF")
    assert party.get(f"/case/BCDF0012/paper/{number}.pdf").status_code == 404
    assert proceedings(world, 17).service[0].opened_at is not None
    with world.ledger.reading() as work:
        assert "read-paper" in [one.act.verb for one in work.audit.of_case(CaseId("case-17"))]


def test_mediation_waits_for_the_other(world: FakeWorld) -> None:
    party, other = driver(world), driver(world, examples.PHONE_B)
    party.post("/case/BCDF0011/mediation", {})
    assert "once the other party asks too" in party.read("/case/BCDF0011")
    assert "The other party has asked for it." in other.read("/case/BCDF0011")


def test_a_late_request_for_mediation_is_told_so(world: FakeWorld) -> None:
    party = driver(world)
    party.get("/case/BCDF0011/determination.pdf")
    world.clock.pass_by(20 * 86_400)
    late = driver(world).post("/case/BCDF0011/mediation", {})
    assert late.status_code == 422
    assert "The ten working days" in late.text


def test_a_party_may_ask_the_officer_to_stand_aside(world: FakeWorld) -> None:
    party = driver(world)
    officer = examples.officer().id
    short = party.post("/case/BCDF0011/recusal", {"officer": officer, "reason": "不公"})
    assert short.status_code == 422
    assert "不公" in short.text
    reason = {"officer": officer, "reason": "承办民警与乙方系同事关系。"}
    assert party.post("/case/BCDF0011/recusal", reason).status_code == 303
    assert proceedings(world, 11).recusals[0].officer == officer
    assert "not ruled on yet" in party.read("/case/BCDF0011")
    assert "No officer has acted" in party.read("/case/BCDF0003/recusal")


def test_two_settle_it_themselves(world: FakeWorld) -> None:
    offering, signing = driver(world, examples.PHONE_B), driver(world)
    answers = {
        "facts": {"facts": "乙方车辆追尾前方停车等候的甲方车辆。"},
        "share": {"share": "mine"},
    }
    offering.answer("/case/BCDF0003/agreement", answers)
    offering.post("/case/BCDF0003/agreement/check", {})
    assert "waits for the other driver's signature" in offering.read("/case/BCDF0003")
    page = signing.read("/case/BCDF0003/agreement/sign")
    assert "no responsibility" in page
    seen = str(proceedings(world, 3).version)
    signed = signing.post("/case/BCDF0003/agreement/sign", {"seen_version": seen})
    assert signed.status_code == 303
    assert "Both of you have signed." in signing.read("/case/BCDF0003")
    with world.ledger.reading() as work:
        assert work.cases.load(CaseId("case-3")).stage is Stage.AGREED


def test_an_offer_may_be_turned_down_and_an_old_text_is_not_signed(world: FakeWorld) -> None:
    party = driver(world)
    stale = party.post("/case/BCDF0018/agreement/sign", {"seen_version": "0"})
    assert stale.status_code == 409
    party.post("/case/BCDF0018/agreement/end", {}, page="/case/BCDF0018")
    assert proceedings(world, 18).offer is None
    assert "Write an agreement" in party.read("/case/BCDF0018")


def test_there_is_nothing_to_agree_on_once_it_is_decided(world: FakeWorld) -> None:
    assert driver(world).get("/case/BCDF0012/agreement/facts").status_code == 409
