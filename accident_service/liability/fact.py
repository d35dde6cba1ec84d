"""A fact: one thing the footage says of one party, with its doubt and where to look.

A fact has three truths, not two. UNKNOWN is what an interval that straddles its threshold
gives, and what a rule gets when it asks for a fact nobody established.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from accident_service.quantities.identifiers import TrackId
from accident_service.quantities.uncertainty import Interval


class Truth(StrEnum):
    """Three-valued: true or false over the whole interval, or not to be told."""

    TRUE = "true"
    FALSE = "false"
    UNKNOWN = "unknown"

    @classmethod
    def that(cls, holds: bool) -> "Truth":  # noqa: FBT001 - it turns a bool into a Truth
        """TRUE or FALSE, from something known for certain."""
        return cls.TRUE if holds else cls.FALSE

    @classmethod
    def of_above(cls, interval: Interval, limit: float) -> "Truth":
        """Is the quantity above `limit`?"""
        if interval.certainly_above(limit):
            return cls.TRUE
        return cls.FALSE if interval.high <= limit else cls.UNKNOWN

    @classmethod
    def of_below(cls, interval: Interval, limit: float) -> "Truth":
        """Is the quantity below `limit`?"""
        if interval.certainly_below(limit):
            return cls.TRUE
        return cls.FALSE if interval.low >= limit else cls.UNKNOWN

    def both(self, other: "Truth") -> "Truth":
        """Kleene's AND."""
        if Truth.FALSE in (self, other):
            return Truth.FALSE
        return Truth.TRUE if self is other is Truth.TRUE else Truth.UNKNOWN

    def either(self, other: "Truth") -> "Truth":
        """Kleene's OR."""
        return self.opposite().both(other.opposite()).opposite()

    def opposite(self) -> "Truth":
        """Kleene's NOT."""
        swapped = {Truth.TRUE: Truth.FALSE, Truth.FALSE: Truth.TRUE}
        return swapped.get(self, Truth.UNKNOWN)


