"""Who someone says they are: resident identity number, mobile number, name.

Only what can be checked without asking a register: form, date and check character.
"""

import re
import unicodedata
from datetime import date

from accident_service.errors import InvalidReport
from accident_service.reports.complaints import Complaint

WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
CHECK_CHARACTERS = "10X98765432"
OLD_NUMBER = re.compile(r"[0-9]{15}")
NUMBER = re.compile(r"[0-9]{17}[0-9X]")
MOBILE = re.compile(r"1[3-9][0-9]{9}")
FILLERS = re.compile(r"[\s\-]+")
NAME_LONGEST = 50
DRIVING_AGE_YEARS = 18


def read_identity_no(text: str, on: date | None = None) -> str:
    """The 18-character resident identity number, upper case.

    Args:
        on: The day the holder drove; given, the holder must have been of driving age.

    Raises:
        InvalidReport: The number cannot be one.

    Reference:
        GB 11643: the check character is the weighted sum of the digits, modulo 11.
    """
    number = _half_width(text)
    if not number:
        raise _refused(Complaint.MISSING)
    if OLD_NUMBER.fullmatch(number):
        raise _refused(Complaint.IDENTITY_OLD_NUMBER)
    if not NUMBER.fullmatch(number):
        raise _refused(Complaint.IDENTITY_LENGTH)
    born_on = _birth_date(number)
    if check_character(number[:17]) != number[17]:
        raise _refused(Complaint.IDENTITY_CHECK_DIGIT)
    if on is not None and _age_years(born_on, on) < DRIVING_AGE_YEARS:
        raise _refused(Complaint.IDENTITY_UNDER_AGE)
    return number


def check_character(first_17: str) -> str:
    """The 18th character that belongs to the first seventeen digits."""
    weighted = sum(int(digit) * weight for digit, weight in zip(first_17, WEIGHTS, strict=True))
    return CHECK_CHARACTERS[weighted % 11]


def read_phone(text: str) -> str:
    """An 11-digit mainland mobile number, without country code or spaces.

    Raises:
        InvalidReport: It is none.
    """
    phone = _half_width(text).removeprefix("+86").removeprefix("0086")
    if not phone:
        raise InvalidReport({"phone": Complaint.MISSING})
    if not MOBILE.fullmatch(phone):
        raise InvalidReport({"phone": Complaint.PHONE_PATTERN})
    return phone


def read_name(text: str) -> str:
    """A person's name as written, with runs of spaces made one.

    Raises:
        InvalidReport: It is empty, too long, or holds digits or symbols.
    """
    name = " ".join(text.split())
    if not name:
        raise InvalidReport({"name": Complaint.MISSING})
    if len(name) > NAME_LONGEST:
        raise InvalidReport({"name": Complaint.TOO_LONG})
    if not all(mark in " ·•'’-." or unicodedata.category(mark)[0] in "LM" for mark in name):
        raise InvalidReport({"name": Complaint.NAME_LETTERS_ONLY})
    return name


def _half_width(text: str) -> str:
    return FILLERS.sub("", unicodedata.normalize("NFKC", text)).upper()


def _birth_date(number: str) -> date:
    try:
        return date(int(number[6:10]), int(number[10:12]), int(number[12:14]))
    except ValueError as impossible:
        raise _refused(Complaint.IDENTITY_BIRTH_DATE) from impossible


def _age_years(born_on: date, on: date) -> int:
    had_no_birthday_yet = (on.month, on.day) < (born_on.month, born_on.day)
    return on.year - born_on.year - had_no_birthday_yet


def _refused(complaint: Complaint) -> InvalidReport:
    return InvalidReport({"identity_no": complaint})
