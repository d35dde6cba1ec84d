"""The desks after a decision: service, forwarding, recusal, mediation, and the review itself."""

import pytest

from accident_service.casefile.decision import DecisionKind
from accident_service.casefile.determination import DeterminationStatus
from accident_service.casefile.mediation import MediationEnd
from accident_service.casefile.proceedings import Proceedings
from accident_service.casefile.review import ReviewState
from accident_service.casefile.service import Receipt
from accident_service.casefile.stage import Stage
from accident_service.quantities.identifiers import CaseId
from tests.browser.staged import staged_world
from tests.browser.staged_after import staged_after
from tests.casework.after_decision import STANDS
from tests.fakes.casework import FakeWorld
from tests.web.visit import Visitor, app_on


@pytest.fixture
def world() -> FakeWorld:
    return staged_after(staged_world())


def officer(world: FakeWorld, user_name: str = "officer") -> Visitor:
    visitor = Visitor(app_on(world))
    fields = {"user_name": user_name, "password": "a long password"}
    assert visitor.post("/officer/sign-in", fields).status_code == 303
    assert visitor.post("/officer/sign-in/code", {"code": "135790"}).status_code == 303
    return visitor


def proceedings(world: FakeWorld, number: int) -> Proceedings:
    with world.ledger.reading() as work:
        return work.proceedings.load(CaseId(f"case-{number}"))


def act(world: FakeWorld, visitor: Visitor, case: int, what: str, **fields: str) -> int:
    """Post a form of the case page, on what is true now; the status of the answer."""
    seen = {"seen_version": str(proceedings(world, case).version), **fields}
    base = f"/officer/case/case-{case}"
    return visitor.post(f"{base}/{what}", seen, page=base).status_code


def test_a_refusal_to_sign_is_noted_and_serves(world: FakeWorld) -> None:
    desk = officer(world)
    fields = {
        "number": proceedings(world, 11).service[0].document,
        "letter": "B",
        "receipt": "refused-to-sign",
    }
    assert act(world, desk, 11, "service", note="", **fields) == 422
    assert act(world, desk, 11, "service", note="在大队办公室，拒绝签名。", **fields) == 303
    record = proceedings(world, 11).service[-1]
    assert (record.receipt, record.served_at) == (Receipt.REFUSED_TO_SIGN, world.clock.now())
    assert "refused to sign" in desk.read("/officer/case/case-11")
    assert act(world, desk, 11, "service", note="再次送达。", **fields) == 409


def test_the_service_receipt_is_printed_as_it_stands_and_logged(world: FakeWorld) -> None:
    desk = officer(world)
    receipt = desk.get("/officer/case/case-11/service-receipt.pdf")
    page = desk.read("/officer/case/case-11")

    assert receipt.data.startswith(b"%PDF")
    assert receipt.headers["Cache-Control"] == "private, no-store"
    assert "/officer/case/case-11/service-receipt.pdf" in page
    with world.ledger.reading() as work:
        verbs = [one.act.verb for one in work.audit.of_case(CaseId("case-11"))]
    assert "print-service-receipt" in verbs
    assert desk.get("/officer/case/case-3/service-receipt.pdf").status_code == 404
    assert desk.get("/officer/case/case-3/mediation.pdf").status_code == 404


def test_a_form_that_was_tampered_with_is_refused(world: FakeWorld) -> None:
    assert act(world, officer(world), 11, "service", letter="C", receipt="signed") == 422


def test_a_certificate_is_ordered_from_the_case_page(world: FakeWorld) -> None:
    desk = officer(world)
    seen = {"kind": "certify", "seen_version": "5"}
    with world.ledger.reading() as work:
        seen["seen_version"] = str(work.cases.load(CaseId("case-3")).version)
    base = "/officer/case/case-3"
    missing = desk.decide(base, seen, page=base)
    assert missing.status_code == 422
    assert "Say what was found" in missing.text
    filled = seen | {"found": "双方车辆在路口内发生接触。", "reason": "录像被遮挡，无法查明信号。"}
    assert desk.decide(base, filled, page=base).status_code == 303
    with world.ledger.reading() as work:
        case = work.cases.load(CaseId("case-3"))
    assert case.pending_decision is not None, "a firm proposal is not set aside by one officer"
    assert case.pending_decision.decision.kind is DecisionKind.CERTIFY


def test_the_file_is_sent_up_once(world: FakeWorld) -> None:
    desk = officer(world)
    assert act(world, desk, 13, "review-forwarded") == 303
    assert proceedings(world, 13).open_review().state is ReviewState.FORWARDED
    assert act(world, desk, 13, "review-forwarded") == 409
    assert "BCDF0013" in officer(world, "reviewer").read("/officer/reviews")


def test_a_mediation_is_noted(world: FakeWorld) -> None:
    desk = officer(world)
    assert act(world, desk, 12, "mediation", end="agreed", terms=" ") == 422
    assert act(world, desk, 12, "mediation", end="agreed", terms="乙方赔偿甲方800元。") == 303
    mediation = proceedings(world, 12).mediation
    assert mediation is not None
    assert mediation.result is not None
    assert mediation.result.end is MediationEnd.AGREED


def test_a_request_is_ruled_on_by_another_officer(world: FakeWorld) -> None:
    assert act(world, officer(world), 12, "recusal-ruling", asked="0", granted="no") == 403
    chief = officer(world, "reviewer")
    assert "stands aside" in chief.read("/officer/case/case-12")
    assert act(world, chief, 12, "recusal-ruling", asked="0", granted="yes") == 303
    assert proceedings(world, 12).recusals[0].bars


