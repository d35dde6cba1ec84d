"""An officer's act counts only with what the law demands of it."""

from dataclasses import replace

import pytest

from accident_service.casefile.case import Case
from accident_service.casefile.decide import decide
from accident_service.casefile.decision import (
    DecisionKind,
    DecisionRequest,
    OfficerDecision,
    PartyGrade,
)
from accident_service.casefile.stage import Stage
from accident_service.errors import (
    AccidentServiceError,
    CaseMovedOn,
    InvalidDecision,
    NotPermitted,
    StepOutOfOrder,
)
from accident_service.liability.grade import Grade
from accident_service.quantities.identifiers import TrackId
from accident_service.reports.party import PartyLetter
from tests.fakes import examples, measured

CASE = examples.proposed_case()
OFFICER = examples.officer()
REASON = "甲某起步时未观察后方情况。"


def grades(a: Grade, b: Grade) -> tuple[PartyGrade, PartyGrade]:
    return (
        PartyGrade(letter=PartyLetter.A, grade=a),
        PartyGrade(letter=PartyLetter.B, grade=b),
    )


CONFIRM = DecisionRequest(kind=DecisionKind.CONFIRM, seen_version=CASE.version)
AMEND = DecisionRequest(
    kind=DecisionKind.AMEND,
    seen_version=CASE.version,
    grades=grades(Grade.SECONDARY, Grade.PRIMARY),
    provisions=("RTSL-43",),
    reason=REASON,
)
REFER = DecisionRequest(kind=DecisionKind.REFER, seen_version=CASE.version, reason=REASON)
CERTIFY = DecisionRequest(
    kind=DecisionKind.CERTIFY,
    seen_version=CASE.version,
    found="双方车辆在路口内发生接触。",
    reason="信号灯相位无法查明，双方陈述相反。",
)


def decided(case: Case, request: DecisionRequest) -> OfficerDecision:
    return decide(case, request, OFFICER, examples.NOON)


def test_a_chain_of_three_is_never_confirmed_as_if_it_were_of_two() -> None:
    proposal = measured.proposal()
    third = ((TrackId("V3"), Grade.NONE),)
    chained = replace(proposal, grades=(*proposal.grades, *third))

    with pytest.raises(InvalidDecision, match="three or more vehicles"):
        decided(replace(CASE, proposal=chained), CONFIRM)


def test_a_confirmation_takes_the_proposals_grades_to_the_parties() -> None:
    decision = decided(CASE, CONFIRM)
    assert decision.grades == grades(Grade.NONE, Grade.FULL)
    assert decision.provisions == ("RTSL-43",)
    assert (decision.rule_code, decision.proposal_revision) == ("R01", 1)
    assert (decision.officer, decision.decided_at) == (OFFICER, examples.NOON)


def test_a_confirmation_follows_whose_vehicle_is_whose() -> None:
    turned = CASE.with_party_tracks(
        replace(CASE.party_tracks, track_a=examples.TRACK_B, track_b=examples.TRACK_A)  # type: ignore[type-var]  # the example is matched
    )
    request = replace(CONFIRM, seen_version=turned.version)
    assert decided(turned, request).grades == grades(Grade.FULL, Grade.NONE)


def test_an_article_cited_by_two_findings_is_cited_once() -> None:
    proposal = measured.proposal()
    finding = proposal.findings[0]
    twice = replace(
        proposal,
        findings=(finding, replace(finding, provisions=("REG-44", "RTSL-43"))),
    )
    assert decided(replace(CASE, proposal=twice), CONFIRM).provisions == ("RTSL-43", "REG-44")


def test_an_amendment_takes_the_officers_grades_articles_and_reason() -> None:
    decision = decided(CASE, replace(AMEND, reason=f"  {REASON} "))
    assert decision.grades == grades(Grade.SECONDARY, Grade.PRIMARY)
    assert (decision.provisions, decision.reason) == (("RTSL-43",), REASON)


def test_a_referral_grades_nobody() -> None:
    decision = decided(CASE, REFER)
    assert (decision.kind, decision.grades, decision.reason) == (DecisionKind.REFER, (), REASON)


def test_a_certificate_says_what_was_found_and_grades_nobody() -> None:
    decision = decided(ALONE, CERTIFY)
    assert (decision.kind, decision.grades) == (DecisionKind.CERTIFY, ())
    assert (decision.found, decision.reason) == (CERTIFY.found, CERTIFY.reason)


def test_a_case_without_a_proposal_may_be_amended_or_referred() -> None:
    case = examples.handed_over_case().joined_by(examples.party_b(), examples.statement_b())
    assert decided(case, replace(AMEND, seen_version=case.version)).rule_code is None
    assert decided(case, replace(REFER, seen_version=case.version)).grades == ()


