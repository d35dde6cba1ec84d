"""Photographs the parties took: which are asked for, what is kept of each, and who sees whose.

Order 146 names no number; practice asks for three, for five and more at junctions, and for
line types square-on where lanes are in question (domain practice, not law). Photographs never
decide whether a report may be filed.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from math import asin, cos, radians, sin, sqrt

from accident_service.casefile.analysis import BlobRef, Coordinates
from accident_service.casefile.stage import Stage
from accident_service.reports.party import PartyLetter

FEWEST_PHOTOS = 3
MOST_PHOTOS = 12  # of one party
EARTH_RADIUS_M = 6_371_008.8  # mean radius (IUGG)

# Once an officer has decided, nothing is added; a referred case is still looked into.
CLOSED_TO_PHOTOS = frozenset({Stage.DECIDED, Stage.DETERMINED, Stage.CERTIFIED, Stage.AGREED})
# From the determination on, the photographs are evidence both sides may see.
SHOWN_TO_BOTH = frozenset({Stage.DETERMINED, Stage.CERTIFIED, Stage.REOPENED})


class Shot(StrEnum):
    """What a photograph is to show."""

    FRONT = "front"  # the whole scene, obliquely from ahead
    REAR = "rear"  # the whole scene, obliquely from behind
    CONTACT = "contact"  # where the vehicles touched, close
    LINES = "lines"  # square-on, so that the type of line can be read
    SIGNALS = "signals"
    ARMS = "arms"  # looking along each road that meets here
    SIGNS = "signs"
    WAY_OUT = "way-out"  # the parking space or drive a vehicle came from
    OTHER = "other"


class SkipReason(StrEnum):
    """Why somebody has no photographs; none of them counts against anyone."""

    UNSAFE = "unsafe"
    ALREADY_MOVED = "already-moved"
    NO_CAMERA = "no-camera"


@dataclass(frozen=True, slots=True)
class WantedShot:
    """One kind of photograph to ask for, and how many of it."""

    shot: Shot
    count: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Photo:
    """One photograph in the case.

    `original` is what the phone sent, never decoded again and never shown; `shown` is drawn
    anew from it, upright and without any of its metadata. `taken_at` and `position` are what
    the original's Exif block claimed: for officers only, and no better than the phone's clock.
    """

    id: str
    letter: PartyLetter
    shot: Shot
    original: BlobRef
    shown: BlobRef
    width_px: int
    height_px: int
    received_at: datetime
    taken_at: datetime | None = None
    position: Coordinates | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PhotosSkipped:
    """A party's word that there are no photographs, and why."""

    letter: PartyLetter
    reason: SkipReason
    said_at: datetime


_ALWAYS = (WantedShot(Shot.FRONT), WantedShot(Shot.REAR), WantedShot(Shot.CONTACT))
_BY_MOVE: dict[str, tuple[WantedShot, ...]] = {
    "changing-lane": (WantedShot(Shot.LINES, 2),),
    "overtaking": (WantedShot(Shot.LINES, 2),),
    "turning-left": (WantedShot(Shot.SIGNALS), WantedShot(Shot.ARMS, 4)),
    "turning-right": (WantedShot(Shot.SIGNALS), WantedShot(Shot.ARMS, 4)),
    "turning-round": (WantedShot(Shot.SIGNS), WantedShot(Shot.LINES)),
    "reversing": (WantedShot(Shot.WAY_OUT),),
    "leaving-parking": (WantedShot(Shot.WAY_OUT),),
    "entering-road": (WantedShot(Shot.WAY_OUT),),
    "in-roundabout": (WantedShot(Shot.LINES), WantedShot(Shot.ARMS, 4)),
}
_ON_COURSE = frozenset({"going-straight", "standing"})
_END_ON = frozenset({12, 6})  # struck at the very front or rear: one behind the other


def wanted_shots(circumstance: str, damage_clock: int | None) -> tuple[WantedShot, ...]:
    """The photographs to ask for, those everybody is asked for first.

    Who kept straight on and was touched at a side most likely met the other at a junction.
    A circumstance this does not know asks for no more than the three.

    Args:
        damage_clock: Where the own vehicle was touched: 12 front, 3 right, 6 rear; None
            where it is not said yet.
    """
    if circumstance in _ON_COURSE and damage_clock is not None and damage_clock not in _END_ON:
        return (*_ALWAYS, WantedShot(Shot.SIGNALS), WantedShot(Shot.LINES))
    return (*_ALWAYS, *_BY_MOVE.get(circumstance, ()))


def may_see(viewer: PartyLetter, photo: Photo, stage: Stage) -> bool:
    """May this party look at the photograph? Their own always, the other's once determined."""
    return photo.letter is viewer or stage in SHOWN_TO_BOTH


def distance_m(one: Coordinates, other: Coordinates) -> float:
    """How far two places are apart along the ground, on a sphere (haversine)."""
    lat_1, lat_2 = radians(one.latitude_deg), radians(other.latitude_deg)
    half_north = sin((lat_2 - lat_1) / 2)
    half_east = sin(radians(other.longitude_deg - one.longitude_deg) / 2)
    chord = sqrt(half_north**2 + cos(lat_1) * cos(lat_2) * half_east**2)
    return 2 * EARTH_RADIUS_M * asin(min(1.0, chord))


def taken_after(photo: Photo, occurred_at: datetime) -> timedelta | None:
    """How long after the accident the phone says it was taken; negative before it."""
    return None if photo.taken_at is None else photo.taken_at - occurred_at


def in_order(photos: Sequence[Photo]) -> tuple[Photo, ...]:
    """The photographs by what they show, then by arrival."""
    order = list(Shot)
    return tuple(sorted(photos, key=lambda one: (order.index(one.shot), one.received_at, one.id)))
