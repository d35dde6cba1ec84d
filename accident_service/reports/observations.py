"""What only a person can tell: doors, indicators, lights, a telephone, a warning left out.

No camera of the road tells these reliably, and some rules of the law turn on them. They are
kept as one party's report and never count as measured; an officer weighs them.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from accident_service.reports.form_fields import Form, one_of

FIELD_PREFIX = "observed_"


class Observable(StrEnum):
    """What may have been the matter with a vehicle just before the collision."""

    DOOR_OPEN = "door-open"  # REG-63(4)
    NO_INDICATOR = "no-indicator"  # REG-57
    NO_LIGHTS = "no-lights"  # REG-58
    USED_PHONE = "used-phone"  # REG-62(3)
    NO_WARNING = "no-warning"  # broken down without hazard lights or triangle; REG-60
    EMERGENCY_DUTY = "emergency-duty"  # lights and siren on, on a mission; RTSL-53


class Whose(StrEnum):
    """Of which vehicle a party reports it, seen from that party."""

    OWN = "own"
    OTHER = "other"
    NEITHER = "neither"
    UNSURE = "unsure"


@dataclass(frozen=True, slots=True)
class Observation:
    """One party's answer to one such question."""

    what: Observable
    whose: Whose

    @property
    def reports_something(self) -> bool:
        """Does it say that a vehicle was in this state?"""
        return self.whose in (Whose.OWN, Whose.OTHER)


def field_of(what: Observable) -> str:
    """The form's field that asks for it, such as "observed_door_open"."""
    return FIELD_PREFIX + what.value.replace("-", "_")


OBSERVED_FIELDS = tuple(field_of(what) for what in Observable)


def read_observations(form: Form) -> tuple[Observation, ...]:
    """What was answered, in the order it is asked; what was left open is left out.

    Complaints are left on the form.
    """
    answers = tuple(one.value for one in Whose)
    return tuple(
        Observation(what, Whose(form.read(field_of(what), one_of(answers), Whose.UNSURE.value)))
        for what in Observable
        if form.text(field_of(what))
    )


def reported(observations: Iterable[Observation]) -> tuple[Observation, ...]:
    """Those that report something of a vehicle."""
    return tuple(one for one in observations if one.reports_something)