def test_who_declares_an_interest_may_not_decide(world: FakeWorld) -> None:
    desk = officer(world)
    assert act(world, desk, 3, "recusal", reason="短") == 422
    assert act(world, desk, 3, "recusal", reason="与甲方系近亲属关系。") == 303
    assert "You stand aside in this case." in desk.read("/officer/case/case-3")
    with world.ledger.reading() as work:
        version = str(work.cases.load(CaseId("case-3")).version)
    base = "/officer/case/case-3"
    confirm = {"kind": "confirm", "seen_version": version}
    assert desk.decide(base, confirm, page=base).status_code == 403


def test_papers_are_read_from_the_case_page_and_it_is_on_record(world: FakeWorld) -> None:
    desk = officer(world)
    with world.ledger.reading() as work:
        (paper,) = work.papers.of_case(CaseId("case-17"))
    address = f"/officer/case/case-17/paper/{paper.content.number}.pdf"
    assert address in desk.read("/officer/case/case-17")
    assert desk.get(address).data.startswith(b"%PDF")
    with world.ledger.reading() as work:
        acts = [(one.act.actor, one.act.verb) for one in work.audit.of_case(CaseId("case-17"))]
    assert acts[-1] == ("officer:officer-1", "read-paper")


REVIEW = "/officer/review/case-14"


def sign(world: FakeWorld, visitor: Visitor, what: str, **fields: str) -> int:
    seen = {"code": "135790", "seen_version": str(proceedings(world, 14).version), **fields}
    return visitor.post(f"{REVIEW}/{what}", seen, page=REVIEW).status_code


def test_the_desk_is_the_higher_units_only(world: FakeWorld) -> None:
    below = officer(world)
    assert "Nothing here." in below.read("/officer/reviews")
    assert below.get(REVIEW).status_code == 404
    above = officer(world, "second-reviewer")
    assert "BCDF0014" in above.read("/officer/reviews")
    assert "The facts are not clear" in above.read(REVIEW)
    with world.ledger.reading() as work:
        verbs = [one.act.verb for one in work.audit.of_case(CaseId("case-14"))]
    assert verbs[-1] == "view-review"


def test_two_signatures_conclude_it(world: FakeWorld) -> None:
    first, second = officer(world, "reviewer"), officer(world, "second-reviewer")
    assert "A second officer of your unit has to sign too." in first.read(REVIEW)
    assert sign(world, first, "signature") == 403
    assert sign(world, second, "signature") == 303
    with world.ledger.reading() as work:
        assert work.cases.load(CaseId("case-14")).stage is Stage.REOPENED
        found = work.determinations.of_case(CaseId("case-14"))
    assert found is not None
    assert found[0].status is DeterminationStatus.UNDER_REVIEW
    assert "To be determined anew" in officer(world).read("/officer/?show=waiting")


def test_findings_that_changed_meanwhile_are_not_signed(world: FakeWorld) -> None:
    first, second = officer(world, "reviewer"), officer(world, "second-reviewer")
    seen = str(proceedings(world, 14).version)
    findings = {"outcome": "uphold", "findings": "经核对录像，原认定事实清楚、证据充分。"}
    assert sign(world, first, "findings", **findings) == 303
    stale = second.post(f"{REVIEW}/signature", {"seen_version": seen}, page=REVIEW)
    assert stale.status_code == 409
    assert proceedings(world, 14).open_review().state is ReviewState.DRAFTED


@pytest.mark.parametrize(
    ("fields", "says"),
    [
        ({}, "Choose an outcome"),
        ({"outcome": "uphold", "findings": "维持"}, "State what was examined"),
        (
            {"outcome": "redetermine", "findings": "经核对录像，事实不清，证据不足。"},
            "names its grounds",
        ),
        (
            {"outcome": "more-work", "findings": "经核对录像，事实不清，证据不足。"},
            "Choose an outcome",
        ),
    ],
)
def test_what_findings_lack_is_said_and_nothing_typed_is_lost(
    world: FakeWorld, fields: dict[str, str], says: str
) -> None:
    second = officer(world, "second-reviewer")
    seen = {"seen_version": str(proceedings(world, 14).version)}
    answer = second.post(f"{REVIEW}/findings", seen | fields, page=REVIEW)
    assert answer.status_code == 422
    assert says in answer.text
    assert fields.get("findings", "") in answer.text


def test_a_reopened_case_is_not_signed_again_as_if_nothing_had_been_said(
    world: FakeWorld,
) -> None:
    desk = officer(world)
    base = "/officer/case/case-16"
    page = desk.read(base)
    (review,) = proceedings(world, 16).reviews
    assert review.draft is not None
    assert review.conclusion is not None
    decision = page[page.index('id="decide"') :]
    assert review.draft.findings.findings in decision
    assert f"{base}/paper/{review.conclusion}.pdf" in decision
    assert "The division that was reviewed:" in decision
    with world.ledger.reading() as work:
        version = str(work.cases.load(CaseId("case-16")).version)
    confirm = {"kind": "confirm", "seen_version": version}
    short = desk.decide(base, confirm | {"reason": "照旧。"}, page=base)
    assert short.status_code == 422
    assert "to confirm it again, give a reason" in short.text
    assert "照旧。" in short.text
    assert desk.decide(base, confirm | {"reason": STANDS}, page=base).status_code == 303
    with world.ledger.reading() as work:
        decided = work.cases.load(CaseId("case-16")).decision
    assert decided is not None
    assert decided.reason == STANDS
