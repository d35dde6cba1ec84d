"""Mediation takes two who want it."""

from datetime import timedelta

import pytest

from accident_service.casefile.mediation import (
    Mediation,
    MediationEnd,
    MediationResult,
    MediationWish,
)
from accident_service.errors import StepOutOfOrder
from accident_service.quantities.identifiers import DocumentNumber, OfficerId
from accident_service.reports.party import PartyLetter
from tests.fakes.examples import NOON

TOMORROW = NOON + timedelta(days=1)


def wish(letter: PartyLetter) -> MediationWish:
    at = NOON if letter is PartyLetter.A else TOMORROW
    return MediationWish(letter=letter, name="某", asked_at=at)


def result(end: MediationEnd = MediationEnd.AGREED) -> MediationResult:
    return MediationResult(
        end=end,
        terms="乙方赔偿甲方修理费800元。",
        officer=OfficerId("officer-1"),
        officer_name="丙某",
        noted_at=TOMORROW + timedelta(days=2),
    )


def asked_by_a() -> Mediation:
    number = DocumentNumber("2203020001-2026-000001")
    return Mediation(document=number, wishes=(wish(PartyLetter.A),))


def test_one_partys_wish_is_no_request() -> None:
    assert asked_by_a().requested_at is None
    assert asked_by_a().joined_by(wish(PartyLetter.A)) == asked_by_a()
    with pytest.raises(StepOutOfOrder, match="not both asked"):
        asked_by_a().ended(result())


def test_the_request_counts_from_the_second_wish() -> None:
    assert asked_by_a().joined_by(wish(PartyLetter.B)).requested_at == TOMORROW


@pytest.mark.parametrize("end", MediationEnd)
def test_it_ends_once(end: MediationEnd) -> None:
    ended = asked_by_a().joined_by(wish(PartyLetter.B)).ended(result(end))
    assert ended.result == result(end)
    with pytest.raises(StepOutOfOrder, match="has ended"):
        ended.ended(result(end))
    with pytest.raises(StepOutOfOrder, match="has ended"):
        ended.joined_by(wish(PartyLetter.A))
