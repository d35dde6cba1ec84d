"""A case in a few words: what it shows, and what puts it before others."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from accident_service.casefile.case import Case
from accident_service.casefile.proceedings import Proceedings
from accident_service.casefile.stage import AWAITING_OFFICER, Stage
from accident_service.casefile.summary import (
    PARTY_REQUEST,
    TAB_OF,
    CaseRecords,
    CaseSummary,
    DeskTab,
    Urgency,
    contact_still,
    summary_of,
    urgency_of,
)
from accident_service.casefile.time_limits import LimitKind, TimeLimits
from accident_service.casefile.time_limits_of import Timetable
from accident_service.casefile.working_days import WorkingCalendar
from accident_service.errors import StepGivenUp
from accident_service.liability.grade import Grade
from accident_service.liability.proposal import Strength
from accident_service.reports.party import PartyLetter
from tests.fakes import examples
from tests.fakes.documents import determination
from tests.fakes.measured import CONTACT_PTS_S, abstention, analysis_record, exhibit

TIMETABLE = Timetable(TimeLimits.built_in(), WorkingCalendar.built_in())


def summary(case: Case, proceedings: Proceedings | None = None) -> CaseSummary:
    followed = proceedings or Proceedings(case=case.id)
    return summary_of(CaseRecords(case=case, proceedings=followed), TIMETABLE)


def test_every_stage_lies_on_one_pile() -> None:
    assert set(TAB_OF) == set(Stage)
    assert {stage for stage, tab in TAB_OF.items() if tab is DeskTab.WAITING} == AWAITING_OFFICER


def test_a_proposal_is_told_with_whose_grade_is_whose() -> None:
    row = summary(examples.proposed_case())

    assert [(one.letter, one.grade) for one in row.graded] == [
        (PartyLetter.A, Grade.NONE),
        (PartyLetter.B, Grade.FULL),
    ]
    assert (row.strength, row.rule_code, row.is_decided) == (Strength.FIRM, "R01", False)
    assert row.plates == ("吉C12345", "吉CD06789")
    assert not row.second_account_missing


def test_a_decision_takes_the_place_of_the_proposal() -> None:
    row = summary(examples.decided_case())

    assert row.is_decided
    assert row.tab is DeskTab.DECIDED
    assert [one.grade for one in row.graded] == [Grade.NONE, Grade.FULL]


def test_an_abstention_has_no_strength_but_reasons() -> None:
    row = summary(replace(examples.proposed_case(), proposal=abstention()))

    assert (row.abstained, row.strength, row.graded) == (True, None, ())
    assert row.doubts


def test_what_is_due_next_is_the_police_limit_that_runs() -> None:
    row = summary(examples.proposed_case())

    assert (row.due_kind, row.due_on) == (LimitKind.SIMPLE_DETERMINATION, date(2026, 3, 5))
    assert summary(examples.reported_case()).due_on is None


def test_a_limit_that_was_kept_is_due_no_more() -> None:
    made = determination()
    case = examples.decided_case().with_determination(made.number)
    records = CaseRecords(case=case, proceedings=Proceedings(case=case.id), determination=made)

    row = summary_of(records, TIMETABLE)
    assert row.due_kind is not LimitKind.SIMPLE_DETERMINATION
    assert str(row.document) == made.number
    assert row.is_closed


def test_the_revision_grows_with_the_case_and_with_what_followed() -> None:
    case = examples.proposed_case()
    followed = Proceedings(case=case.id).with_consent(PartyLetter.A, examples.NOON)

    assert summary(case, followed).revision == summary(case).revision + 1


def referred_on_request() -> Case:
    case = examples.reported_case()
    routing = replace(case.report.routing, code=PARTY_REQUEST)
    return replace(case, report=replace(case.report, routing=routing)).referred_by_law()


def given_up() -> Case:
    return examples.reported_case().handed_to_officer(StepGivenUp("fetch-clips failed 5 times"))


@pytest.mark.parametrize(
    ("case", "urgency"),
    [
        (referred_on_request(), Urgency.CALLED),
        (examples.reported_case().referred_by_law(), Urgency.ORDINARY),
        (given_up(), Urgency.FOOTAGE),
        (examples.handed_over_case(), Urgency.ORDINARY),
        (examples.proposed_case(), Urgency.ORDINARY),
        (replace(examples.proposed_case(), stage=Stage.REOPENED), Urgency.ANEW),
    ],
)
def test_urgency_goes_before_the_calendar(case: Case, urgency: Urgency) -> None:
    assert urgency_of(case) is urgency


def test_the_thumbnail_is_the_picture_nearest_to_the_contact() -> None:
    assert contact_still(examples.reported_case()) is None
    record = analysis_record(examples.sealed_clip().id)
    early = replace(exhibit("still", "early.png"), pts_s=CONTACT_PTS_S - 1.0)
    near = replace(exhibit("still", "near.png"), pts_s=CONTACT_PTS_S + 0.04)
    case = replace(examples.proposed_case(), analyses=(replace(record, exhibits=(early, near)),))

    assert contact_still(case) == near
    assert summary(case).thumbnail == near.blob


def test_a_drawing_is_taken_only_where_there_is_no_picture() -> None:
    record = analysis_record(examples.sealed_clip().id)
    picture = replace(exhibit("still", "a.png"), pts_s=CONTACT_PTS_S + 1.0)
    svg = replace(picture.blob, media_type="image/svg+xml")
    drawing = replace(picture, name="a.svg", pts_s=CONTACT_PTS_S, blob=svg)
    both = replace(record, exhibits=(drawing, picture))
    alone = replace(record, exhibits=(drawing,))

    assert contact_still(replace(examples.proposed_case(), analyses=(both,))) == picture
    assert contact_still(replace(examples.proposed_case(), analyses=(alone,))) == drawing


def test_nothing_of_it_depends_on_the_hour() -> None:
    case = examples.proposed_case()
    later = replace(case, report=replace(case.report, weather="rain"))
    assert summary(case) == summary(later)
    assert timedelta(0) < summary(case).filed_at - summary(case).occurred_at
