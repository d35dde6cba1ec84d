"""Number plates: written one way, told apart by kind.

GA 36-2018 ordinary and new-energy plates are accepted as they stand. Plates of embassies,
consulates and the forces follow rules of their own; they are recognised loosely, because
what matters of them here is that the law sends them elsewhere (SPR-12, ch. 8).
"""

import re
import unicodedata
from enum import StrEnum

from accident_service.errors import InvalidReport
from accident_service.reports.complaints import Complaint

PROVINCES = "京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼"
NO_PLATE_WORDS = "无牌"
SEPARATORS = re.compile(r"[\s·•・.\-_]+")

LETTER = "A-HJ-NP-Z"  # never I or O: they look like digits
ORDINARY_LENGTH = 7
NEW_ENERGY_LENGTH = 8


class PlateKind(StrEnum):
    """What a plate says of its vehicle."""

    ORDINARY = "ordinary"
    POLICE = "police"
    TRAINING = "training"
    TRAILER = "trailer"
    NEW_ENERGY_SMALL = "new-energy-small"
    NEW_ENERGY_LARGE = "new-energy-large"
    HONG_KONG_MACAU = "hong-kong-macau"
    DIPLOMATIC = "diplomatic"
    MILITARY = "military"
    NONE = "none"


SHAPES: tuple[tuple[PlateKind, re.Pattern[str]], ...] = tuple(
    (kind, re.compile(shape))
    for kind, shape in (
        (PlateKind.NONE, NO_PLATE_WORDS),
        (PlateKind.HONG_KONG_MACAU, rf"粤Z[{LETTER}0-9]{{4}}[港澳]"),
        (PlateKind.POLICE, rf"[{PROVINCES}][{LETTER}][{LETTER}0-9]{{4}}警"),
        (PlateKind.TRAINING, rf"[{PROVINCES}][{LETTER}][{LETTER}0-9]{{4}}学"),
        (PlateKind.TRAILER, rf"[{PROVINCES}][{LETTER}][{LETTER}0-9]{{4}}挂"),
        (PlateKind.ORDINARY, rf"[{PROVINCES}][{LETTER}][{LETTER}0-9]{{5}}"),
        (PlateKind.NEW_ENERGY_SMALL, rf"[{PROVINCES}][{LETTER}][A-HJK][{LETTER}0-9][0-9]{{4}}"),
        (PlateKind.NEW_ENERGY_LARGE, rf"[{PROVINCES}][{LETTER}][0-9]{{5}}[A-HJK]"),
        (PlateKind.DIPLOMATIC, r"[0-9]{6}使|使[0-9]{6}|[A-Z0-9]{1,6}领"),
        (PlateKind.MILITARY, rf"WJ[{PROVINCES}]?[A-Z0-9]{{5}}|[A-Z]{{2}}[0-9]{{5}}"),
    )
)


def normalised(text: str) -> str:
    """The plate with one spelling: half-width, upper case, without dots, dashes or spaces."""
    return SEPARATORS.sub("", unicodedata.normalize("NFKC", text)).upper()


def kind_of(plate: str) -> PlateKind:
    """The kind of a normalised plate.

    Raises:
        InvalidReport: It is no plate; the complaint says what is nearest to being wrong.

    Reference:
        GA 36-2018.
    """
    for kind, shape in SHAPES:
        if shape.fullmatch(plate):
            return kind
    raise InvalidReport({"plate": _complaint(plate)})


def joined(province: str, rest: str) -> str:
    """A plate chosen in two parts, or typed in full beside a province chosen earlier.

    Whichever reading is a plate counts; where neither is, what was most likely meant, so that
    the complaint about it makes sense.
    """
    in_two_parts = province + rest
    for reading in (in_two_parts, rest):
        if _is_plate(normalised(reading)):
            return reading
    return rest if rest[:1] and not rest[0].isascii() else in_two_parts


def read_plate(text: str) -> str:
    """The normalised plate.

    Raises:
        InvalidReport: It is no plate.
    """
    plate = normalised(text)
    kind_of(plate)
    return plate


def _is_plate(plate: str) -> bool:
    return any(shape.fullmatch(plate) for _, shape in SHAPES)


def _complaint(plate: str) -> Complaint:
    if not plate:
        return Complaint.MISSING
    if plate[0] not in PROVINCES:
        return Complaint.PLATE_PROVINCE
    if any(letter in plate for letter in "IO"):
        return Complaint.PLATE_LETTER_I_OR_O
    if len(plate) not in (ORDINARY_LENGTH, NEW_ENERGY_LENGTH):
        return Complaint.PLATE_LENGTH
    return Complaint.PLATE_PATTERN
