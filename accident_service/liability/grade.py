"""The scale of responsibility."""

from enum import StrEnum


class Grade(StrEnum):
    """What a party can be found to bear (Order 146, articles 60 and 61)."""

    FULL = "full"
    PRIMARY = "primary"
    EQUAL = "equal"
    SECONDARY = "secondary"
    NONE = "none"
