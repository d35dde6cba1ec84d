"""Was the vehicle being passed already turning left, turning round or overtaking?

What counts is the order of two instants: when its manoeuvre began to show, and when the
overtaker drew level with it (RTSL-43(1)). Turning is measured against the direction of the
lane it came from, so that following a bend is not turning.
"""

from accident_service.liability.fact import Fact, FactKind, Truth
from accident_service.liability.facts.observe import Observation
from accident_service.liability.facts.passing import Pass, moments_beside, pass_of, passes_of
from accident_service.liability.facts.unseen_pass import unseen_pass
from accident_service.liability.phrasing import Text, seconds, vehicle, verdict
from accident_service.liability.road_map import Lane
from accident_service.quantities.ground_plane import wrapped_rad
from accident_service.quantities.identifiers import TrackId
from accident_service.quantities.uncertainty import Estimate, Interval
from accident_service.reconstruction.ground.trajectory import VehiclePose

DETECTOR = "overtaken/1"
TURNED_LEFT = Text("左转弯或者掉头", "turning left or turning round")
OVERTOOK = Text("超车", "overtaking")
NEITHER = Text("未见左转弯、掉头或者超车", "no left turn, U-turn or overtaking is seen")


def detect(seen: Observation) -> tuple[Fact, ...]:
    """MANOEUVRE_BEGUN_FIRST of each party, against the other drawing level with it."""
    return tuple(_begun_first(seen, party, other) for party, other in seen.pairs)


def _begun_first(seen: Observation, party: TrackId, other: TrackId) -> Fact:
    passed = pass_of(seen, other, party)
    began, what = _manoeuvre(seen, party, other)
    level_pts_s = passed.level_pts_s if passed else None
    truth = _order(began, passed, unseen_pass(seen, other, party))
    us, them = vehicle(party), vehicle(other)
    began_at = seconds(began) if began else None
    level_at = seconds(level_pts_s) if level_pts_s else None
    return Fact(
        kind=FactKind.MANOEUVRE_BEGUN_FIRST,
        party=party,
        other=other,
        truth=truth,
        value=began,
        unit="s",
        at_pts_s=began,
        evidence=(
            seen.pointer(party, began.low if began else None),
            seen.pointer(other, level_pts_s.low if level_pts_s else None),
        ),
        detector=DETECTOR,
        sentence_zh=f"{us.zh}在{them.zh}驶至其旁之前已开始转弯、掉头或者超车：{verdict(truth).zh}"
        f"（{what.zh}{f'，始于{began_at.zh}' if began_at else ''}"
        f"{f'；{them.zh}于{level_at.zh}与其并行' if level_at else ''}）",
        sentence_en=f"{us.opening_en} had begun to turn or overtake before {them.en} drew"
        f" level with it: {verdict(truth).en} ({what.en}"
        f"{f' from {began_at.en}' if began_at else ''}"
        f"{f'; {them.en} drew level at {level_at.en}' if level_at else ''})",
    )


def _order(began: Interval | None, passed: Pass | None, unseen: Truth) -> Truth:
    """Did the manoeuvre begin before the other drew level?

    Args:
        unseen: Whether the other passed, where it was not seen behind.
    """
    if began is None:
        return Truth.FALSE
    if passed is None:
        return unseen.both(Truth.UNKNOWN)
    level = passed.level_pts_s
    if level is None:
        # It never came level with a vehicle that had turned across before it.
        first = Truth.TRUE if began.high < passed.last.mine.pts_s else Truth.UNKNOWN
        return passed.level.both(first)
    if began.high < level.low:
        return Truth.TRUE
    return Truth.FALSE if began.low > level.high else Truth.UNKNOWN


def _manoeuvre(seen: Observation, party: TrackId, other: TrackId) -> tuple[Interval | None, Text]:
    """When the manoeuvre that comes first began to show, and which it was."""
    turn = _turn_began(seen, party, other)
    overtaking = _overtaking_began(seen, party, other)
    if turn and (overtaking is None or turn.low <= overtaking.low):
        return turn, TURNED_LEFT
    return (overtaking, OVERTOOK) if overtaking else (None, NEITHER)


def _turn_began(seen: Observation, party: TrackId, other: TrackId) -> Interval | None:
    """From when it may have left its lane's direction to when it surely had; None if it kept it.

    A swerve that never reached a turn's angle is no turn. Where that is not certain, the
    beginning is open up to the contact.
    """
    limits = seen.thresholds
    poses = [moment.theirs for moment in moments_beside(seen, other, party)]
    lane = next((lane for pose in poses if (lane := _own_lane(seen, pose))), None)
    turned = [(pose.pts_s, _turned_left(pose, poses[0], lane)) for pose in poses]
    if not any(angle.high > limits.turning_rad for _, angle in turned):
        return None
    low = next(pts_s for pts_s, angle in turned if angle.high > limits.straight_rad)
    surely = [pts_s for pts_s, angle in turned if angle.low > limits.straight_rad]
    reached = any(angle.certainly_above(limits.turning_rad) for _, angle in turned)
    return Interval(low, max(low, surely[0] if surely and reached else seen.contact_pts_s))


def _own_lane(seen: Observation, pose: VehiclePose) -> Lane | None:
    lanes = seen.road_map.lanes_along(pose.x_m, pose.y_m, pose.heading_rad)
    return next((lane for lane in lanes if lane.is_painted), None)


def _turned_left(pose: VehiclePose, first: VehiclePose, lane: Lane | None) -> Interval:
    direction_rad = lane.place_of(pose.x_m, pose.y_m).direction_rad if lane else first.heading_rad
    return Estimate(wrapped_rad(pose.heading_rad - direction_rad), pose.heading_sigma_rad).interval


def _overtaking_began(seen: Observation, party: TrackId, other: TrackId) -> Interval | None:
    """When it left the file of a third vehicle that it then drew level with."""
    begun = [
        passed.out_pts_s
        for passed in passes_of(seen, party)
        if passed.passed != other and passed.out_pts_s and passed.drawn_level is Truth.TRUE
    ]
    return min(begun, key=lambda out: out.low, default=None)
