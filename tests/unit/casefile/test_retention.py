from dataclasses import replace
from datetime import date, timedelta

import pytest

from accident_service.casefile.mediation import (
    Mediation,
    MediationEnd,
    MediationResult,
    MediationWish,
)
from accident_service.casefile.proceedings import Proceedings
from accident_service.casefile.retention import RetentionPeriods, closed_on, is_closed
from accident_service.casefile.review import Review
from accident_service.casefile.review_conclusion import ReviewOutcome
from accident_service.casefile.stage import FINISHED, Stage
from accident_service.errors import InvalidSettings
from accident_service.quantities.identifiers import CaseId, DocumentNumber, OfficerId
from accident_service.reports.party import PartyLetter
from tests.fakes import examples
from tests.unit.casefile import reviews

ROW = 'years = 4\nsource = "the archive\'s order"\n'
WHOLE = "".join(f"[{stage}]\n{ROW}" for stage in sorted(FINISHED))
NOTHING = Proceedings(case=CaseId("case-1"))
DETERMINED = replace(examples.decided_case(), stage=Stage.DETERMINED)


def mediation(*letters: PartyLetter) -> Mediation:
    wishes = (MediationWish(letter=one, name="某", asked_at=examples.NOON) for one in letters)
    return Mediation(document=DocumentNumber("1"), wishes=tuple(wishes))


def test_years_count_from_the_first_of_january_after_closing() -> None:
    periods = RetentionPeriods.built_in()
    assert periods.kept_until(Stage.DETERMINED, date(2026, 1, 1)) == date(2029, 12, 31)
    assert periods.kept_until(Stage.DETERMINED, date(2026, 12, 31)) == date(2029, 12, 31)
    assert periods.kept_until(Stage.REFERRED, date(2027, 1, 1)) == date(2030, 12, 31)


def test_a_city_may_keep_longer() -> None:
    periods = RetentionPeriods.from_toml(WHOLE)
    assert periods.kept_until(Stage.AGREED, date(2026, 5, 5)) == date(2030, 12, 31)


@pytest.mark.parametrize(
    ("good", "bad", "named"),
    [
        ("years = 4", "years = 2", "too short"),
        ("years = 4", "years = 4.5", "whole"),
        ("years = 4", "years = true", "whole"),
        ("[agreed]", "[decided]", "agreed, decided"),
        ("[agreed]", "[lost]", "lost"),
        ("source", "sauce", "source"),
    ],
)
def test_periods_that_cannot_be_right_are_refused(good: str, bad: str, named: str) -> None:
    with pytest.raises(InvalidSettings, match=named):
        RetentionPeriods.from_toml(WHOLE.replace(good, bad, 1))


def test_only_a_finished_case_is_closed() -> None:
    assert is_closed(DETERMINED, NOTHING)
    assert not is_closed(examples.decided_case(), NOTHING)
    assert not is_closed(replace(DETERMINED, stage=Stage.REOPENED), NOTHING)


@pytest.mark.parametrize(
    ("review", "closed"),
    [
        (reviews.applied(), False),
        (reviews.drafted(), False),
        (reviews.concluded(), True),
        (reviews.concluded(ReviewOutcome.REDETERMINE), False),
        (reviews.forwarded().withdrawn(examples.NOON), True),
    ],
)
def test_a_case_under_review_is_not_closed(review: Review, closed: bool) -> None:  # noqa: FBT001 - a table
    assert is_closed(DETERMINED, NOTHING.with_review(review)) is closed


def test_a_case_in_mediation_is_not_closed_until_it_has_ended() -> None:
    both = mediation(*PartyLetter)
    result = MediationResult(
        end=MediationEnd.NOT_AGREED,
        terms="",
        officer=OfficerId("officer-1"),
        officer_name="某",
        noted_at=examples.NOON,
    )
    assert is_closed(DETERMINED, NOTHING.with_mediation(mediation(PartyLetter.A)))
    assert not is_closed(DETERMINED, NOTHING.with_mediation(both))
    assert is_closed(DETERMINED, NOTHING.with_mediation(both.ended(result)))


def test_a_case_is_closed_by_the_last_thing_that_happened() -> None:
    """Decided on 2 March 2026; a conclusion came on the 12th; a document in the next year."""
    assert closed_on(DETERMINED, NOTHING) == date(2026, 3, 2)
    followed = NOTHING.with_review(reviews.concluded())
    assert closed_on(DETERMINED, followed) == date(2026, 3, 12)
    new_year_at = examples.NOON.replace(year=2026, month=12, day=31, hour=16)
    assert closed_on(DETERMINED, followed, new_year_at) == date(2027, 1, 1)
    assert closed_on(DETERMINED, followed, new_year_at - timedelta(seconds=1)).year == 2026
