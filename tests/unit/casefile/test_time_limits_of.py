from datetime import date, datetime, timedelta

from accident_service.casefile.deadlines import DeadlineState
from accident_service.casefile.time_limits import Event, LimitKind, TimeLimits, Whose
from accident_service.casefile.time_limits_of import Happening, LimitsOfCase, Timetable
from accident_service.casefile.working_days import BEIJING, WorkingCalendar
from accident_service.reports.party import PartyLetter

A, B = PartyLetter.A, PartyLetter.B
TIMETABLE = Timetable(TimeLimits.built_in(), WorkingCalendar.built_in())
MONDAY_AT = datetime(2026, 3, 2, 10, tzinfo=BEIJING)


def on(day: int, event: Event, party: PartyLetter | None = None) -> Happening:
    """Something that happens so many days after Monday, 2 March 2026."""
    return Happening(event, MONDAY_AT + timedelta(days=day), party)


def limits(*happenings: Happening) -> LimitsOfCase:
    return TIMETABLE.of(happenings)


def kinds(found: LimitsOfCase) -> list[LimitKind]:
    return [one.limit.kind for one in found.counted]


def test_nothing_happened_and_nothing_runs() -> None:
    assert limits() == LimitsOfCase(counted=())


def test_the_joint_application_starts_the_three_days_of_the_determination() -> None:
    (running,) = limits(on(0, Event.APPLIED_JOINTLY)).counted
    assert running.limit.kind is LimitKind.SIMPLE_DETERMINATION
    assert running.deadline.due_on == date(2026, 3, 5)
    assert running.state_at(MONDAY_AT) is DeadlineState.OPEN
    assert running.state_at(MONDAY_AT + timedelta(days=4)) is DeadlineState.OVERDUE


def test_a_determination_in_time_meets_it_and_starts_the_days_of_service() -> None:
    found = limits(on(0, Event.APPLIED_JOINTLY), on(1, Event.DETERMINATION_MADE))
    made, service = found.counted
    assert made.state_at(MONDAY_AT + timedelta(days=60)) is DeadlineState.MET
    assert service.limit.kind is LimitKind.SERVE_DETERMINATION
    assert found.open == (service,)


def test_a_referral_ends_the_limit_without_meeting_it() -> None:
    assert not limits(on(0, Event.APPLIED_JOINTLY), on(1, Event.REFERRED)).counted


def test_service_is_done_when_both_parties_are_served() -> None:
    made, first = on(0, Event.DETERMINATION_MADE), on(1, Event.DETERMINATION_SERVED, A)
    second = on(2, Event.DETERMINATION_SERVED, B)
    half, whole = limits(made, first), limits(made, first, second)
    assert half.of_police()[0].met_at is None
    assert whole.of_police()[0].met_at == second.happened_at


def test_a_service_that_names_nobody_is_of_both() -> None:
    served = on(1, Event.DETERMINATION_SERVED)
    assert limits(on(0, Event.DETERMINATION_MADE), served).of_police()[0].met_at == (
        served.happened_at
    )


def test_each_party_has_its_days_from_its_own_service() -> None:
    found = limits(on(0, Event.DETERMINATION_SERVED, A), on(1, Event.DETERMINATION_SERVED, B))
    review = {
        one.party: one.deadline.due_on
        for one in found.counted
        if one.limit.kind is LimitKind.APPLY_FOR_REVIEW
    }
    assert review == {A: date(2026, 3, 5), B: date(2026, 3, 6)}
    assert {one.limit.kind for one in found.of(B)} == {
        LimitKind.APPLY_FOR_REVIEW,
        LimitKind.REQUEST_MEDIATION,
    }


def test_the_application_of_one_party_does_not_stand_for_the_other() -> None:
    found = limits(
        on(0, Event.DETERMINATION_SERVED, A),
        on(0, Event.DETERMINATION_SERVED, B),
        on(1, Event.REVIEW_APPLIED_ABOVE, A),
    )
    (of_a,) = (one for one in found.of(A) if one.limit.kind is LimitKind.APPLY_FOR_REVIEW)
    (of_b,) = (one for one in found.of(B) if one.limit.kind is LimitKind.APPLY_FOR_REVIEW)
    assert of_a.met_at is not None
    assert of_b.met_at is None


def test_an_application_through_the_unit_is_forwarded_within_two_days() -> None:
    found = limits(on(0, Event.REVIEW_APPLIED_THROUGH_UNIT, A))
    (forwarding,) = found.of_police()
    assert forwarding.limit.kind is LimitKind.FORWARD_REVIEW_FILE
    assert forwarding.deadline.due_on == date(2026, 3, 4)
    done = limits(on(0, Event.REVIEW_APPLIED_THROUGH_UNIT, A), on(1, Event.REVIEW_FILE_FORWARDED))
    assert done.of_police()[0].met_at is not None


