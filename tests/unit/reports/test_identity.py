from datetime import date

import pytest

from accident_service.errors import InvalidReport
from accident_service.reports.complaints import Complaint
from accident_service.reports.identity import (
    check_character,
    read_identity_no,
    read_name,
    read_phone,
)


@pytest.mark.parametrize("first_17", ["11010519491231002", "34052419800101001"])
def test_the_standards_own_examples_end_in_x(first_17: str) -> None:
    assert check_character(first_17) == "X"
    assert read_identity_no(first_17 + "x") == first_17 + "X"


@pytest.mark.parametrize(
    ("typed", "complaint"),
    [
        ("", Complaint.MISSING),
        ("110105491231002", Complaint.IDENTITY_OLD_NUMBER),
        ("E12345678", Complaint.IDENTITY_LENGTH),
        ("1101051949123100", Complaint.IDENTITY_LENGTH),
        ("11010519491331002X", Complaint.IDENTITY_BIRTH_DATE),
        ("110105194912310021", Complaint.IDENTITY_CHECK_DIGIT),
        ("11010519491231020X", Complaint.IDENTITY_CHECK_DIGIT),
    ],
)
def test_a_number_that_cannot_be_is_refused_with_the_reason(
    typed: str, complaint: Complaint
) -> None:
    with pytest.raises(InvalidReport) as refusal:
        read_identity_no(typed)
    assert refusal.value.complaints == {"identity_no": complaint}


def test_every_single_wrong_digit_is_noticed() -> None:
    right = "11010519491231002X"
    for place in range(17):
        for digit in "0123456789":
            wrong = right[:place] + digit + right[place + 1 :]
            if wrong != right:
                with pytest.raises(InvalidReport):
                    read_identity_no(wrong)


def test_a_driver_must_have_turned_eighteen_on_the_day() -> None:
    first_17 = "22030220080502001"
    number = first_17 + check_character(first_17)

    assert read_identity_no(number, date(2026, 5, 2)) == number
    with pytest.raises(InvalidReport) as refusal:
        read_identity_no(number, date(2026, 5, 1))
    assert refusal.value.complaints == {"identity_no": Complaint.IDENTITY_UNDER_AGE}


@pytest.mark.parametrize(
    "typed", ["13800138000", "138 0013 8000", "+86 138-0013-8000", "１３８００１３８０００"]
)
def test_one_phone_number_has_one_spelling(typed: str) -> None:
    assert read_phone(typed) == "13800138000"


@pytest.mark.parametrize("typed", ["12800138000", "1380013800", "138001380000", "phone"])
def test_what_is_no_mobile_number_is_refused(typed: str) -> None:
    with pytest.raises(InvalidReport) as refusal:
        read_phone(typed)
    assert refusal.value.complaints == {"phone": Complaint.PHONE_PATTERN}


@pytest.mark.parametrize("name", ["王芳", "阿依古丽·买买提", "Anne-Marie O'Neil", "José Ng"])
def test_names_of_every_kind_are_kept_as_written(name: str) -> None:
    assert read_name(f"  {name} ") == name


@pytest.mark.parametrize(
    ("typed", "complaint"),
    [
        ("", Complaint.MISSING),
        ("王芳1", Complaint.NAME_LETTERS_ONLY),
        ("<b>", Complaint.NAME_LETTERS_ONLY),
        ("王" * 51, Complaint.TOO_LONG),
    ],
)
def test_what_is_no_name_is_refused(typed: str, complaint: Complaint) -> None:
    with pytest.raises(InvalidReport) as refusal:
        read_name(typed)
    assert refusal.value.complaints == {"name": complaint}
