from dataclasses import fields
from datetime import UTC, date, datetime

import pytest

from accident_service.errors import InvalidReport
from accident_service.reports.complaints import Complaint
from accident_service.reports.eligibility import ScreeningAnswers
from accident_service.reports.forms import (
    read_answers,
    read_party,
    read_policy_no,
    read_report,
    read_statement,
)
from accident_service.reports.identity import check_character
from accident_service.reports.observations import OBSERVED_FIELDS
from accident_service.reports.party import PartyLetter
from accident_service.reports.statement import Circumstance
from tests.unit.reports.filled_form import FILED_AT, filled


def complaints(fields: dict[str, str]) -> dict[str, str]:
    with pytest.raises(InvalidReport) as refusal:
        read_report(fields, filed_at=FILED_AT)
    return refusal.value.complaints


def test_a_well_filled_form_becomes_a_routed_report() -> None:
    report = read_report(filled(), filed_at=FILED_AT)

    assert report.occurred_at == datetime(2026, 5, 1, 0, 30, tzinfo=UTC)
    assert report.time_doubt_s == 120.0
    assert report.place.site == "demo-junction"
    assert report.place.coordinates is None
    assert report.reporter.letter is PartyLetter.A
    assert report.reporter.phone == "13800138000"
    assert report.reporter.identity_no == "11010519491231002X"
    assert report.reporter.vehicle.plate == "吉C12345"
    assert report.reporter.insurance.policy_no == "PDZA20260001"
    assert report.statement.circumstance is Circumstance.STANDING
    assert report.statement.damage_clock == 6
    assert report.statement.applies_for_online_determination
    assert not report.statement.consents_to_electronic_service
    assert report.routing.code == "ONLINE_DETERMINE"
    assert report.filed_at == FILED_AT


def test_an_empty_form_is_told_everything_that_is_missing_at_once() -> None:
    told = complaints({})

    optional = {
        *OBSERVED_FIELDS,
        "policy_no",
        "words",
        "place_words",
        "time_doubt",
        "crime_suspected",
    }
    assert set(told) == set(filled()) - optional


def test_a_policy_number_may_come_later() -> None:
    assert read_policy_no(" ") == ""
    assert read_policy_no("pdza-2026 0001") == "PDZA20260001"


@pytest.mark.parametrize(
    ("field", "typed", "complaint"),
    [
        ("name", "王1", Complaint.NAME_LETTERS_ONLY),
        ("phone", "110", Complaint.PHONE_PATTERN),
        ("identity_no", "110105194912310021", Complaint.IDENTITY_CHECK_DIGIT),
        ("plate", "吉C1234", Complaint.PLATE_LENGTH),
        ("plate", "CD12345", Complaint.PLATE_SPECIAL),
        ("vehicle_class", "tram", Complaint.NOT_A_CHOICE),
        ("colour", "pink", Complaint.NOT_A_CHOICE),
        ("insurer", "picc", Complaint.NOT_A_CHOICE),
        ("policy_no", "#", Complaint.POLICY_PATTERN),
        ("weather", "nice", Complaint.NOT_A_CHOICE),
        ("circumstance", "flying", Complaint.NOT_A_CHOICE),
        ("damage_clock", "13", Complaint.NOT_A_CHOICE),
        ("damage_clock", "06", Complaint.NOT_A_CHOICE),
        ("words", "很" * 2001, Complaint.TOO_LONG),
        ("joint_application", "on", Complaint.ANSWER_YES_OR_NO),
        ("injured", "", Complaint.ANSWER_YES_OR_NO),
        ("submission_key", "x", Complaint.SUBMISSION_KEY_PATTERN),
        ("time_doubt", "-5", Complaint.NUMBER_RANGE),
        ("occurred_at", "yesterday", Complaint.TIME_PATTERN),
    ],
)
def test_one_slip_brings_one_complaint(field: str, typed: str, complaint: Complaint) -> None:
    assert complaints(filled(**{field: typed})) == {field: complaint}


@pytest.mark.parametrize(
    ("plate", "answer"),
    [
        ("无牌", "plate_missing_or_forged"),
        ("224578使", "diplomatic_vehicle"),
        ("KA12345", "military_vehicle"),
    ],
)
def test_a_special_plate_needs_the_answer_that_goes_with_it(plate: str, answer: str) -> None:
    assert complaints(filled(plate=plate)) == {"plate": Complaint.PLATE_SPECIAL}

    report = read_report(filled(plate=plate, **{answer: "yes"}), filed_at=FILED_AT)
    assert report.reporter.vehicle.plate == plate
    assert not report.routing.handled_online


def test_the_second_driver_gives_party_and_account_by_the_same_fields() -> None:
    party = read_party(filled(), PartyLetter.B)
    statement = read_statement(filled(), PartyLetter.B, FILED_AT)

    assert party.letter is statement.letter is PartyLetter.B
    assert statement.given_at == FILED_AT


def test_a_minor_is_refused_only_when_the_day_is_known() -> None:
    born_2012 = "22030220120101001"
    minor = filled(identity_no=born_2012 + check_character(born_2012))

    assert read_party(minor, PartyLetter.B).letter is PartyLetter.B
    with pytest.raises(InvalidReport) as refusal:
        read_party(minor, PartyLetter.B, drove_on=date(2026, 5, 1))
    assert refusal.value.complaints == {"identity_no": Complaint.IDENTITY_UNDER_AGE}


def test_screening_answers_can_be_read_before_anything_else_is_known() -> None:
    questions = {field.name for field in fields(ScreeningAnswers)} - {"crime_suspected"}
    asked = dict.fromkeys(questions, "no")

    assert read_answers(asked | {"injured": "yes"}).injured
    assert not read_answers(asked).crime_suspected
    assert read_answers(asked | {"crime_suspected": "yes"}).crime_suspected
