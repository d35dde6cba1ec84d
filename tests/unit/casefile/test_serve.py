"""A document goes by phone to who agreed, and by hand to everybody else."""

from dataclasses import replace
from datetime import timedelta

import pytest

from accident_service.casefile.case import Case
from accident_service.casefile.proceedings import Proceedings
from accident_service.casefile.serve import (
    HandOver,
    Served,
    consent_withdrawn,
    consented_at,
    handed_over,
    sent_record,
    sent_to_the_consenting,
)
from accident_service.casefile.service import Receipt, ServedKind, ServiceMethod
from accident_service.errors import Conflict, InvalidDecision, NotFound
from accident_service.quantities.identifiers import DocumentNumber
from accident_service.reports.party import PartyLetter
from tests.fakes import examples

NUMBER = DocumentNumber("2203020001-2026-000001")
SERVED = Served(NUMBER, ServedKind.DETERMINATION)
AT = examples.NOON + timedelta(hours=1)


def case_in_which_b_declines() -> Case:
    case = examples.decided_case()
    a, b = case.statements
    return replace(case, statements=(a, replace(b, consents_to_electronic_service=False)))


CASE = case_in_which_b_declines()
EMPTY = Proceedings(case=CASE.id)
A, B = PartyLetter.A, PartyLetter.B


def test_it_is_sent_to_who_agreed_and_only_once() -> None:
    sent = sent_to_the_consenting(CASE, EMPTY, SERVED, AT)
    (record,) = sent.service
    assert (record.letter, record.method) == (A, ServiceMethod.ELECTRONIC)
    assert record.consented_at == examples.statement_a().given_at
    assert sent_to_the_consenting(CASE, sent, SERVED, AT) == sent
    assert sent_record(sent, NUMBER, A) == record
    with pytest.raises(NotFound):
        sent_record(sent, NUMBER, B)


def test_who_agrees_later_gets_it_then() -> None:
    sent = sent_to_the_consenting(CASE, EMPTY, SERVED, AT)
    agreed = sent.with_consent(B, AT + timedelta(hours=1))
    assert consented_at(CASE, sent, B) is None
    assert consented_at(CASE, agreed, B) == AT + timedelta(hours=1)
    both = sent_to_the_consenting(CASE, agreed, SERVED, AT + timedelta(hours=1))
    assert [one.letter for one in both.service] == [A, B]


def test_what_was_agreed_to_in_the_report_may_be_withdrawn_and_given_again() -> None:
    withdrawn = consent_withdrawn(CASE, EMPTY, A, AT)
    assert consented_at(CASE, withdrawn, A) is None
    assert sent_to_the_consenting(CASE, withdrawn, SERVED, AT).service == ()
    assert consent_withdrawn(CASE, withdrawn, A, AT) == withdrawn
    again = withdrawn.with_consent(A, AT + timedelta(hours=1))
    assert consented_at(CASE, again, A) == AT + timedelta(hours=1)


def test_a_withdrawal_takes_nothing_back_that_was_sent() -> None:
    agreed = EMPTY.with_consent(B, AT)
    sent = sent_to_the_consenting(CASE, agreed, SERVED, AT)
    withdrawn = consent_withdrawn(CASE, sent, B, AT)
    assert consented_at(CASE, withdrawn, B) is None
    assert len(withdrawn.consents) == 1
    assert withdrawn.service == sent.service
    assert consent_withdrawn(CASE, EMPTY, B, AT) == EMPTY


@pytest.mark.parametrize("receipt", Receipt)
def test_by_hand_it_is_served_whatever_the_party_does(receipt: Receipt) -> None:
    hand_over = HandOver(letter=B, receipt=receipt, note="拒绝签名，已告知权利。")
    served = handed_over(EMPTY, SERVED, hand_over, examples.officer(), AT)
    assert served.served_at(NUMBER, B) == AT
    (record,) = served.service
    assert record.served_by is not None
    assert record.served_by.police_no == examples.officer().police_no
    with pytest.raises(Conflict, match="before"):
        handed_over(served, SERVED, hand_over, examples.officer(), AT)


def test_what_was_sent_but_not_opened_may_be_handed_over() -> None:
    sent = sent_to_the_consenting(CASE, EMPTY, SERVED, AT)
    later = AT + timedelta(days=2)
    hand_over = HandOver(letter=A, receipt=Receipt.SIGNED, note="")
    served = handed_over(sent, SERVED, hand_over, examples.officer(), later)
    assert served.served_at(NUMBER, A) == later


def test_a_refusal_is_noted_with_its_circumstances() -> None:
    hand_over = HandOver(letter=B, receipt=Receipt.REFUSED_TO_SIGN, note=" ")
    with pytest.raises(InvalidDecision, match="how the party refused"):
        handed_over(EMPTY, SERVED, hand_over, examples.officer(), AT)
