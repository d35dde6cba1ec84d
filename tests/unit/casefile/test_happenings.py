from dataclasses import replace
from datetime import timedelta

import pytest

from accident_service.casefile import happenings
from accident_service.casefile.decision import DecisionKind
from accident_service.casefile.mediation import (
    Mediation,
    MediationEnd,
    MediationResult,
    MediationWish,
)
from accident_service.casefile.proceedings import Proceedings
from accident_service.casefile.recusal import RecusalRuling, recusal
from accident_service.casefile.review import NotAccepted
from accident_service.casefile.review_conclusion import ReviewOutcome
from accident_service.casefile.service import ServedKind, ServiceMethod, ServiceRecord
from accident_service.casefile.stage import Stage
from accident_service.casefile.time_limits import Event
from accident_service.casefile.time_limits_of import Happening
from accident_service.quantities.identifiers import CaseId, DocumentNumber, OfficerId
from accident_service.reports.party import PartyLetter
from tests.fakes import examples
from tests.unit.casefile import reviews
from tests.unit.casefile.drawn_up import drawn_up

A, B = PartyLetter.A, PartyLetter.B
NUMBER = DocumentNumber("2203020001-2026-000001")
LATER = timedelta(hours=2)


def served(kind: ServedKind, letter: PartyLetter = A, *, opened: bool = True) -> ServiceRecord:
    record = ServiceRecord(
        document=NUMBER,
        kind=kind,
        letter=letter,
        method=ServiceMethod.ELECTRONIC,
        delivered_at=examples.NOON,
    )
    return record.opened(examples.NOON + LATER) if opened else record


def mediation(*letters: PartyLetter) -> Mediation:
    wishes = (
        MediationWish(letter=one, name="某", asked_at=examples.NOON + LATER * (one is B))
        for one in letters
    )
    return Mediation(document=NUMBER, wishes=tuple(wishes))


def test_the_joint_application_happens_when_the_second_party_applies() -> None:
    case = examples.proposed_case()
    (applied,) = happenings.of_case(case)
    assert applied.event is Event.APPLIED_JOINTLY
    assert applied.happened_at == max(one.given_at for one in case.statements)


def test_one_account_alone_starts_nothing() -> None:
    assert happenings.of_case(examples.reported_case()) == ()


def test_a_referral_by_an_officer_happens_when_it_is_decided() -> None:
    decision = replace(examples.decision(), kind=DecisionKind.REFER, grades=(), provisions=())
    told = happenings.of_case(examples.proposed_case().decided_by(decision))
    assert Happening(Event.REFERRED, decision.decided_at) in told


def test_a_referral_by_law_happens_with_the_report() -> None:
    case = examples.reported_case().referred_by_law()
    assert [one.event for one in happenings.of_case(case)] == [Event.REFERRED]


def test_a_determination_is_made_once_and_after_that_anew() -> None:
    first = drawn_up()
    assert happenings.of_determination(first) == (
        Happening(Event.DETERMINATION_MADE, first.issued_at),
    )
    (anew,) = happenings.of_determination(replace(first, version=2))
    assert anew.event is Event.REDETERMINATION_MADE


def test_what_was_sent_and_not_opened_is_not_served() -> None:
    sent = served(ServedKind.DETERMINATION, opened=False)
    assert happenings.of_service([sent]) == ()


def test_each_party_is_served_by_itself() -> None:
    told = happenings.of_service(
        [served(ServedKind.DETERMINATION, A), served(ServedKind.CERTIFICATE, B)]
    )
    assert told == (
        Happening(Event.DETERMINATION_SERVED, examples.NOON + LATER, A),
        Happening(Event.CERTIFICATE_SERVED, examples.NOON + LATER, B),
    )


def test_only_an_upholding_conclusion_opens_mediation_again() -> None:
    record = served(ServedKind.REVIEW_CONCLUSION)
    assert [one.event for one in happenings.of_service([record])] == [
        Event.REVIEW_CONCLUSION_SERVED
    ]
    assert [
        one.event for one in happenings.of_service([record], upholding=frozenset({NUMBER}))
    ] == [
        Event.REVIEW_CONCLUSION_SERVED,
        Event.UPHOLDING_CONCLUSION_SERVED,
    ]


def test_mediation_is_asked_for_when_the_second_party_joins() -> None:
    assert happenings.of_mediation(mediation(A)) == ()
    told = happenings.of_mediation(mediation(A, B))
    assert [one.event for one in told] == [Event.MEDIATION_REQUESTED, Event.MEDIATION_BEGAN]
    assert {one.happened_at for one in told} == {examples.NOON + LATER}


