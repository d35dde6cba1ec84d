"""From a form's plain strings to what the file keeps; every complaint at once, by field.

Fields, all strings, absent counting as empty:

party       name, phone, identity_no, plate, vehicle_class (`choices.VEHICLE_CLASSES`),
            colour (`choices.COLOURS`), insurer (`insurers.CODES`), policy_no; language "zh"/"en"
statement   circumstance (`Circumstance`), damage_clock (1..12), words (optional),
            observations.OBSERVED_FIELDS (`Whose`, each optional),
            joint_application, electronic_service ("yes"/"no")
place       site and/or place_words; optional latitude_deg, longitude_deg,
            coordinate_system (`CoordinateSystem`), accuracy_m
time        occurred_at (ISO; Beijing time unless it carries an offset),
            time_doubt (seconds either way, optional), weather (`choices.WEATHERS`)
screening   every field of `ScreeningAnswers`, "yes"/"no"; crime_suspected may be absent,
            for it is rather an officer's than a driver's to say
form        submission_key: 16 to 64 letters, digits, "-" or "_"
"""

import re
from collections.abc import Mapping
from dataclasses import fields as fields_of
from datetime import date, datetime

from accident_service.errors import InvalidReport
from accident_service.reports.choices import COLOURS, VEHICLE_CLASSES, WEATHERS
from accident_service.reports.complaints import Complaint
from accident_service.reports.eligibility import ScreeningAnswers, route
from accident_service.reports.form_fields import Form, at_most, one_of, yes_or_no
from accident_service.reports.identity import read_identity_no, read_name, read_phone
from accident_service.reports.insurers import CODES
from accident_service.reports.observations import read_observations
from accident_service.reports.party import Insurance, Party, PartyLetter, Vehicle
from accident_service.reports.plate import PlateKind, kind_of, normalised
from accident_service.reports.report import AccidentReport
from accident_service.reports.statement import CONSENT_WORDING, Circumstance, Statement
from accident_service.reports.where_and_when import (
    BEIJING,
    read_moment,
    read_place,
    read_time_doubt_s,
)

POLICY = re.compile(r"[A-Z0-9\-]{6,30}")
SUBMISSION_KEY = re.compile(r"[A-Za-z0-9_-]{16,64}")
# Plates that only exist where a screening answer says so.
ANSWER_BEHIND_PLATE = {
    PlateKind.NONE: "plate_missing_or_forged",
    PlateKind.DIPLOMATIC: "diplomatic_vehicle",
    PlateKind.MILITARY: "military_vehicle",
}
NOT_ASKED_OF_EVERYONE = frozenset({"crime_suspected"})

WORDS_LONGEST = 2000  # characters [design]


def read_party(
    fields: Mapping[str, str], letter: PartyLetter, *, drove_on: date | None = None
) -> Party:
    """One driver with vehicle and cover.

    Args:
        drove_on: The day of the accident; given, the driver must have been of age.

    Raises:
        InvalidReport: Every complaint, by field.
    """
    form = Form(fields)
    party = _party(form, letter, drove_on)
    form.refuse_if_anything_is_wrong()
    return party


def read_statement(fields: Mapping[str, str], letter: PartyLetter, given_at: datetime) -> Statement:
    """One party's own account.

    Raises:
        InvalidReport: Every complaint, by field.
    """
    form = Form(fields)
    statement = _statement(form, letter, given_at)
    form.refuse_if_anything_is_wrong()
    return statement


def read_answers(fields: Mapping[str, str]) -> ScreeningAnswers:
    """The screening answers alone, so that a referral can be told before anything else is asked.

    Raises:
        InvalidReport: Each question left open, by field.
    """
    form = Form(fields)
    answers = _answers(form)
    form.refuse_if_anything_is_wrong()
    return answers


def read_report(fields: Mapping[str, str], *, filed_at: datetime) -> AccidentReport:
    """The first driver's whole report, routed.

    Raises:
        InvalidReport: Every complaint, by field.
    """
    form = Form(fields)
    occurred_at = form.read("occurred_at", lambda text: read_moment(text, filed_at), filed_at)
    answers = _answers(form)
    report = AccidentReport(
        submission_key=form.read("submission_key", _submission_key, ""),
        place=read_place(form),
        occurred_at=occurred_at,
        time_doubt_s=read_time_doubt_s(form),
        weather=form.read("weather", one_of(WEATHERS), ""),
        answers=answers,
        routing=route(answers),
        reporter=_party(form, PartyLetter.A, occurred_at.astimezone(BEIJING).date()),
        statement=_statement(form, PartyLetter.A, filed_at),
        filed_at=filed_at,
    )
    form.refuse_if_anything_is_wrong()
    return report


def _party(form: Form, letter: PartyLetter, drove_on: date | None) -> Party:
    return Party(
        letter=letter,
        name=form.read("name", read_name, ""),
        phone=form.read("phone", read_phone, ""),
        identity_no=form.read("identity_no", lambda text: read_identity_no(text, drove_on), ""),
        vehicle=Vehicle(
            plate=form.read("plate", lambda text: _plate(form, text), ""),
            vehicle_class=form.read("vehicle_class", one_of(VEHICLE_CLASSES), ""),
            colour=form.read("colour", one_of(COLOURS), ""),
        ),
        insurance=Insurance(
            insurer=form.read("insurer", one_of(CODES), ""),
            policy_no=form.read("policy_no", read_policy_no, ""),
        ),
        language="en" if form.text("language") == "en" else "zh",
    )


def _plate(form: Form, text: str) -> str:
    plate = normalised(text)
    answer = ANSWER_BEHIND_PLATE.get(kind_of(plate))
    if answer is not None and form.text(answer) != "yes":
        raise InvalidReport({"plate": Complaint.PLATE_SPECIAL})
    return plate


def read_policy_no(text: str) -> str:
    """The number normalised; empty where the driver does not have it at hand.

    The insurer is known by name, and nobody looks for papers on the road.

    Raises:
        InvalidReport: It is no policy's number.
    """
    if not text.strip():
        return ""
    policy_no = normalised(text)
    if not POLICY.fullmatch(policy_no):
        raise InvalidReport({"policy_no": Complaint.POLICY_PATTERN})
    return policy_no


def _statement(form: Form, letter: PartyLetter, given_at: datetime) -> Statement:
    circumstances = tuple(one.value for one in Circumstance)
    return Statement(
        letter=letter,
        circumstance=Circumstance(
            form.read("circumstance", one_of(circumstances), circumstances[0])
        ),
        damage_clock=int(
            form.read("damage_clock", one_of(tuple(str(hour) for hour in range(1, 13))), "12")
        ),
        words=form.read("words", at_most(WORDS_LONGEST), ""),
        applies_for_online_determination=form.read("joint_application", yes_or_no, otherwise=False),
        consents_to_electronic_service=form.read("electronic_service", yes_or_no, otherwise=False),
        given_at=given_at,
        consent_wording=CONSENT_WORDING,
        observations=read_observations(form),
    )


def _answers(form: Form) -> ScreeningAnswers:
    asked = [
        field.name
        for field in fields_of(ScreeningAnswers)
        if field.name not in NOT_ASKED_OF_EVERYONE or form.text(field.name)
    ]
    return ScreeningAnswers(**{name: form.read(name, yes_or_no, otherwise=False) for name in asked})


def _submission_key(text: str) -> str:
    if not SUBMISSION_KEY.fullmatch(text):
        raise InvalidReport({"submission_key": Complaint.SUBMISSION_KEY_PATTERN})
    return text
