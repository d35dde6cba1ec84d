"""What the fields are called when their answers or faults are listed."""

from flask_babel import LazyString, lazy_gettext

LABELS: dict[str, LazyString] = {
    "site": lazy_gettext("Place"),
    "occurred_at": lazy_gettext("Time"),
    "weather": lazy_gettext("Weather"),
    "disputed": lazy_gettext("Do you agree on who is responsible?"),
    "plate": lazy_gettext("Number plate"),
    "vehicle_class": lazy_gettext("Vehicle"),
    "colour": lazy_gettext("Colour"),
    "name": lazy_gettext("Name"),
    "identity_no": lazy_gettext("Identity number"),
    "insurer": lazy_gettext("Insurer"),
    "policy_no": lazy_gettext("Policy number"),
    "circumstance": lazy_gettext("What your vehicle was doing"),
    "damage_clock": lazy_gettext("Where it was touched"),
    "photos": lazy_gettext("Photos"),
    "words": lazy_gettext("In your own words"),
    "joint_application": lazy_gettext("Online determination"),
    "electronic_service": lazy_gettext("Electronic delivery"),
    "notice_read": lazy_gettext("Notice"),
    "said_place": lazy_gettext("Place"),
    "said_time": lazy_gettext("Time"),
    "said_weather": lazy_gettext("Weather"),
    "said_vehicle": lazy_gettext("The other vehicle"),
    "own_place": lazy_gettext("Place"),
    "own_time": lazy_gettext("Time"),
    "own_weather": lazy_gettext("Weather"),
    "own_vehicle": lazy_gettext("The other vehicle"),
    "any_applies": lazy_gettext("Does any of this apply?"),
}
