"""Where the two accounts contradict one another, as officers and both drivers read it."""

from dataclasses import dataclass
from datetime import datetime

from flask_babel import gettext

from accident_service.casefile.case import Case
from accident_service.casefile.shared_facts import Contradiction, contradictions_of
from accident_service.reports.choices import DAMAGE_PARTS, WEATHERS
from accident_service.reports.choices import in_words as choice_in_words
from accident_service.reports.statement import Circumstance
from accident_service.web.driver.answers import place_in_words
from accident_service.web.driver.labels import LABELS
from accident_service.web.driver.questions import SCREENING_QUESTIONS
from accident_service.web.driver.shared_facts import FACT_WORDS, vehicle_in_words
from accident_service.web.figures import moment
from accident_service.web.language import spoken_pair
from accident_service.web.words import CIRCUMSTANCES


@dataclass(frozen=True, slots=True)
class ContradictionLine:
    """One fact, and what either party says to it."""

    about: str
    first: str
    second: str


def contradiction_lines(case: Case) -> tuple[ContradictionLine, ...]:
    """Every contradiction between the parties, in words; plates are left to the accounts."""
    return tuple(_line(case, one) for one in contradictions_of(case))


def _line(case: Case, one: Contradiction) -> ContradictionLine:
    if one.field in SCREENING_QUESTIONS:
        question = str(SCREENING_QUESTIONS[one.field][0])
        return ContradictionLine(question, str(gettext("No")), str(gettext("Yes")))
    if one.field in FACT_WORDS:
        return ContradictionLine(str(FACT_WORDS[one.field]), *_shared(case, one))
    if one.field == "circumstance":
        said = (str(CIRCUMSTANCES[Circumstance(value)]) for value in (one.first, one.second))
        return ContradictionLine(str(LABELS[one.field]), *said)
    touched = (spoken_pair(DAMAGE_PARTS[int(value)]) for value in (one.first, one.second))
    return ContradictionLine(str(LABELS["damage_clock"]), *touched)


def _shared(case: Case, one: Contradiction) -> tuple[str, str]:
    if one.field == "place":
        return place_in_words(case.report.place.site, case.report.place.words), one.second
    if one.field == "time":
        return moment(datetime.fromisoformat(one.first)), one.second
    if one.field == "weather":
        first, second = (
            spoken_pair(choice_in_words(WEATHERS, code)) for code in (one.first, one.second)
        )
        return first, second
    return vehicle_in_words(case.report.reporter.vehicle, "").rstrip(" ·"), one.second