def test_a_suit_ends_mediation_and_is_a_suit() -> None:
    result = MediationResult(
        end=MediationEnd.ENDED_BY_SUIT,
        terms="",
        officer=OfficerId("officer-1"),
        officer_name="某",
        noted_at=examples.NOON + LATER * 2,
    )
    told = happenings.of_mediation(mediation(A, B).ended(result))
    assert [one.event for one in told][2:] == [Event.MEDIATION_ENDED, Event.SUED]


def test_a_second_attempt_at_service_does_not_start_the_days_again() -> None:
    first = served(ServedKind.DETERMINATION)
    again = replace(first, opened_at=examples.NOON + 3 * LATER)
    assert happenings.of_service([again, first]) == happenings.of_service([first])


def test_a_review_tells_how_far_it_has_come() -> None:
    told = happenings.of_reviews([reviews.forwarded()])
    assert [one.event for one in told] == [
        Event.REVIEW_APPLIED_THROUGH_UNIT,
        Event.REVIEW_RECEIVED,
        Event.REVIEW_ACCEPTED,
        Event.REVIEW_FILE_FORWARDED,
    ]
    assert told[0].party is B


def test_an_application_that_was_not_accepted_starts_nothing() -> None:
    refused = replace(reviews.applied(), accepted_at=None, not_accepted=NotAccepted.LATE)
    assert happenings.of_reviews([refused]) == ()


@pytest.mark.parametrize("outcome", ReviewOutcome)
def test_a_conclusion_upholds_or_orders_the_work_anew(outcome: ReviewOutcome) -> None:
    review = reviews.concluded(outcome)
    upheld = outcome in (ReviewOutcome.UPHOLD, ReviewOutcome.UPHOLD_CORRECTED)
    told = happenings.of_reviews([review])
    assert (told[-1].event is Event.REVIEW_CONCLUDED) is upheld
    assert (told[-1].event is Event.REDETERMINATION_ORDERED) is not upheld
    assert (happenings.upholding([review]) == {reviews.CONCLUSION}) is upheld


def test_an_order_ended_by_referral_says_so_and_one_with_a_successor_does_not() -> None:
    ordered = reviews.concluded(ReviewOutcome.REDETERMINE)
    at = reviews.MONDAY + 12 * reviews.DAY
    referred = happenings.of_reviews([ordered.carried_out(None, at)])
    redone = happenings.of_reviews([ordered.carried_out(DocumentNumber("2"), at)])
    assert Happening(Event.REFERRED, at) in referred
    assert Event.REFERRED not in {one.event for one in redone}


def test_a_recusal_is_asked_for_and_ruled_on_about_one_officer() -> None:
    asked = recusal(
        officer=(OfficerId("officer-1"), "某"),
        asked_by=B,
        reason="与对方当事人系近亲属关系。",
        at=examples.NOON,
    )
    ruling = RecusalRuling(
        granted=False, officer=OfficerId("officer-2"), officer_name="某", ruled_at=examples.NOON
    )
    told = happenings.of_recusals([asked.ruled(ruling)])
    assert [one.event for one in told] == [Event.RECUSAL_REQUESTED, Event.RECUSAL_DECIDED]
    assert {one.about for one in told} == {"officer-1"}


def test_proceedings_tell_everything_that_followed() -> None:
    review = reviews.concluded()
    told = happenings.of_proceedings(
        Proceedings(case=CaseId("case-1"))
        .with_service(served(ServedKind.DETERMINATION))
        .with_review(review)
        .with_mediation(mediation(A, B))
    )
    assert {one.event for one in told} >= {
        Event.DETERMINATION_SERVED,
        Event.REVIEW_CONCLUDED,
        Event.MEDIATION_REQUESTED,
    }


def test_parties_who_agreed_wait_for_no_determination() -> None:
    assert happenings.of_case(replace(examples.proposed_case(), stage=Stage.AGREED)) == ()


def test_a_document_opened_after_it_was_ordered_anew_is_not_served_by_that() -> None:
    ordered = reviews.concluded(ReviewOutcome.REDETERMINE)
    late = replace(served(ServedKind.DETERMINATION, B), opened_at=reviews.MONDAY + 11 * reviews.DAY)
    record = Proceedings(case=CaseId("case-1")).with_review(ordered)
    early = served(ServedKind.DETERMINATION)
    told = happenings.of_proceedings(record.with_service(early, late))
    assert {one.party for one in told if one.event is Event.DETERMINATION_SERVED} == {A}
