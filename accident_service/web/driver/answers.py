"""The answers of a draft, as the last page reads them back to the driver."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from flask_babel import gettext

from accident_service.errors import NotFound
from accident_service.quantities.identifiers import SiteId
from accident_service.reports.choices import COLOURS, DAMAGE_PARTS, VEHICLE_CLASSES, WEATHERS
from accident_service.reports.choices import in_words as choice_in_words
from accident_service.reports.insurers import insurer_named
from accident_service.reports.observations import OBSERVED_FIELDS, Whose, field_of
from accident_service.reports.plate import normalised
from accident_service.reports.statement import Circumstance
from accident_service.reports.where_and_when import BEIJING
from accident_service.web.driver.labels import LABELS
from accident_service.web.driver.photo_desk import photos_in_words
from accident_service.web.driver.questions import SCREENING_QUESTIONS, Page
from accident_service.web.figures import moment
from accident_service.web.language import spoken, spoken_pair
from accident_service.web.service import casework
from accident_service.web.words import CIRCUMSTANCES, OBSERVABLES, WHOSE

TOLD_WITH_OTHERS = frozenset({"colour", "notice_read"})


@dataclass(frozen=True, slots=True)
class Answer:
    """One line of the summary."""

    slug: str
    label: str
    value: str


def summary(pages: tuple[Page, ...], fields: Mapping[str, str]) -> tuple[Answer, ...]:
    """Every answer in the order it was asked; the screening pages say only what applies."""
    lines: list[Answer] = []
    for page in pages:
        if page.fields and all(name in SCREENING_QUESTIONS for name in page.fields):
            lines.append(Answer(page.slug, str(page.title), _screened(page, fields)))
            continue
        if page.fields == OBSERVED_FIELDS:
            lines.append(Answer(page.slug, str(gettext("What you noticed")), _observed(fields)))
            continue
        lines.extend(
            Answer(page.slug, str(LABELS[name]), _value(name, fields))
            for name in page.fields
            if name in LABELS and name not in TOLD_WITH_OTHERS
        )
        if "latitude_deg" in page.fields and fields.get("latitude_deg"):
            lines.append(Answer(page.slug, str(gettext("Position")), _position(fields)))
    return tuple(lines)


def place_in_words(site: SiteId | None, words: str) -> str:
    """A place as people name it: the site, the words, or both."""
    if site is None:
        return words
    try:
        found = casework().sites.site(site)
    except NotFound:
        return words or site
    name = spoken(found.name_zh, found.name_en)
    if not words or words in (found.name_zh, found.name_en):
        return name
    return f"{name}{spoken('（', ' (')}{words}{spoken('）', ')')}"


def _screened(page: Page, fields: Mapping[str, str]) -> str:
    apply = [name for name in page.fields if fields.get(name) == "yes"]
    if not apply:
        return str(gettext("None of it applies"))
    return " · ".join(str(SCREENING_QUESTIONS[name][0]) for name in apply)


def _position(fields: Mapping[str, str]) -> str:
    return str(gettext("noted, to within %(metres)s m", metres=fields.get("accuracy_m", "")))


def _observed(fields: Mapping[str, str]) -> str:
    noticed = {
        words: fields.get(field_of(what), "")
        for what, words in OBSERVABLES.items()
        if fields.get(field_of(what), "") in (Whose.OWN, Whose.OTHER)
    }
    if not noticed:
        return str(gettext("Nothing of that kind"))
    return " · ".join(
        f"{words}{spoken('（', ' (')}{WHOSE[Whose(whose)]}{spoken('）', ')')}"
        for words, whose in noticed.items()
    )


def _value(name: str, fields: Mapping[str, str]) -> str:
    given = fields.get(name, "")
    special = SPECIAL.get(name)
    return special(given, fields) if special and given else _plain(name, given, fields)


def _plain(name: str, given: str, fields: Mapping[str, str]) -> str:
    if name == "site":
        return fields.get("place_words", "")
    return given or str(gettext("Not given"))


def _moment(given: str) -> str:
    at = datetime.fromisoformat(given)
    return moment(at if at.utcoffset() else at.replace(tzinfo=BEIJING))


def _yes_no(given: str) -> str:
    return str(gettext("Yes") if given == "yes" else gettext("No"))


SPECIAL: dict[str, Callable[[str, Mapping[str, str]], str]] = {
    "site": lambda given, fields: place_in_words(SiteId(given), fields.get("place_words", "")),
    "occurred_at": lambda given, _: _moment(given),
    "photos": photos_in_words,
    "weather": lambda given, _: spoken_pair(choice_in_words(WEATHERS, given)),
    "disputed": lambda given, _: _yes_no("no" if given == "yes" else "yes"),
    "plate": lambda given, _: normalised(given),
    "vehicle_class": lambda given, fields: " · ".join(
        (
            spoken_pair(choice_in_words(COLOURS, fields.get("colour", ""))),
            spoken_pair(choice_in_words(VEHICLE_CLASSES, given)),
        )
    ),
    "insurer": lambda given, _: spoken(insurer_named(given).name_zh, insurer_named(given).name_en),
    "circumstance": lambda given, _: str(CIRCUMSTANCES[Circumstance(given)]),
    "damage_clock": lambda given, _: spoken_pair(DAMAGE_PARTS[int(given)]),
    "joint_application": lambda given, _: _yes_no(given),
    "electronic_service": lambda given, _: _yes_no(given),
}