class FactKind(StrEnum):
    """What a fact says of its party, as an officer would put it."""

    # how it was seen, and where the two touched
    SEEN_LONG_ENOUGH = "seen-long-enough"
    STRUCK_WITH_FRONT = "struck-with-front"
    STRUCK_AT_REAR = "struck-at-rear"
    STRUCK_ON_SIDE = "struck-on-side"

    # its motion: forwards, backwards, standing, turning round
    MOVING_FORWARD = "moving-forward"
    STATIONARY = "stationary"
    WAITING_IN_TRAFFIC = "waiting-in-traffic"
    REVERSING = "reversing"
    ROLLING_BACK = "rolling-back"  # backwards, and not for certain as fast as reversing
    ROLLED_UNATTENDED = "rolled-unattended"  # with nobody at the wheel
    U_TURNING = "u-turning"
    U_TURN_FORBIDDEN = "u-turn-forbidden"  # it was turning round where one may not
    BRAKED_BEFORE_CONTACT = "braked-before-contact"

    # coming in from off the road, standing where one may not, doors, objects
    ENTERED_ROAD = "entered-road"  # from off the road, a bay or a cycle lane, just before
    STANDING_OFF_LANES = "standing-off-lanes"  # in a bay, at the kerb, beside the road
    STANDING_FORBIDDEN = "standing-forbidden"  # where one may not, and not for traffic's sake
    STANDING_UNLIT = "standing-unlit"  # in the dark, without light
    WITHOUT_WARNING = "without-warning"  # broken down, without hazard lights or triangle
    DOOR_OPENED = "door-opened"
    HIT_FIXED_OBJECT = "hit-fixed-object"  # with no other vehicle near

    # its lane and the lines
    SAME_LANE = "same-lane"
    SAME_HEADING = "same-heading"
    AHEAD_IN_PATH = "ahead-in-path"  # party had been ahead in the other's path throughout
    GAP_BELOW_STOPPING = "gap-below-stopping"  # it followed closer than an emergency stop needs
    WRONG_WAY = "wrong-way"
    LEFT_OF_CENTRE = "left-of-centre"  # its body reached over the line between the directions
    DETOURING = "detouring"  # round a vehicle that stood in its own lane ahead
    CHANGING_LANE = "changing-lane"  # at contact, partly in the next lane
    CHANGED_LANE = "changed-lane"  # completed within the window before contact
    MOVED_OVER = "moved-over"  # either of the two
    INTO_LANE_OF = "into-lane-of"  # the lane entered is the other's
    BOTH_INTO_ONE_LANE = "both-into-one-lane"  # both moved over into the same lane
    CAME_FROM_LEFT = "came-from-left"  # of the two that did, the one from the left
    CROSSED_SOLID_LINE = "crossed-solid-line"
    WHEEL_OVER_LINE = "wheel-over-line"  # some wheel passed a line of its lane, of any kind
    ALL_WHEELS_OVER_LINE = "all-wheels-over-line"
    LITTLE_TIME_AT_LINE = "little-time-at-line"  # until contact, when its first edge passed it
    LITTLE_TIME_AFTER_CUT_IN = "little-time-after-cut-in"  # when all of it was in the new lane
    TIME_TO_OPEN_GAP = "time-to-open-gap"  # at that moment the other had enough of it
    LITTLE_TIME_AT_BRAKING = "little-time-at-braking"  # when it began to brake
    LITTLE_TIME_IN_PATH = "little-time-in-path"  # when the other was first in its path
    SPED_UP_DURING_CHANGE = "sped-up-during-change"  # while the other moved over
    BRAKED_HARD_AFTER_CUT_IN = "braked-hard-after-cut-in"
    IN_BUS_LANE = "in-bus-lane"
    MERGING_FROM_RAMP = "merging-from-ramp"
    ON_EXPRESSWAY = "on-expressway"

    # overtaking, queues, merging, meeting
    OVERTAKING = "overtaking"  # the other, or a third vehicle
    OVERTAKING_THE_OTHER = "overtaking-the-other"
    PASSING_ON_THE_RIGHT = "passing-on-the-right"
    PASSING_IN_OWN_LANE = "passing-in-own-lane"  # one marked for its own direction
    OVERTAKING_WHERE_FORBIDDEN = "overtaking-where-forbidden"  # junction, crosswalk, bridge, ...
    MANOEUVRE_BEGUN_FIRST = "manoeuvre-begun-first"  # before the overtaker drew level with it
    IN_OPPOSITE_LANE = "in-opposite-lane"
    IN_QUEUE = "in-queue"  # three or more crawling in its lane, the other not counted
    CUTTING_INTO_QUEUE = "cutting-into-queue"  # the other's, from outside its lane
    ALTERNATING_DUE = "alternating-due"  # two crawling lanes become one
    MERGED_OUT_OF_TURN = "merged-out-of-turn"
    MEETING = "meeting"  # towards each other, on a road without a centre line
    IN_NARROWS_FIRST = "in-narrows-first"  # past its obstacle before the other came to it
    GOING_DOWNHILL = "going-downhill"
    HALF_WAY_DOWN_FIRST = "half-way-down-first"  # before the other began to climb
    ONCOMING = "oncoming"  # it came towards the other, in its own half

    # the junction: where from, where to, in what order
    SAME_APPROACH = "same-approach"
    OPPOSITE_APPROACHES = "opposite-approaches"
    CROSSING_APPROACHES = "crossing-approaches"
    FROM_RIGHT_ROAD = "from-right-road"  # party came from the other's right-hand road
    TURNING = "turning"
    TURNING_LEFT = "turning-left"
    TURNING_RIGHT = "turning-right"
    GOING_STRAIGHT = "going-straight"
    OFF_GUIDED_LANE = "off-guided-lane"  # another way than its lane's arrow shows
    SAME_EXIT = "same-exit"
    EXIT_BLOCKED = "exit-blocked"  # when it passed its stop line
    FIRST_AT_CONFLICT = "first-at-conflict"
    ENTRY_SEEN = "entry-seen"  # it was seen to pass its stop line
    CROSSED_GIVE_WAY_LINE = "crossed-give-way-line"
    CONTACT_IN_CONFLICT_AREA = "contact-in-conflict-area"
    CONTACT_IN_ROUNDABOUT = "contact-in-roundabout"
    ENTERING_ROUNDABOUT = "entering-roundabout"
    INSIDE_ROUNDABOUT_FIRST = "inside-roundabout-first"

    # the junction: signals
    ENTERED_ON_GREEN = "entered-on-green"
    ENTERED_ON_RED = "entered-on-red"
    ENTERED_ON_YELLOW = "entered-on-yellow"  # after its onset; before it is still green
    APPROACH_SIGNALLED = "approach-signalled"
    OWN_ARROW_LIGHT = "own-arrow-light"  # an arrow light stands for the way it went
    RIGHT_TURN_WITHOUT_ARROW = "right-turn-without-arrow"  # which red alone does not forbid

    # what may add to the other's fault, and what only a person can tell
    EMERGENCY_ON_DUTY = "emergency-on-duty"
    ABOVE_SPEED_LIMIT = "above-speed-limit"
    SHORT_EXPRESSWAY_GAP = "short-expressway-gap"  # held behind the other, below REG-80's metres
    BRAKED_HARD_WITHOUT_CAUSE = "braked-hard-without-cause"  # open where none is seen
    THIRD_VEHICLE_CLOSE = "third-vehicle-close"  # it nearly met another than the other party
    NO_INDICATOR = "no-indicator"
    DROVE_UNLIT = "drove-unlit"
    USED_PHONE = "used-phone"
    SLOW_IN_FAST_LANE = "slow-in-fast-lane"
    LOAD_UNSAFE = "load-unsafe"