def test_a_review_taken_back_is_not_concluded() -> None:
    assert not limits(on(0, Event.REVIEW_ACCEPTED), on(3, Event.REVIEW_WITHDRAWN)).counted


def test_a_new_determination_is_served_anew_and_the_old_service_falls_away() -> None:
    found = limits(
        on(0, Event.DETERMINATION_MADE),
        on(1, Event.REDETERMINATION_ORDERED),
        on(8, Event.REDETERMINATION_MADE),
    )
    assert kinds(found) == [LimitKind.SERVE_DETERMINATION, LimitKind.REDETERMINATION]
    assert found.counted[0].deadline.starts_on == date(2026, 3, 10)


def test_a_party_counts_from_its_newest_service() -> None:
    found = limits(
        on(0, Event.DETERMINATION_SERVED, A), on(14, Event.UPHOLDING_CONCLUSION_SERVED, A)
    )
    (mediation,) = (one for one in found.of(A) if one.limit.kind is LimitKind.REQUEST_MEDIATION)
    assert mediation.deadline.starts_on == date(2026, 3, 16)


def test_every_request_for_recusal_is_decided_by_itself() -> None:
    found = limits(
        on(0, Event.RECUSAL_REQUESTED, A),
        on(1, Event.RECUSAL_DECIDED),
        on(3, Event.RECUSAL_REQUESTED, B),
    )
    assert [one.met_at is None for one in found.counted] == [False, True]
    assert all(one.limit.whose is Whose.POLICE and one.party is None for one in found.counted)


def test_the_ruling_on_one_officer_does_not_settle_the_request_about_another() -> None:
    asked = [
        Happening(Event.RECUSAL_REQUESTED, MONDAY_AT, about=officer)
        for officer in ("officer-1", "officer-2")
    ]
    ruled_at = MONDAY_AT + timedelta(hours=3)
    ruled = Happening(Event.RECUSAL_DECIDED, ruled_at, about="officer-2")
    assert {one.met_at for one in limits(*asked, ruled).counted} == {None, ruled_at}


def test_a_limit_that_leaves_the_calendar_runs_uncounted() -> None:
    since_at = datetime(2027, 12, 30, 9, tzinfo=BEIJING)
    found = limits(Happening(Event.APPLIED_JOINTLY, since_at))
    assert found == LimitsOfCase(counted=(), uncounted=(LimitKind.SIMPLE_DETERMINATION,))


def test_the_order_of_telling_does_not_matter_and_the_soonest_comes_first() -> None:
    told = (
        on(0, Event.DETERMINATION_SERVED, A),
        on(0, Event.RECUSAL_REQUESTED),
        on(0, Event.REVIEW_ACCEPTED),
    )
    assert limits(*told) == limits(*reversed(told))
    assert kinds(limits(*told))[0] is LimitKind.DECIDE_RECUSAL


def test_days_left_are_working_days_and_go_below_nothing() -> None:
    friday_at = MONDAY_AT + timedelta(days=4)
    assert TIMETABLE.working_days_left(friday_at, date(2026, 3, 6)) == 0
    assert TIMETABLE.working_days_left(friday_at, date(2026, 3, 9)) == 1
    assert TIMETABLE.working_days_left(friday_at, date(2026, 3, 4)) == -2


REVIEWED_AND_ORDERED = (
    on(0, Event.DETERMINATION_MADE),
    on(0, Event.DETERMINATION_SERVED, A),
    on(0, Event.DETERMINATION_SERVED, B),
    on(1, Event.REVIEW_APPLIED_THROUGH_UNIT, A),
    on(2, Event.REVIEW_CONCLUDED),
    on(2, Event.REDETERMINATION_ORDERED),
    on(7, Event.REDETERMINATION_MADE),
)


def test_no_right_counts_from_a_document_that_was_ordered_anew() -> None:
    found = limits(*REVIEWED_AND_ORDERED)
    assert found.of(A) == ()
    assert found.of(B) == ()


def test_the_new_document_opens_mediation_and_no_second_review() -> None:
    found = limits(*REVIEWED_AND_ORDERED, on(7, Event.CERTIFICATE_SERVED, B))
    (mediation,) = found.of(B)
    assert mediation.limit.kind is LimitKind.REQUEST_MEDIATION
    assert mediation.deadline.due_on == date(2026, 3, 23)
    assert found.of(A) == ()


def test_an_upheld_review_stays_done_for_its_applicant_and_is_over_for_the_other() -> None:
    found = limits(*REVIEWED_AND_ORDERED[:5])
    kinds_of = {who: {one.limit.kind for one in found.of(who)} for who in (A, B)}
    assert kinds_of[A] == {LimitKind.APPLY_FOR_REVIEW, LimitKind.REQUEST_MEDIATION}
    assert kinds_of[B] == {LimitKind.REQUEST_MEDIATION}
