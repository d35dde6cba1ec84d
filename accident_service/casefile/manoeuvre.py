"""What each vehicle was doing, in the words of official documents, from facts that are certain.

A fact that is unknown says nothing here: a vehicle of which nothing is certain is simply
driven.
"""

from dataclasses import dataclass
from enum import Enum, auto

from accident_service.liability.fact import FactKind, Facts, Truth
from accident_service.quantities.identifiers import TrackId


class Manner(Enum):
    """How a manoeuvre joins a place and a direction in a sentence."""

    ALONG = auto()  # 由西向东直行至某处时
    THERE = auto()  # 由西向东行驶至某处，左转弯时
    BACKWARDS = auto()  # 在某处由东向西倒车时
    STANDING = auto()  # 在某处停车等候时


@dataclass(frozen=True, slots=True)
class Manoeuvre:
    """One manoeuvre in both languages."""

    manner: Manner
    zh: str
    en: str


DRIVEN = Manoeuvre(Manner.ALONG, "行驶", "driving")
PARKED = Manoeuvre(Manner.STANDING, "停放", "parked")

# The first that is certain tells most of the moment before the contact.
MANOEUVRES: tuple[tuple[FactKind, Manoeuvre], ...] = (
    (
        FactKind.DOOR_OPENED,
        Manoeuvre(Manner.STANDING, "停车开启车门", "standing with a door opening"),
    ),
    (FactKind.STANDING_OFF_LANES, PARKED),
    (FactKind.WAITING_IN_TRAFFIC, Manoeuvre(Manner.STANDING, "停车等候", "waiting in traffic")),
    (FactKind.STATIONARY, Manoeuvre(Manner.STANDING, "停驶", "standing")),
    (FactKind.REVERSING, Manoeuvre(Manner.BACKWARDS, "倒车", "reversing")),
    (FactKind.ROLLING_BACK, Manoeuvre(Manner.BACKWARDS, "向后溜动", "rolling back")),
    (FactKind.U_TURNING, Manoeuvre(Manner.THERE, "掉头", "turning round")),
    (FactKind.ENTERED_ROAD, Manoeuvre(Manner.THERE, "驶入行车道", "pulling into the road")),
    (
        FactKind.ENTERING_ROUNDABOUT,
        Manoeuvre(Manner.THERE, "驶入环岛", "entering the roundabout"),
    ),
    (
        FactKind.MERGING_FROM_RAMP,
        Manoeuvre(Manner.THERE, "由匝道驶入主路", "merging from the ramp"),
    ),
    (FactKind.TURNING_LEFT, Manoeuvre(Manner.THERE, "左转弯", "turning left")),
    (FactKind.TURNING_RIGHT, Manoeuvre(Manner.THERE, "右转弯", "turning right")),
    (FactKind.TURNING, Manoeuvre(Manner.THERE, "转弯", "turning")),
    (FactKind.OVERTAKING, Manoeuvre(Manner.THERE, "超车", "overtaking")),
    (FactKind.CHANGING_LANE, Manoeuvre(Manner.THERE, "变更车道", "changing lanes")),
    (FactKind.CHANGED_LANE, Manoeuvre(Manner.THERE, "变更车道后", "just after changing lanes")),
    (FactKind.MOVED_OVER, Manoeuvre(Manner.THERE, "变更车道", "moving over")),
    (
        FactKind.INSIDE_ROUNDABOUT_FIRST,
        Manoeuvre(Manner.ALONG, "在环岛内行驶", "circulating in the roundabout"),
    ),
    (FactKind.WRONG_WAY, Manoeuvre(Manner.ALONG, "逆向行驶", "driving against the traffic")),
    (FactKind.GOING_STRAIGHT, Manoeuvre(Manner.ALONG, "直行", "going straight on")),
)


def manoeuvre_of(facts: Facts, track: TrackId) -> Manoeuvre:
    """What this vehicle was certainly doing just before the contact."""
    for kind, manoeuvre in MANOEUVRES:
        if facts.about(kind, track).truth is Truth.TRUE:
            return manoeuvre
    return DRIVEN


@dataclass(frozen=True, slots=True)
class Relation:
    """Where the other vehicle was to the first; empty words where that is not certain."""

    zh: str
    en: str
    same_way: bool = False


SAME_WAY_AHEAD = Relation("同向前方", "ahead in the same direction", same_way=True)
BEHIND = Relation("后方", "behind it", same_way=True)
SAME_WAY = Relation("同向", "in the same direction", same_way=True)
ONCOMING = Relation("对向", "from the opposite direction")
FROM_THE_RIGHT = Relation("右侧道路", "from the road on the right")
FROM_THE_LEFT = Relation("左侧道路", "from the road on the left")
NOT_TOLD = Relation("", "")


def relation_of(facts: Facts, first: TrackId, other: TrackId) -> Relation:
    """Where `other` was, seen from `first`, as far as facts are certain."""

    def holds(kind: FactKind, track: TrackId) -> bool:
        return facts.about(kind, track).truth is Truth.TRUE

    if holds(FactKind.SAME_HEADING, first) or holds(FactKind.SAME_HEADING, other):
        if holds(FactKind.AHEAD_IN_PATH, first):
            return BEHIND
        return SAME_WAY_AHEAD if holds(FactKind.AHEAD_IN_PATH, other) else SAME_WAY
    if holds(FactKind.OPPOSITE_APPROACHES, first) or holds(FactKind.ONCOMING, other):
        return ONCOMING
    if holds(FactKind.FROM_RIGHT_ROAD, other):
        return FROM_THE_RIGHT
    if holds(FactKind.FROM_RIGHT_ROAD, first):
        return FROM_THE_LEFT
    return NOT_TOLD
