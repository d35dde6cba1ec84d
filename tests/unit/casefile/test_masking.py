from dataclasses import replace

import pytest

from accident_service.casefile.masking import (
    masked_except,
    masked_identity_no,
    masked_name,
    masked_party,
    masked_phone,
    masked_plate,
    masked_policy_no,
)
from accident_service.reports.party import PartyLetter
from tests.unit.casefile.drawn_up import drawn_up


@pytest.mark.parametrize(
    ("name", "masked"),
    [("王芳", "王*"), ("欧阳小明", "欧***"), ("王", "王*"), ("Anne Marie Ng", "A* M* N*")],
)
def test_a_name_keeps_what_a_person_recognises_themselves_by(name: str, masked: str) -> None:
    assert masked_name(name) == masked


def test_numbers_keep_their_ends() -> None:
    assert masked_phone("13800138000") == "138****8000"
    assert masked_identity_no("11010519491231002X") == "110105********002X"
    assert masked_plate("吉CD12345") == "吉C*****5"
    assert masked_policy_no("PDZA2026001") == "*******6001"


@pytest.mark.parametrize("short", ["", "1", "1234"])
def test_something_is_hidden_even_of_what_is_too_short(short: str) -> None:
    for mask in (masked_phone, masked_identity_no, masked_plate, masked_policy_no):
        assert "*" in mask(short) or not short


def test_nothing_of_a_masked_party_is_left_in_full() -> None:
    determination = drawn_up()
    for shown, hidden in ((PartyLetter.A, 1), (PartyLetter.B, 0)):
        seen = repr(masked_except(determination, frozenset({shown})))
        party = determination.parties[hidden]
        for personal in (party.name, party.identity_no, party.phone, party.plate, party.policy_no):
            assert personal not in seen
        own = determination.parties[1 - hidden]
        assert own.identity_no in seen


def test_a_name_an_officer_wrote_out_is_masked_in_the_text_too() -> None:
    determination = drawn_up()
    party = determination.parties[1]
    spoken = replace(
        determination, cause_zh=f"{party.name}驾驶{party.plate}", facts_en=f"call {party.phone}"
    )

    masked = masked_except(spoken, frozenset({PartyLetter.A}))

    assert masked.cause_zh == f"{masked_name(party.name)}驾驶{masked_plate(party.plate)}"
    assert masked.facts_en == f"call {masked_phone(party.phone)}"


def test_what_the_law_needs_of_a_masked_party_stays() -> None:
    party = drawn_up().parties[1]
    masked = masked_party(party)
    assert (masked.letter, masked.grade, masked.insurer, masked.vehicle_class) == (
        party.letter,
        party.grade,
        party.insurer,
        party.vehicle_class,
    )
