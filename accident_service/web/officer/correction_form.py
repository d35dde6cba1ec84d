"""A correction as an officer posts it, before anybody believes it; typing is kept.

A footprint is told as people see it: so far ahead or behind, left or right of where it was
measured. The place on the road follows from that, and is asked of the casework.
"""

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TypeVar

from flask_babel import LazyString, lazy_gettext
from werkzeug.datastructures import MultiDict

from accident_service.casefile.correction import CorrectingAct
from accident_service.liability.changes import (
    USUAL_DOUBT_M,
    USUAL_DOUBT_S,
    ContactDenied,
    ContactPlaced,
    FactTold,
    LineMarked,
    LineSide,
    PhaseMarked,
)
from accident_service.liability.fact import FactKind, Truth
from accident_service.liability.road_map import LineKind
from accident_service.liability.signal_log import Phase
from accident_service.quantities.identifiers import TrackId

LONGEST_FIELD, LONGEST_REASON = 64, 2000
Choice = TypeVar("Choice", bound=StrEnum)


@dataclass(frozen=True, slots=True, kw_only=True)
class Shift:
    """A vehicle seen elsewhere than it was measured, in its own frame."""

    track: TrackId
    pts_s: float
    ahead_m: float
    left_m: float
    turned_rad: float
    doubt_m: float


@dataclass(frozen=True, slots=True, kw_only=True)
class CorrectionForm:
    """What was typed, what it asks for, and what is wrong with it; nothing typed: all empty."""

    fields: Mapping[str, str] = field(default_factory=dict)
    act: CorrectingAct | Shift | None = None
    errors: Mapping[str, LazyString | str] = field(default_factory=dict)

    @property
    def what(self) -> str:
        """Which of the forms was sent."""
        return self.fields.get("what", "")


NOTHING_TYPED = CorrectionForm()


class _Field(Exception):
    def __init__(self, name: str, why: LazyString | str) -> None:
        super().__init__(name)
        self.name, self.why = name, why


def read_correction(posted: MultiDict[str, str]) -> CorrectionForm:
    """What was posted, with a complaint by field where it lacks something."""
    fields = {
        name: value[: LONGEST_REASON if name == "reason" else LONGEST_FIELD]
        for name, value in posted.items()
        if name != "csrf_token"
    }
    read = READERS.get(fields.get("what", ""))
    if read is None:
        return CorrectionForm(
            fields=fields, errors={"what": lazy_gettext("Choose what to correct.")}
        )
    try:
        return CorrectionForm(fields=fields, act=read(fields))
    except _Field as wrong:
        return CorrectionForm(fields=fields, errors={wrong.name: wrong.why})


def _fact(fields: Mapping[str, str]) -> CorrectingAct:
    return FactTold(
        kind=_one_of(FactKind, fields, "kind"),
        party=_track(fields, "party"),
        truth=_one_of(Truth, fields, "truth"),
        at_s=_number(fields, "at_s", needed=False),
    )


def _footprint(fields: Mapping[str, str]) -> Shift:
    return Shift(
        track=_track(fields, "party"),
        pts_s=_needed(fields, "at_s"),
        ahead_m=_number(fields, "ahead_m", needed=False) or 0.0,
        left_m=_number(fields, "left_m", needed=False) or 0.0,
        turned_rad=math.radians(_number(fields, "turned_deg", needed=False) or 0.0),
        doubt_m=_number(fields, "doubt_m", needed=False) or USUAL_DOUBT_M,
    )


def _contact(fields: Mapping[str, str]) -> CorrectingAct:
    return ContactPlaced(
        tracks=(_track(fields, "party"), _track(fields, "other")),
        pts_s=_needed(fields, "at_s"),
        doubt_s=_number(fields, "doubt_s", needed=False) or USUAL_DOUBT_S,
        x_m=_number(fields, "x_m", needed=False),
        y_m=_number(fields, "y_m", needed=False),
    )


def _no_contact(fields: Mapping[str, str]) -> CorrectingAct:
    return ContactDenied(tracks=(_track(fields, "party"), _track(fields, "other")))


def _phase(fields: Mapping[str, str]) -> CorrectingAct:
    approach, arrow = fields.get("approach", "").strip(), fields.get("arrow", "").strip()
    if not approach:
        raise _Field("approach", lazy_gettext("Choose the approach."))
    return PhaseMarked(
        light=f"{approach}/{arrow}" if arrow else approach,
        from_s=_needed(fields, "from_s"),
        to_s=_number(fields, "to_s", needed=False),
        phase=_one_of(Phase, fields, "phase"),
    )


def _line(fields: Mapping[str, str]) -> CorrectingAct:
    return LineMarked(
        lane=fields.get("lane", ""),
        side=_one_of(LineSide, fields, "side"),
        line=_one_of(LineKind, fields, "line"),
    )


READERS: dict[str, Callable[[Mapping[str, str]], CorrectingAct | Shift]] = {
    "fact": _fact,
    "footprint": _footprint,
    "contact": _contact,
    "no-contact": _no_contact,
    "phase": _phase,
    "line": _line,
}


def _track(fields: Mapping[str, str], name: str) -> TrackId:
    track = fields.get(name, "").strip()
    if not track:
        raise _Field(name, lazy_gettext("Choose the vehicle."))
    return TrackId(track)


def _one_of(choices: type[Choice], fields: Mapping[str, str], name: str) -> Choice:
    try:
        return choices(fields.get(name, ""))
    except ValueError:
        raise _Field(name, lazy_gettext("Choose one of these.")) from None


def _needed(fields: Mapping[str, str], name: str) -> float:
    number = _number(fields, name, needed=True)
    return 0.0 if number is None else number


def _number(fields: Mapping[str, str], name: str, *, needed: bool) -> float | None:
    typed = fields.get(name, "").strip().replace(",", ".").replace("−", "-")
    if not typed and not needed:
        return None
    try:
        number = float(typed)
    except ValueError:
        number = math.nan
    if not math.isfinite(number):
        raise _Field(name, lazy_gettext("Give a number, such as 3.52."))
    return number
