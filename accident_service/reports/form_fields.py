"""A form as it arrives: plain strings by field name, read one by one, every complaint kept."""

import math
from collections.abc import Callable, Mapping
from typing import TypeVar

from accident_service.errors import InvalidReport
from accident_service.reports.complaints import Complaint

T = TypeVar("T")


class Form:
    """Reads fields and collects what is wrong, so that one answer lists every complaint."""

    def __init__(self, fields: Mapping[str, str]) -> None:
        self._fields = fields
        self._complaints: dict[str, Complaint | str] = {}

    def text(self, field: str) -> str:
        """The field as typed, without surrounding space; empty when it is absent."""
        return self._fields.get(field, "").strip()

    def read(self, field: str, reader: Callable[[str], T], otherwise: T) -> T:
        """What `reader` makes of the field; `otherwise` stands in once a complaint is noted.

        The stand-in never leaves the form: `refuse_if_anything_is_wrong` comes first.
        """
        try:
            return reader(self.text(field))
        except InvalidReport as refusal:
            self.complain(field, *refusal.complaints.values())
            return otherwise

    def complain(self, field: str, complaint: Complaint | str, *_more: str) -> None:
        """Note what is wrong with a field; the first complaint about it is kept."""
        self._complaints.setdefault(field, complaint)

    def refuse_if_anything_is_wrong(self) -> None:
        """Let the form pass only when no complaint was noted.

        Raises:
            InvalidReport: Every complaint, by field.
        """
        if self._complaints:
            raise InvalidReport(self._complaints)


def yes_or_no(text: str) -> bool:
    """True for yes, False for no; an open question is neither."""
    if text not in ("yes", "no"):
        raise InvalidReport({"": Complaint.ANSWER_YES_OR_NO})
    return text == "yes"


def one_of(choices: Mapping[str, object] | tuple[str, ...]) -> Callable[[str], str]:
    """A reader of one code of a list."""

    def read(text: str) -> str:
        if not text:
            raise InvalidReport({"": Complaint.MISSING})
        if text not in choices:
            raise InvalidReport({"": Complaint.NOT_A_CHOICE})
        return text

    return read


def number_within(low: float, high: float, complaint: Complaint) -> Callable[[str], float]:
    """A reader of a number from `low` to `high`."""

    def read(text: str) -> float:
        if not text:
            raise InvalidReport({"": Complaint.MISSING})
        try:
            number = float(text)
        except ValueError as no_number:
            raise InvalidReport({"": complaint}) from no_number
        if not math.isfinite(number) or not low <= number <= high:
            raise InvalidReport({"": complaint})
        return number

    return read


def at_most(longest: int) -> Callable[[str], str]:
    """A reader of free text, with control characters other than line ends dropped."""

    def read(text: str) -> str:
        kept = "".join(mark for mark in text if mark.isprintable() or mark == "\n")
        if len(kept) > longest:
            raise InvalidReport({"": Complaint.TOO_LONG})
        return kept

    return read
