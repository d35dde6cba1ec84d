import pytest

from accident_service.errors import InvalidReport
from accident_service.reports.complaints import Complaint
from accident_service.reports.plate import (
    PROVINCES,
    PlateKind,
    joined,
    kind_of,
    normalised,
    read_plate,
)


@pytest.mark.parametrize(
    ("plate", "kind"),
    [
        ("吉C12345", PlateKind.ORDINARY),
        ("吉CA1B2C", PlateKind.ORDINARY),
        ("吉CD12345", PlateKind.NEW_ENERGY_SMALL),
        ("吉CDA1234", PlateKind.NEW_ENERGY_SMALL),
        ("吉CK12345", PlateKind.NEW_ENERGY_SMALL),
        ("吉C12345D", PlateKind.NEW_ENERGY_LARGE),
        ("吉C1234警", PlateKind.POLICE),
        ("吉C1234学", PlateKind.TRAINING),
        ("吉C1234挂", PlateKind.TRAILER),
        ("粤ZA12B港", PlateKind.HONG_KONG_MACAU),
        ("粤Z1234澳", PlateKind.HONG_KONG_MACAU),
        ("224578使", PlateKind.DIPLOMATIC),
        ("WJ吉12345", PlateKind.MILITARY),
        ("KA12345", PlateKind.MILITARY),
        ("无牌", PlateKind.NONE),
    ],
)
def test_the_kind_is_told_by_the_shape(plate: str, kind: PlateKind) -> None:
    assert kind_of(plate) is kind


@pytest.mark.parametrize(
    ("plate", "complaint"),
    [
        ("", Complaint.MISSING),
        ("C12345", Complaint.PLATE_PROVINCE),
        ("国C12345", Complaint.PLATE_PROVINCE),
        ("吉CI2345", Complaint.PLATE_LETTER_I_OR_O),
        ("吉CO2345", Complaint.PLATE_LETTER_I_OR_O),
        ("吉CDI1234", Complaint.PLATE_LETTER_I_OR_O),
        ("吉C1234", Complaint.PLATE_LENGTH),
        ("吉C1234567", Complaint.PLATE_LENGTH),
        ("吉C123456", Complaint.PLATE_PATTERN),
        ("吉CL12345", Complaint.PLATE_PATTERN),
        ("吉1C2345", Complaint.PLATE_PATTERN),
        ("吉C12#45", Complaint.PLATE_PATTERN),
    ],
)
def test_what_is_wrong_with_a_plate_is_said_exactly(plate: str, complaint: Complaint) -> None:
    with pytest.raises(InvalidReport) as refusal:
        read_plate(plate)
    assert refusal.value.complaints == {"plate": complaint}


@pytest.mark.parametrize(
    "typed", ["吉C·12345", "吉c 123-45", " 吉Ｃ１２３４５ ", "吉C•12345", "吉C.12345"]
)
def test_one_plate_has_one_spelling(typed: str) -> None:
    assert normalised(typed) == "吉C12345"
    assert read_plate(typed) == "吉C12345"


def test_all_mainland_units_are_known_once() -> None:
    assert len(PROVINCES) == 31
    assert len(set(PROVINCES)) == 31


@pytest.mark.parametrize(
    ("province", "rest", "plate"),
    [
        ("吉", "C12345", "吉C12345"),
        ("吉", "cd06789", "吉cd06789"),  # not the forces' plate it would be alone
        ("吉", "C1234警", "吉C1234警"),
        ("吉", "吉C12345", "吉C12345"),
        ("吉", "辽A12345", "辽A12345"),
        ("吉", "WJ吉12345", "WJ吉12345"),
        ("吉", "224578使", "224578使"),
        ("粤", "Z1234港", "粤Z1234港"),
        ("", "吉C12345", "吉C12345"),
        ("吉", "C1234", "吉C1234"),
        ("吉", "辽A1", "辽A1"),
        ("", "", ""),
    ],
)
def test_two_parts_are_read_as_whichever_plate_they_make(
    province: str, rest: str, plate: str
) -> None:
    assert joined(province, rest) == plate
