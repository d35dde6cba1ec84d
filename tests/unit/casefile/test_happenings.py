from dataclasses import replace
from datetime import timedelta

from accident_service.casefile import happenings
from accident_service.casefile.decision import DecisionKind
from accident_service.casefile.mediation import (
    Mediation,
    MediationEnd,
    MediationResult,
    MediationWish,
)
from accident_service.casefile.review_conclusion import (
    ReviewConclusion,
    ReviewedKind,
    ReviewOutcome,
)
from accident_service.casefile.service import ServedKind, ServiceMethod, ServiceRecord
from accident_service.casefile.time_limits import Event
from accident_service.casefile.time_limits_of import Happening
from accident_service.quantities.identifiers import DocumentNumber, OfficerId
from accident_service.reports.party import PartyLetter
from tests.fakes import examples
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
    assert [one.event for one in happenings.of_service([record], upheld=True)] == [
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


def conclusion(outcome: ReviewOutcome) -> ReviewConclusion:
    made = drawn_up()
    return ReviewConclusion(
        number=DocumentNumber("2203000001-2026-000001"),
        verification_code="8F3A11C3",
        case=made.case,
        tracking_code=made.tracking_code,
        unit_name="上一级",
        reviewed=NUMBER,
        reviewed_kind=ReviewedKind.DETERMINATION,
        reviewed_unit_name=made.unit_name,
        reviewed_issued_at=made.issued_at,
        occurred_at=made.occurred_at,
        place=made.place,
        place_en=made.place_en,
        parties=(),
        applicant=A,
        request="",
        reasons="",
        main_evidence="",
        applied_at=examples.NOON,
        accepted_at=examples.NOON + LATER,
        outcome=outcome,
        grounds=(),
        findings="",
        corrections="",
        officers=(),
        concluded_at=examples.NOON + LATER * 2,
    )


def test_a_review_is_accepted_and_concluded() -> None:
    assert happenings.of_conclusion(conclusion(ReviewOutcome.UPHOLD)) == (
        Happening(Event.REVIEW_ACCEPTED, examples.NOON + LATER),
        Happening(Event.REVIEW_CONCLUDED, examples.NOON + LATER * 2),
    )


def test_a_conclusion_that_does_not_uphold_orders_the_work_anew() -> None:
    for outcome in (ReviewOutcome.REDETERMINE, ReviewOutcome.MORE_WORK):
        told = happenings.of_conclusion(conclusion(outcome))
        assert told[-1] == Happening(Event.REDETERMINATION_ORDERED, examples.NOON + LATER * 2)