@pytest.mark.parametrize(
    ("a", "b"),
    [
        (Grade.FULL, Grade.NONE),
        (Grade.SECONDARY, Grade.PRIMARY),
        (Grade.EQUAL, Grade.EQUAL),
        (Grade.NONE, Grade.NONE),
    ],
)
def test_lawful_divisions_may_be_given_either_way_round(a: Grade, b: Grade) -> None:
    assert decided(CASE, replace(AMEND, grades=grades(a, b))).grades == grades(a, b)
    assert decided(CASE, replace(AMEND, grades=grades(b, a))).grades == grades(b, a)


ABSTAINED = replace(CASE, proposal=measured.abstention())
UNMATCHED = replace(CASE, party_tracks=None)
ALONE = replace(CASE, parties=(examples.party_a(),), statements=(examples.statement_a(),))
UNPROPOSED = replace(CASE, proposal=None)


@pytest.mark.parametrize(
    ("case", "request_made", "complaint"),
    [
        (UNPROPOSED, CONFIRM, "no proposal to confirm"),
        (ABSTAINED, CONFIRM, "no proposal to confirm"),
        (UNMATCHED, CONFIRM, "which vehicle in the picture"),
        (ALONE, CONFIRM, "both parties must have applied"),
        (CASE, replace(AMEND, reason="  too few  "), "at least 10 characters"),
        (ALONE, AMEND, "both parties must have applied"),
        (CASE, replace(AMEND, provisions=()), "names the article"),
        (CASE, replace(AMEND, grades=()), "grade for party A and for party B"),
        (CASE, replace(AMEND, grades=AMEND.grades[:1]), "grade for party A and for party B"),
        (CASE, replace(AMEND, grades=grades(Grade.FULL, Grade.FULL)), "SPR-60"),
        (CASE, replace(AMEND, grades=grades(Grade.FULL, Grade.EQUAL)), "SPR-60"),
        (CASE, replace(AMEND, grades=grades(Grade.PRIMARY, Grade.NONE)), "SPR-60"),
        (CASE, replace(REFER, reason=""), "at least 10 characters"),
        (CASE, replace(CERTIFY, reason=""), "a reason of at least 10 characters"),
        (CASE, replace(CERTIFY, found=" "), "what was found in at least 10 characters"),
    ],
)
def test_what_the_request_lacks_is_said(
    case: Case, request_made: DecisionRequest, complaint: str
) -> None:
    with pytest.raises(InvalidDecision, match=complaint):
        decided(case, request_made)


REOPENED = replace(
    CASE, stage=Stage.REOPENED, earlier_decisions=(decide(CASE, CONFIRM, OFFICER, examples.NOON),)
)


@pytest.mark.parametrize("reason", ["", "  too few  "])
def test_after_a_review_the_same_division_is_not_confirmed_without_a_reason(reason: str) -> None:
    with pytest.raises(InvalidDecision, match=r"confirm it again.*at least 10 characters"):
        decided(REOPENED, replace(CONFIRM, reason=reason))


def test_after_a_review_the_same_division_stands_with_its_reason() -> None:
    decision = decided(REOPENED, replace(CONFIRM, reason=f" {REASON} "))
    assert decision.grades == grades(Grade.NONE, Grade.FULL)
    assert decision.reason == REASON


def test_after_a_review_the_division_is_the_same_whichever_party_comes_first() -> None:
    (before,) = REOPENED.earlier_decisions
    turned = replace(before, grades=before.grades[::-1])
    with pytest.raises(InvalidDecision, match="confirm it again"):
        decided(replace(REOPENED, earlier_decisions=(turned,)), CONFIRM)


def test_a_proposal_that_departs_from_what_was_reviewed_needs_no_reason() -> None:
    (before,) = REOPENED.earlier_decisions
    amended = replace(before, grades=grades(Grade.EQUAL, Grade.EQUAL))
    reopened = replace(REOPENED, earlier_decisions=(amended,))
    assert decided(reopened, CONFIRM).grades == grades(Grade.NONE, Grade.FULL)


@pytest.mark.parametrize(
    "request_made", [CONFIRM, AMEND, REFER, CERTIFY], ids=lambda made: str(made.kind)
)
@pytest.mark.parametrize(
    ("case", "may_decide", "refusal"),
    [
        (CASE, False, NotPermitted),
        (replace(CASE, version=CASE.version + 1), True, CaseMovedOn),
        (replace(examples.decided_case(), version=CASE.version), True, StepOutOfOrder),
        (replace(examples.reconstructed_case(), version=CASE.version), True, StepOutOfOrder),
    ],
    ids=["not qualified", "moved on", "decided already", "still being worked on"],
)
def test_no_act_is_exempt(
    case: Case,
    request_made: DecisionRequest,
    *,
    may_decide: bool,
    refusal: type[AccidentServiceError],
) -> None:
    officer = replace(OFFICER, may_decide_simple_procedure=may_decide)
    with pytest.raises(refusal):
        decide(case, request_made, officer, examples.NOON)
