"""What a person may put right in what was measured: kinds of change, and nothing of who did it.

A doubt is given as people state one, "give or take": it is k = 2 and holds two sigmas.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import Literal

from accident_service.liability.fact import FactKind, Truth
from accident_service.liability.road_map import LineKind
from accident_service.liability.signal_log import Phase
from accident_service.quantities.identifiers import TrackId

# What an eye on a still makes of a place on the road, and of a moment. [design]
USUAL_DOUBT_M = 0.5
USUAL_DOUBT_S = 0.1


class LineSide(StrEnum):
    """Which line of a lane, as its driver sees it."""

    LEFT = "left"
    RIGHT = "right"


@dataclass(frozen=True, slots=True, kw_only=True)
class FootprintMoved:
    """At this moment the vehicle stood there; `heading_rad` None leaves its heading."""

    what: Literal["footprint"] = "footprint"
    track: TrackId
    pts_s: float
    x_m: float
    y_m: float
    heading_rad: float | None = None
    doubt_m: float = USUAL_DOUBT_M


@dataclass(frozen=True, slots=True, kw_only=True)
class ContactPlaced:
    """These two touched at this moment; without a point, where their outlines are nearest."""

    what: Literal["contact"] = "contact"
    tracks: tuple[TrackId, TrackId]
    pts_s: float
    doubt_s: float = USUAL_DOUBT_S
    x_m: float | None = None
    y_m: float | None = None
    doubt_m: float = USUAL_DOUBT_M


@dataclass(frozen=True, slots=True, kw_only=True)
class ContactDenied:
    """These two did not touch."""

    what: Literal["no-contact"] = "no-contact"
    tracks: tuple[TrackId, TrackId]


@dataclass(frozen=True, slots=True, kw_only=True)
class PhaseMarked:
    """From this moment the light showed the phase: up to `to_s`, or to the next change known."""

    what: Literal["phase"] = "phase"
    light: str  # "E", or "E/left" for an arrow, as a `SignalLog` names it
    from_s: float
    to_s: float | None = None
    phase: Phase


@dataclass(frozen=True, slots=True, kw_only=True)
class LineMarked:
    """The line on that side of the lane is of this kind."""

    what: Literal["line"] = "line"
    lane: str
    side: LineSide
    line: LineKind


@dataclass(frozen=True, slots=True, kw_only=True)
class FactTold:
    """A fact as a person tells it; UNKNOWN dismisses it without saying the contrary."""

    what: Literal["fact"] = "fact"
    kind: FactKind
    party: TrackId
    truth: Truth
    at_s: float | None = None


Change = FootprintMoved | ContactPlaced | ContactDenied | PhaseMarked | LineMarked | FactTold
