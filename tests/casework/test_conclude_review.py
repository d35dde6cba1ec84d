"""Two signatures under the same findings; what was ordered is done, and replaces the old."""

import pytest

from accident_service.casefile.certificate import AccidentCertificate
from accident_service.casefile.decision import DecisionKind, DecisionRequest
from accident_service.casefile.determination import DeterminationStatus
from accident_service.casefile.review import ReviewState
from accident_service.casefile.review_conclusion import ReviewConclusion, ReviewOutcome
from accident_service.casefile.stage import Stage
from accident_service.errors import CaseMovedOn, NotFound, NotPermitted
from tests.casework.after_decision import (
    CERTIFY,
    FIRST,
    NUMBER,
    SECOND,
    STANDS,
    A,
    Desk,
    deciding_officer,
)
from tests.unit.casefile import reviews

REFER = DecisionRequest(
    kind=DecisionKind.REFER, seen_version=0, reason="需要现场勘查，转一般程序处理。"
)


@pytest.fixture
def desk() -> Desk:
    return Desk().determined().served().on_the_desk()


def conclusion_of(desk: Desk) -> ReviewConclusion:
    with desk.world.ledger.reading() as work:
        (content,) = (
            paper.content
            for paper in work.papers.of_case(desk.case_id)
            if isinstance(paper.content, ReviewConclusion)
        )
    return content


@pytest.mark.parametrize("outcome", [ReviewOutcome.UPHOLD, ReviewOutcome.UPHOLD_CORRECTED])
def test_what_is_upheld_stands(desk: Desk, outcome: ReviewOutcome) -> None:
    desk.conclude(outcome)
    assert desk.status() is DeterminationStatus.SERVED
    assert desk.case.stage is Stage.DETERMINED
    conclusion = conclusion_of(desk)
    assert conclusion.number == "2203000001-2026-R000001"
    assert [one.officer for one in conclusion.officers] == [FIRST.id, SECOND.id]
    assert desk.verbs()[-2:] == ["draft-review", "conclude-review"]
    sent = [one.letter for one in desk.proceedings.records_of(conclusion.number)]
    assert sent == [one.letter for one in desk.case.parties]


@pytest.mark.proves("S12")
def test_one_signature_is_none(desk: Desk) -> None:
    conclude, seen = desk.casework.conclude_review, desk.proceedings.version
    conclude.draft(desk.case_id, reviews.findings(), FIRST, seen_version=seen)
    with pytest.raises(NotPermitted, match="another officer's"):
        conclude.sign(desk.case_id, FIRST, seen_version=desk.proceedings.version)
    assert desk.status() is DeterminationStatus.UNDER_REVIEW


@pytest.mark.proves("S12")
def test_who_decided_does_not_review(desk: Desk) -> None:
    for officer in (deciding_officer(),):
        with pytest.raises(NotPermitted):
            desk.casework.conclude_review.draft(
                desk.case_id, reviews.findings(), officer, seen_version=desk.proceedings.version
            )


def test_a_recused_officer_does_not_review(desk: Desk) -> None:
    desk.casework.recuse.declare(desk.case_id, FIRST, "与申请人系近亲属关系。")
    with pytest.raises(NotPermitted, match="stand aside"):
        desk.casework.conclude_review.draft(
            desk.case_id, reviews.findings(), FIRST, seen_version=desk.proceedings.version
        )


@pytest.mark.proves("S12")
def test_findings_changed_meanwhile_are_not_signed(desk: Desk) -> None:
    conclude = desk.casework.conclude_review
    conclude.draft(desk.case_id, reviews.findings(), FIRST, seen_version=desk.proceedings.version)
    seen_by_second = desk.proceedings.version
    ordered = reviews.findings(ReviewOutcome.REDETERMINE)
    conclude.draft(desk.case_id, ordered, FIRST, seen_version=seen_by_second)
    with pytest.raises(CaseMovedOn):
        conclude.sign(desk.case_id, SECOND, seen_version=seen_by_second)


def test_an_order_opens_the_case_again_and_the_new_document_replaces_the_old(desk: Desk) -> None:
    desk.conclude(ReviewOutcome.REDETERMINE)
    assert desk.case.stage is Stage.REOPENED
    assert desk.status() is DeterminationStatus.UNDER_REVIEW
    desk.confirm(STANDS)
    desk.issue()
    assert desk.case.determination == "2203020001-2026-000002"
    assert desk.document.document == "2203020001-2026-000002"
    assert (desk.document.version, desk.status()) == (2, DeterminationStatus.ISSUED)
    assert desk.status_of_first() is DeterminationStatus.REPLACED
    review = desk.proceedings.reviews[-1]
    assert (review.state, review.successor) == (ReviewState.CARRIED_OUT, desk.document.document)
    assert "report-to-higher-unit" in desk.verbs()
    assert desk.proceedings.served_at(desk.document.document, A) is None


def test_the_work_done_again_may_end_in_a_certificate(desk: Desk) -> None:
    desk.conclude(ReviewOutcome.REDETERMINE)
    desk.decide(CERTIFY)
    desk.issue()
    assert desk.case.stage is Stage.CERTIFIED
    assert desk.status_of_first() is DeterminationStatus.REPLACED
    assert (desk.document.document, desk.document.version) == ("2203020001-2026-C000001", 2)


def test_or_in_a_referral_that_leaves_nothing_in_force(desk: Desk) -> None:
    desk.conclude(ReviewOutcome.REDETERMINE)
    desk.decide(REFER)
    assert desk.status_of_first() is DeterminationStatus.REVOKED
    assert desk.proceedings.reviews[-1].state is ReviewState.CARRIED_OUT


def test_more_work_may_be_ordered_on_a_certificate() -> None:
    desk = Desk().certified().served().on_the_desk()
    desk.conclude(ReviewOutcome.MORE_WORK)
    assert desk.case.stage is Stage.REOPENED
    desk.confirm()
    desk.issue()
    assert (desk.document.document, desk.document.version) == (NUMBER, 2)


def test_the_new_determination_is_not_reviewed_again(desk: Desk) -> None:
    desk.conclude(ReviewOutcome.REDETERMINE)
    desk.confirm(STANDS)
    desk.issue()
    with pytest.raises(NotFound):
        desk.casework.conclude_review.draft(
            desk.case_id, reviews.findings(), FIRST, seen_version=desk.proceedings.version
        )


def test_the_document_made_anew_tells_that_there_is_no_second_review(desk: Desk) -> None:
    desk.conclude(ReviewOutcome.REDETERMINE)
    desk.confirm(STANDS)
    desk.issue()
    with desk.world.ledger.reading() as work:
        found = work.determinations.of_case(desk.case_id)
    assert found is not None
    assert "不能再次申请复核" in found[0].rights_zh
    assert "there is no second one" in found[0].rights_en


def test_so_does_a_certificate_made_anew_under_its_own_name(desk: Desk) -> None:
    desk.conclude(ReviewOutcome.REDETERMINE)
    desk.decide(CERTIFY)
    desk.issue()
    with desk.world.ledger.reading() as work:
        (certificate,) = (
            one.content
            for one in work.papers.of_case(desk.case_id)
            if isinstance(one.content, AccidentCertificate)
        )
    assert "不能再次申请复核" in certificate.rights_zh
    assert "认定" not in certificate.rights_zh
