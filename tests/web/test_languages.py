"""Two languages, complete, and the right one for each visitor."""

import re

import pytest

from accident_service.reports.complaints import IN_WORDS, Complaint
from accident_service.reports.eligibility import ScreeningAnswers
from accident_service.web.driver.questions import REPORT_PAGES, SCREENING_QUESTIONS
from tests.fakes.casework import FakeWorld
from tests.web.messages import TRANSLATED, catalogue, is_translated, messages_in_source
from tests.web.visit import Visitor, app_on

PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|\{\w+\}")
CHINESE = re.compile(r"[\u4e00-\u9fff]")


@pytest.mark.parametrize("locale", TRANSLATED)
def test_every_message_is_translated(locale: str) -> None:
    known = catalogue(locale)
    missing = [
        message
        for message in messages_in_source()
        if (entry := known.get(message)) is None or not is_translated(entry) or entry.fuzzy
    ]

    assert not missing, "run python -m tests.web.messages and translate what is new"


@pytest.mark.parametrize("locale", TRANSLATED)
def test_nothing_is_translated_that_no_page_says(locale: str) -> None:
    said = set(messages_in_source())

    assert not [entry.id for entry in catalogue(locale) if entry.id and _key(entry.id) not in said]


@pytest.mark.parametrize("locale", TRANSLATED)
def test_translations_keep_the_places_for_names_and_numbers(locale: str) -> None:
    for entry in catalogue(locale):
        if isinstance(entry.id, str) and entry.id:
            translated = str(entry.string)
            assert set(PLACEHOLDER.findall(entry.id)) == set(PLACEHOLDER.findall(translated))
            bare = PLACEHOLDER.sub("", translated)
            assert "%" not in bare, f"a lone % breaks formatting: {translated}"


def test_the_source_speaks_english_only() -> None:
    for message in messages_in_source():
        text = message if isinstance(message, str) else " ".join(message)
        assert not CHINESE.search(text), text


def test_every_complaint_has_words() -> None:
    assert set(IN_WORDS) == set(Complaint)


def test_every_screening_question_is_asked_once() -> None:
    asked = [name for page in REPORT_PAGES for name in page.fields if name in SCREENING_QUESTIONS]

    assert len(asked) == len(set(asked))
    # Whether a crime is suspected is an officer's to say; "disputed" has a page of its own.
    expected = set(ScreeningAnswers.__dataclass_fields__) - {"crime_suspected", "disputed"}
    assert set(asked) == set(SCREENING_QUESTIONS) == expected


@pytest.mark.parametrize(
    ("accepted", "spoken"),
    [
        ("zh-CN,zh;q=0.9,en;q=0.8", "zh-CN"),
        ("en-GB,en;q=0.9", "en"),
        ("zh-Hans-CN", "zh-CN"),
        ("fr-FR,fr;q=0.9", "zh-CN"),
        ("", "zh-CN"),
    ],
)
def test_the_browser_is_asked_first_and_chinese_is_the_fallback(accepted: str, spoken: str) -> None:
    page = Visitor(app_on(FakeWorld()), accepted).read("/")

    assert f'<html lang="{spoken}">' in page


def test_a_chosen_language_outlives_the_page_and_the_sign_in() -> None:
    visitor = Visitor(app_on(FakeWorld()), "zh-CN")
    assert visitor.get("/language/en?back=/emergency").location == "/emergency"
    assert '<html lang="en">' in visitor.read("/emergency")
    visitor.sign_in_by_phone("13800000001")

    assert "There is no case" in visitor.read("/cases")


def test_an_unknown_language_is_no_page() -> None:
    assert Visitor(app_on(FakeWorld())).get("/language/xx").status_code == 404


def _key(identity: str | list[str] | tuple[str, ...]) -> str | tuple[str, ...]:
    return identity if isinstance(identity, str) else tuple(identity)