@dataclass(frozen=True, slots=True)
class EvidencePointer:
    """Where to look: this vehicle, at this moment of this clip ("" where only one is meant)."""

    track: TrackId
    pts_s: float
    clip: str = ""


class Origin(StrEnum):
    """Who says so."""

    MEASURED = "measured"
    OFFICER = "officer"


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """One statement about one party.

    `value` is the k = 2 interval of the deciding quantity, in `unit`; None where the
    statement rests on no number. What an officer tells carries the officer's name in `told_by`
    and, in `measured_truth`, what the measurements had said.
    """

    kind: FactKind
    party: TrackId
    truth: Truth
    other: TrackId | None = None
    value: Interval | None = None
    unit: str = ""
    at_pts_s: Interval | None = None
    evidence: tuple[EvidencePointer, ...] = ()
    detector: str = ""
    sentence_zh: str
    sentence_en: str
    origin: Origin = Origin.MEASURED
    told_by: str = ""
    measured_truth: Truth | None = None


@dataclass(frozen=True, slots=True)
class Facts:
    """All facts of one contact."""

    all: tuple[Fact, ...]

    def __iter__(self) -> Iterator[Fact]:
        return iter(self.all)

    def of(self, kind: FactKind) -> tuple[Fact, ...]:
        """Every fact of one kind."""
        return tuple(fact for fact in self.all if fact.kind is kind)

    def about(self, kind: FactKind, party: TrackId) -> Fact:
        """The fact of this kind about this party; an UNKNOWN one where none was established."""
        for fact in self.of(kind):
            if fact.party == party:
                return fact
        return Fact(
            kind=kind,
            party=party,
            truth=Truth.UNKNOWN,
            sentence_zh=f"车辆{party}：未能查明“{kind}”",
            sentence_en=f"Vehicle {party}: “{kind}” was not established",
        )
