"""Word that something waits: both languages, nothing personal, and nobody woken for it."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from accident_service.casefile.notice import URGENT, WORDS, Notice, NoticeKind
from accident_service.reports.party import PartyLetter
from tests.fakes import examples

LINK = "https://accident.example/case/BCDF0001"
LONGEST_SMS = 140  # characters of Chinese two joined messages hold; more is cut by gateways


def notice(kind: NoticeKind, at: datetime = examples.NOON) -> Notice:
    return Notice(
        case=examples.reported_case().id,
        letter=PartyLetter.A,
        kind=kind,
        language="zh",
        created_at=at,
    )


@pytest.mark.parametrize("kind", NoticeKind)
@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_kind_is_worded_and_leads_to_the_case(kind: NoticeKind, language: str) -> None:
    said = replace(notice(kind), language=language).text(code="BCDF0001", link=LINK)
    assert LINK in said
    assert "{" not in said
    assert language == "en" or len(said) - len(LINK) <= LONGEST_SMS
    assert said.isascii() == (language == "en")


def test_all_kinds_have_words() -> None:
    assert set(WORDS) == set(NoticeKind)


@pytest.mark.parametrize(
    ("hour_utc", "sent_utc"),
    [
        pytest.param((4, 0), (2, 4, 0), id="noon: at once"),
        pytest.param((13, 59), (2, 13, 59), id="just before ten in the evening"),
        pytest.param((14, 0), (2, 23, 0), id="at ten: next morning at seven"),
        pytest.param((18, 30), (2, 23, 0), id="half past two at night: that morning"),
        pytest.param((23, 0), (2, 23, 0), id="at seven"),
    ],
)
def test_what_can_wait_is_not_sent_at_night(
    hour_utc: tuple[int, int], sent_utc: tuple[int, int, int]
) -> None:
    at = datetime(2026, 3, 2, *hour_utc, tzinfo=UTC)
    assert notice(NoticeKind.DOCUMENT_WAITS, at).not_before == datetime(
        2026, 3, *sent_utc, tzinfo=UTC
    )


@pytest.mark.parametrize("kind", sorted(URGENT))
def test_what_is_of_the_roadside_is_sent_at_any_hour(kind: NoticeKind) -> None:
    night = datetime(2026, 3, 2, 18, 30, tzinfo=UTC)
    assert notice(kind, night).not_before == night
