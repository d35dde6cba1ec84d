"""The second driver's first page: was it so? Each shared fact confirmed, or told otherwise."""

from collections.abc import Mapping
from dataclasses import dataclass

from flask_babel import LazyString, gettext, lazy_gettext

from accident_service.casefile.case import Case
from accident_service.casefile.masking import masked_plate
from accident_service.errors import InvalidReport
from accident_service.reports.choices import COLOURS, VEHICLE_CLASSES, WEATHERS
from accident_service.reports.choices import in_words as choice_in_words
from accident_service.reports.eligibility import Routing, route
from accident_service.reports.party import Vehicle
from accident_service.reports.second_word import (
    ASKED_AGAIN,
    SHARED_FACTS,
    SecondWord,
    may_apply,
    read_second_word,
)
from accident_service.web.driver.answers import Answer, place_in_words
from accident_service.web.driver.questions import Page
from accident_service.web.driver.raw_answers import read_plain
from accident_service.web.figures import moment
from accident_service.web.language import spoken_pair
from accident_service.web.service import casework


def read_shared(form: Mapping[str, str], fields: tuple[str, ...]) -> dict[str, str]:
    """The answers; the button "it was all so" answers what was left open, and only that."""
    given = read_plain(form, fields)
    if "all_so" in form:
        open_facts = [f"said_{fact}" for fact in SHARED_FACTS if not given[f"said_{fact}"]]
        given |= dict.fromkeys(open_facts, "yes")
        given["any_applies"] = given["any_applies"] or "no"
    return given


SHARED = Page(
    slug="shared",
    title=lazy_gettext("Was it like this?"),
    fields=(
        *(f"said_{fact}" for fact in SHARED_FACTS),
        *(f"own_{fact}" for fact in SHARED_FACTS),
        "any_applies",
        *(f"also_{name}" for name in ASKED_AGAIN),
    ),
    reader=read_shared,
)
FACT_WORDS: dict[str, LazyString] = {
    "place": lazy_gettext("Place"),
    "time": lazy_gettext("Time"),
    "weather": lazy_gettext("Weather"),
    "vehicle": lazy_gettext("The other vehicle"),
}


@dataclass(frozen=True, slots=True)
class SharedFact:
    """One fact as the first driver reported it, worded for the second."""

    name: str
    label: str
    value: str


def shown_to_second(case: Case) -> dict[str, object]:
    """What the page shows: nothing of the first driver but the vehicle, its plate masked."""
    return {
        "shared": tuple(
            SharedFact(name, str(FACT_WORDS[name]), value) for name, value in _reported(case)
        ),
        "may_apply": may_apply(case.report.answers),
    }


def second_word_in(case: Case, fields: Mapping[str, str]) -> SecondWord:
    """The second driver's word.

    Raises:
        InvalidReport: Every complaint, by field.
    """
    return read_second_word(fields, case.report.answers, casework().clock.now())


def routing_with(case: Case, fields: Mapping[str, str]) -> Routing | None:
    """Where the law sends the case now; None while the page is not answered properly."""
    try:
        word = second_word_in(case, fields)
    except InvalidReport:
        return None
    return route(word.screened(case.report.answers))


def summary_line(case: Case, fields: Mapping[str, str]) -> Answer:
    """The page's answers in one line, for the last look."""
    word = second_word_in(case, fields)
    differing = [str(FACT_WORDS[fact]) for fact, _own in word.differing]
    value = (
        str(gettext("Different: %(facts)s", facts=" · ".join(differing)))
        if differing
        else str(gettext("As reported"))
    )
    return Answer(SHARED.slug, str(gettext("What was reported")), value)


def vehicle_in_words(vehicle: Vehicle, plate: str) -> str:
    """Colour, kind and plate, as a bystander would say them."""
    colour = spoken_pair(choice_in_words(COLOURS, vehicle.colour))
    kind = spoken_pair(choice_in_words(VEHICLE_CLASSES, vehicle.vehicle_class))
    return f"{colour} · {kind} · {plate}"


def _reported(case: Case) -> tuple[tuple[str, str], ...]:
    report = case.report
    vehicle = report.reporter.vehicle
    return (
        ("place", place_in_words(report.place.site, report.place.words)),
        ("time", moment(report.occurred_at)),
        ("weather", spoken_pair(choice_in_words(WEATHERS, report.weather))),
        ("vehicle", vehicle_in_words(vehicle, masked_plate(vehicle.plate))),
    )
