"""Asking a party for more, and what counts as an answer."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from accident_service.casefile.ask_evidence import (
    EvidenceWish,
    answered,
    asked_for,
    has_answer,
    open_requests,
    photos_since,
)
from accident_service.casefile.case import Case
from accident_service.casefile.evidence_request import EvidenceWanted
from accident_service.casefile.photo import Photo, Shot
from accident_service.errors import (
    AccidentServiceError,
    CaseMovedOn,
    InvalidDecision,
    NotPermitted,
    StepOutOfOrder,
)
from accident_service.reports.party import PartyLetter
from tests.fakes import examples
from tests.fakes.measured import exhibit

A, B = PartyLetter.A, PartyLetter.B
CASE, OFFICER = examples.proposed_case(), examples.officer()
TODAY = date(2026, 3, 2)
WISH = EvidenceWish(
    letter=A,
    wanted=EvidenceWanted.PHOTOS,
    words="请补拍左前轮与车道线的位置。",
    due_on=TODAY + timedelta(days=3),
    seen_version=CASE.version,
)
LATER = examples.NOON + timedelta(hours=2)
PHOTO = Photo(
    id="1" * 32,
    letter=A,
    shot=Shot.LINES,
    original=exhibit().blob,
    shown=exhibit().blob,
    width_px=800,
    height_px=600,
    received_at=LATER,
)


def asked(case: Case = CASE) -> Case:
    return asked_for(case, WISH, OFFICER, examples.NOON)


def test_asking_moves_nothing_but_the_version() -> None:
    case = asked()
    assert (case.stage, case.version) == (CASE.stage, CASE.version + 1)
    assert [one.words for one in open_requests(case, A)] == [WISH.words]
    assert open_requests(case, B) == ()
    assert len(open_requests(case)) == 1
    assert not has_answer(case)


@pytest.mark.parametrize(
    ("case", "wish", "error"),
    [
        (CASE, replace(WISH, seen_version=1), CaseMovedOn),
        (CASE, replace(WISH, words="照片"), InvalidDecision),
        (CASE, replace(WISH, due_on=TODAY - timedelta(days=1)), InvalidDecision),
        (CASE, replace(WISH, due_on=TODAY + timedelta(days=31)), InvalidDecision),
        (
            examples.handed_over_case(),
            replace(WISH, letter=B, seen_version=examples.handed_over_case().version),
            InvalidDecision,
        ),
        (
            examples.decided_case(),
            replace(WISH, seen_version=examples.decided_case().version),
            StepOutOfOrder,
        ),
    ],
)
def test_what_cannot_be_asked(
    case: Case, wish: EvidenceWish, error: type[AccidentServiceError]
) -> None:
    with pytest.raises(error):
        asked_for(case, wish, OFFICER, examples.NOON)


def test_who_is_not_qualified_asks_nothing() -> None:
    with pytest.raises(NotPermitted):
        asked_for(CASE, WISH, replace(OFFICER, may_decide_simple_procedure=False), examples.NOON)


def test_words_or_photographs_are_an_answer_and_nothing_is_none() -> None:
    case = asked()
    with pytest.raises(InvalidDecision):
        answered(case, A, 1, "  ", LATER)
    told = answered(case, A, 1, "没有照片，车已修好。", LATER)
    assert told.evidence_requests[0].answer == "没有照片，车已修好。"
    assert has_answer(told)

    pictured = case.with_photos((PHOTO,))
    assert photos_since(pictured, pictured.evidence_requests[0]) == 1
    assert has_answer(answered(pictured, A, 1, "", LATER))


def test_an_answer_counts_once_and_only_from_who_was_asked() -> None:
    once = answered(asked(), A, 1, "没有照片，车已修好。", LATER)
    assert answered(once, A, 1, "改口了，另有说法。", LATER) is once
    for letter, number in ((B, 1), (A, 2)):
        with pytest.raises(StepOutOfOrder):
            answered(asked(), letter, number, "没有照片，车已修好。", LATER)


def test_once_decided_nothing_is_open() -> None:
    case = asked().decided_by(examples.decision())
    assert open_requests(case) == ()
    assert not has_answer(case)
    with pytest.raises(StepOutOfOrder):
        answered(case, A, 1, "没有照片，车已修好。", LATER)
