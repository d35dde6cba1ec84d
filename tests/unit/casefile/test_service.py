"""Service counts from when receipt is shown, whichever way the document came."""

from datetime import timedelta

import pytest

from accident_service.casefile.service import Receipt, ServedKind, ServiceMethod, ServiceRecord
from accident_service.quantities.identifiers import DocumentNumber
from accident_service.reports.party import PartyLetter
from tests.fakes.examples import NOON

LATER, LATER_STILL = NOON + timedelta(hours=1), NOON + timedelta(hours=2)


def electronic() -> ServiceRecord:
    return ServiceRecord(
        document=DocumentNumber("2203020001-2026-000001"),
        kind=ServedKind.DETERMINATION,
        letter=PartyLetter.B,
        method=ServiceMethod.ELECTRONIC,
        consented_at=NOON - timedelta(hours=1),
        delivered_at=NOON,
    )


def test_what_was_only_sent_is_not_served() -> None:
    assert electronic().served_at is None


def test_opening_or_acknowledging_serves_whichever_comes_first() -> None:
    opened = electronic().opened(LATER)
    assert opened.served_at == LATER
    assert opened.acknowledged(LATER_STILL).served_at == LATER
    assert electronic().acknowledged(LATER).opened(LATER_STILL).served_at == LATER


def test_doing_it_again_does_not_move_the_date() -> None:
    twice = electronic().opened(LATER).opened(LATER_STILL)
    assert twice == electronic().opened(LATER)
    again = electronic().acknowledged(LATER).acknowledged(LATER_STILL)
    assert again == electronic().acknowledged(LATER)


@pytest.mark.parametrize("receipt", Receipt)
def test_handed_over_it_is_served_at_once_even_against_the_partys_will(receipt: Receipt) -> None:
    handed_over = ServiceRecord(
        document=DocumentNumber("2203020001-2026-000001"),
        kind=ServedKind.DETERMINATION,
        letter=PartyLetter.B,
        method=ServiceMethod.IN_PERSON,
        delivered_at=NOON,
        receipt=receipt,
    )
    assert handed_over.served_at == NOON
