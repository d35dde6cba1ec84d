"""The drivers' questions: which page asks which fields, and in which order."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from flask_babel import LazyString, lazy_gettext

from accident_service.reports.observations import OBSERVED_FIELDS
from accident_service.web.driver.raw_answers import (
    read_consents,
    read_observed,
    read_place_page,
    read_plain,
    read_plate_page,
    read_screening,
    read_when_page,
)

Reader = Callable[[Mapping[str, str], tuple[str, ...]], dict[str, str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """One page of the form.

    `reader` turns what was posted into the fields the report is read from.
    """

    slug: str
    title: LazyString
    fields: tuple[str, ...]
    reader: Reader = read_plain

    @property
    def template(self) -> str:
        """The page's template; all screening pages share one."""
        if self.reader is read_screening:
            return "driver/screening.html"
        return f"driver/pages/{self.slug}.html"


PLACE = Page(
    slug="place",
    title=lazy_gettext("Where did it happen?"),
    fields=(
        "site",
        "place_words",
        "latitude_deg",
        "longitude_deg",
        "coordinate_system",
        "accuracy_m",
    ),
    reader=read_place_page,
)
WHEN = Page(
    slug="when",
    title=lazy_gettext("When did it happen?"),
    fields=("occurred_at", "time_doubt", "weather"),
    reader=read_when_page,
)
PEOPLE = Page(
    slug="people",
    title=lazy_gettext("About the people"),
    fields=(
        "injured",
        "driver_without_licence",
        "alcohol_or_drugs",
        "party_left_scene",
        "deliberate",
    ),
    reader=read_screening,
)
VEHICLES = Page(
    slug="vehicles",
    title=lazy_gettext("About the vehicles"),
    fields=(
        "vehicle_cannot_move",
        "plate_missing_or_forged",
        "inspection_or_insurance_missing",
        "dangerous_goods",
        "school_bus_or_overloaded_coach",
        "diplomatic_vehicle",
        "military_vehicle",
    ),
    reader=read_screening,
)
SCENE = Page(
    slug="scene",
    title=lazy_gettext("About the scene"),
    fields=("facility_damaged", "scene_already_cleared", "officer_wanted"),
    reader=read_screening,
)
AGREE = Page(
    slug="agree",
    title=lazy_gettext("Do you and the other driver agree on who is responsible?"),
    fields=("disputed",),
)
# Nothing is asked here: what the law and the cameras already allow is told.
MOVE = Page(slug="move", title=lazy_gettext("Clear the road"), fields=())
VEHICLE = Page(
    slug="vehicle",
    title=lazy_gettext("Your vehicle"),
    fields=("plate", "vehicle_class", "colour"),
    reader=read_plate_page,
)
YOU = Page(slug="you", title=lazy_gettext("Who was driving?"), fields=("name", "identity_no"))
INSURANCE = Page(
    slug="insurance",
    title=lazy_gettext("Your compulsory insurance"),
    fields=("insurer", "policy_no"),
)
CIRCUMSTANCE = Page(
    slug="circumstance",
    title=lazy_gettext("What was your vehicle doing?"),
    fields=("circumstance",),
)
DAMAGE = Page(
    slug="damage",
    title=lazy_gettext("Where was your vehicle touched?"),
    fields=("damage_clock",),
)
OBSERVED = Page(
    slug="observed",
    title=lazy_gettext("Did you notice any of this?"),
    fields=OBSERVED_FIELDS,
    reader=read_observed,
)
PHOTOS = Page(
    slug="photos",
    title=lazy_gettext("Photos of the scene"),
    fields=("photos", "photos_skipped"),
)
WORDS = Page(slug="words", title=lazy_gettext("In your own words"), fields=("words",))
CONSENTS = Page(
    slug="consents",
    title=lazy_gettext("Your application"),
    fields=("joint_application", "electronic_service", "notice_read"),
    reader=read_consents,
)
# Instead of the application: what two drivers who settle it themselves have to know.
TERMS = Page(
    slug="terms",
    title=lazy_gettext("Before you settle it"),
    fields=("electronic_service", "notice_read"),
    reader=read_consents,
)

OWN_ACCOUNT = (VEHICLE, YOU, INSURANCE, CIRCUMSTANCE, DAMAGE, OBSERVED, PHOTOS, WORDS, CONSENTS)
SCREENING = (PEOPLE, VEHICLES, SCENE, AGREE)
REPORT_PAGES = (PLACE, WHEN, *SCREENING, MOVE, *OWN_ACCOUNT)
JOIN_PAGES = OWN_ACCOUNT


def to_settle(pages: tuple[Page, ...]) -> tuple[Page, ...]:
    """The same pages for drivers who agree: they apply for nothing, and learn the terms."""
    return tuple(TERMS if page is CONSENTS else page for page in pages)


def without_move(pages: tuple[Page, ...]) -> tuple[Page, ...]:
    """The same pages where the law has the cars stay, or everybody has long left."""
    return tuple(page for page in pages if page is not MOVE)


# Question and, where the words alone may be misread, a hint.
SCREENING_QUESTIONS: dict[str, tuple[LazyString, LazyString | None]] = {
    "injured": (
        lazy_gettext("Is anyone hurt, even slightly?"),
        lazy_gettext("Drivers, passengers, people walking or cycling."),
    ),
    "driver_without_licence": (
        lazy_gettext("Does a driver lack a valid licence for the vehicle?"),
        None,
    ),
    "alcohol_or_drugs": (
        lazy_gettext("Might a driver have been drinking or taken drugs?"),
        None,
    ),
    "party_left_scene": (
        lazy_gettext("Has somebody involved driven or walked away?"),
        None,
    ),
    "deliberate": (
        lazy_gettext("Is there evidence that somebody did it on purpose?"),
        None,
    ),
    "vehicle_cannot_move": (
        lazy_gettext("Is there a vehicle that cannot drive away by itself?"),
        None,
    ),
    "plate_missing_or_forged": (
        lazy_gettext("Is a number plate missing, forged or altered?"),
        None,
    ),
    "inspection_or_insurance_missing": (
        lazy_gettext("Does a vehicle lack a valid inspection or compulsory insurance?"),
        None,
    ),
    "dangerous_goods": (
        lazy_gettext("Does a vehicle carry dangerous goods?"),
        lazy_gettext("Explosive, inflammable, toxic, radioactive, corrosive or infectious."),
    ),
    "school_bus_or_overloaded_coach": (
        lazy_gettext("Is there a school bus, or a coach that seems overloaded or speeding?"),
        None,
    ),
    "diplomatic_vehicle": (
        lazy_gettext("Is there a vehicle of an embassy or consulate?"),
        None,
    ),
    "military_vehicle": (
        lazy_gettext("Is there a vehicle of the armed forces or armed police?"),
        None,
    ),
    "facility_damaged": (
        lazy_gettext("Was anything besides the vehicles damaged?"),
        lazy_gettext("A guard rail, lamp post, wall, shop front, tree."),
    ),
    "scene_already_cleared": (
        lazy_gettext("Had everybody left before anyone reported it?"),
        lazy_gettext("Answer no if you only moved the cars aside and are reporting now."),
    ),
    "officer_wanted": (
        lazy_gettext("Does anyone want an officer to come?"),
        lazy_gettext("Either of you may ask for this."),
    ),
}
