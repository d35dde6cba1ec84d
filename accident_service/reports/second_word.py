"""What the second party says to each fact the first has reported: so it was, or how else.

Fields, all strings, absent counting as empty:

facts       said_<fact> for each of `SHARED_FACTS`, "yes" (so it was) or "no";
            own_<fact>, the second party's own value, wanted with "no":
            place and vehicle in words, weather a code, time as HH:MM
screening   any_applies "yes"/"no"; with "yes" at least one also_<answer> "yes", for the
            answers of `ScreeningAnswers` that `may_apply` lists
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from accident_service.errors import InvalidReport
from accident_service.reports.choices import WEATHERS
from accident_service.reports.complaints import Complaint
from accident_service.reports.eligibility import ScreeningAnswers
from accident_service.reports.form_fields import Form, at_most, one_of, yes_or_no

SHARED_FACTS = ("place", "time", "weather", "vehicle")
WORDS_LONGEST = 200  # characters [design]
TIME_OF_DAY = re.compile(r"([01]\d|2[0-3]):[0-5]\d")
# In the order people should think of them: who is hurt comes first.
ASKED_AGAIN = (
    "injured",
    "vehicle_cannot_move",
    "officer_wanted",
    "driver_without_licence",
    "alcohol_or_drugs",
    "party_left_scene",
    "deliberate",
    "plate_missing_or_forged",
    "inspection_or_insurance_missing",
    "dangerous_goods",
    "school_bus_or_overloaded_coach",
    "facility_damaged",
    "diplomatic_vehicle",
    "military_vehicle",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class SecondWord:
    """Each shared fact confirmed or contradicted.

    `differing` holds a fact's name and the second party's own value; `applies` the screening
    answers the first party had denied and the second affirms.
    """

    given_at: datetime
    differing: tuple[tuple[str, str], ...] = ()
    applies: tuple[str, ...] = ()

    def screened(self, first: ScreeningAnswers) -> ScreeningAnswers:
        """The first party's answers together with these: what one affirms is affirmed."""
        return replace(first, **dict.fromkeys(self.applies, True))


def may_apply(first: ScreeningAnswers) -> tuple[str, ...]:
    """What the first party has denied, for the second to affirm or deny."""
    return tuple(name for name in ASKED_AGAIN if not getattr(first, name))


def read_second_word(
    fields: Mapping[str, str], first: ScreeningAnswers, given_at: datetime
) -> SecondWord:
    """The second party's word on what the first has reported.

    Raises:
        InvalidReport: Every complaint, by field.
    """
    form = Form(fields)
    differing = tuple(
        (fact, form.read(f"own_{fact}", OWN_VALUE[fact], ""))
        for fact in SHARED_FACTS
        if not form.read(f"said_{fact}", yes_or_no, otherwise=True)
    )
    applies = _applies(form, first)
    form.refuse_if_anything_is_wrong()
    return SecondWord(given_at=given_at, differing=differing, applies=applies)


def _applies(form: Form, first: ScreeningAnswers) -> tuple[str, ...]:
    if not form.read("any_applies", yes_or_no, otherwise=False):
        return ()
    ticked = tuple(name for name in may_apply(first) if form.text(f"also_{name}") == "yes")
    if not ticked:
        form.complain("any_applies", Complaint.TICK_WHAT_APPLIES)
    return ticked


def _words(text: str) -> str:
    kept = at_most(WORDS_LONGEST)(text)
    if not kept:
        raise InvalidReport({"": Complaint.MISSING})
    return kept


def _time_of_day(text: str) -> str:
    if not TIME_OF_DAY.fullmatch(text):
        raise InvalidReport({"": Complaint.TIME_OF_DAY})
    return text


OWN_VALUE = {
    "place": _words,
    "time": _time_of_day,
    "weather": one_of(WEATHERS),
    "vehicle": _words,
}
