"""How long the parties had until they would touch, at the moments that matter.

When a changer's first edge passed the line (`t_lc0`) and when all of it was over (`t_lc1`); when
a party began to brake; when the other was first in its path. Only the time left when a lane
change ended is asked by a rule (M02); the others are numbers for the officer.
"""

from accident_service.liability.fact import Fact, FactKind, Truth
from accident_service.liability.facts.lane_shift import Shift, lane_shift
from accident_service.liability.facts.observe import JOLT_S, Observation, distance_to_path, is_ahead
from accident_service.liability.facts.pair_time import finite, time_to_collision, told
from accident_service.liability.phrasing import Text, vehicle
from accident_service.quantities.identifiers import TrackId
from accident_service.quantities.uncertainty import Interval
from accident_service.reconstruction.ground.trajectory import VehiclePose

DETECTOR = "time-left/1"
# When the first edge passed the line, when the whole footprint had, and the two others.
SHIFT_BEGAN = Text("车身开始越线时", "when its first edge passed the line")
SHIFT_ENDED = Text("车身全部驶入新车道时", "when all of it was in the new lane")
BRAKED = Text("开始制动时", "when it began to brake")
IN_PATH = Text("对方最初出现在其前方路径上时", "when the other was first in its path")
# A path is asked every so often; a moment between two is one of them.
LOOK_EVERY_S = 0.2


def detect(seen: Observation) -> tuple[Fact, ...]:
    """LITTLE_TIME_… at four moments and TIME_TO_OPEN_GAP, for each party."""
    return tuple(fact for party, other in seen.pairs for fact in _of_party(seen, party, other))


def _of_party(seen: Observation, party: TrackId, other: TrackId) -> tuple[Fact, ...]:
    shift = lane_shift(seen, party)
    moved = shift is not None and shift.moved_over is not Truth.FALSE
    began_s = shift.crossing_pts_s if shift and moved else None
    ended_s = shift.completed_pts_s if shift and moved else None
    onsets = seen.brake_onsets(party)
    little_s, enough_s = seen.thresholds.cut_in_little_s, seen.thresholds.cut_in_enough_s
    times = {
        (FactKind.LITTLE_TIME_AT_LINE, SHIFT_BEGAN): began_s,
        (FactKind.LITTLE_TIME_AFTER_CUT_IN, SHIFT_ENDED): ended_s,
        (FactKind.LITTLE_TIME_AT_BRAKING, BRAKED): onsets[-1].pts_interval_s if onsets else None,
        (FactKind.LITTLE_TIME_IN_PATH, IN_PATH): _first_in_path(seen, party, other),
    }
    facts = []
    for (kind, moment), when_s in times.items():
        ttc_s = time_to_collision(seen, when_s) if when_s else None
        truth = Truth.of_below(ttc_s, little_s) if ttc_s else _without(kind, shift)
        facts.append(_fact(seen, party, (kind, moment), (truth, when_s, ttc_s)))
        if kind is FactKind.LITTLE_TIME_AFTER_CUT_IN:
            enough = Truth.of_above(ttc_s, enough_s) if ttc_s else _without(kind, shift)
            known = (enough, when_s, ttc_s)
            facts.append(_fact(seen, party, (FactKind.TIME_TO_OPEN_GAP, moment), known))
    return tuple(facts)


def _without(kind: FactKind, shift: Shift | None) -> Truth:
    """What is said of a moment that is not known: a change not made or not ended has none."""
    happened = {
        FactKind.LITTLE_TIME_AT_LINE: shift.moved_over if shift else Truth.FALSE,
        FactKind.LITTLE_TIME_AFTER_CUT_IN: shift.complete if shift else Truth.FALSE,
    }
    return Truth.FALSE if happened.get(kind) is Truth.FALSE else Truth.UNKNOWN


def _first_in_path(seen: Observation, party: TrackId, other: TrackId) -> Interval | None:
    """When the other first was surely ahead in this one's way, from the last moment it was not.

    The way is the one it took afterwards; None where the other was never in it.
    """
    mine = seen.trajectory(party)
    start_s = max(mine.first_pts_s, seen.trajectory(other).first_pts_s)
    end_s = seen.before_pts_s - JOLT_S
    path = seen.poses_before(party, window_s=end_s - mine.first_pts_s, end_s=end_s)
    if not path or end_s <= start_s:
        return None
    steps = int((end_s - start_s) / LOOK_EVERY_S) + 1
    moments_s = [start_s + step * LOOK_EVERY_S for step in range(steps)]
    # The last stretch in its way counts: who crossed it earlier and left was another matter.
    row = len(moments_s)
    while row > 0 and _in_way(seen, (party, other), moments_s[row - 1], path):
        row -= 1
    if row == len(moments_s):
        return None
    return Interval(moments_s[max(row - 1, 0)], moments_s[row])


def _in_way(
    seen: Observation, pair: tuple[TrackId, TrackId], at_s: float, path: list[VehiclePose]
) -> bool:
    """Was the second surely in the way of the first, ahead of it, at this moment?"""
    mine, theirs = (seen.pose_at(track, at_s) for track in pair)
    aside_m = distance_to_path(theirs, path).interval
    return is_ahead(mine, theirs) and aside_m.certainly_below(seen.thresholds.ahead_in_path_m)


def _fact(
    seen: Observation,
    party: TrackId,
    named: tuple[FactKind, Text],
    known: tuple[Truth, Interval | None, Interval | None],
) -> Fact:
    (kind, moment), (truth, when_s, ttc_s) = named, known
    us, time = vehicle(party), told(ttc_s)
    zh, en = f"{us.zh}{moment.zh}，{time.zh}", f"Of {us.en}, {moment.en}: {time.en}"
    if when_s is None:
        zh, en = (
            f"未见{us.zh}“{moment.zh}”的时刻",
            f"Of {us.en}, {moment.en}: no such moment is seen",
        )
    return Fact(
        kind=kind,
        party=party,
        truth=truth,
        value=finite(ttc_s),
        unit="s" if finite(ttc_s) else "",
        at_pts_s=when_s,
        evidence=(seen.pointer(party, when_s.low if when_s else None),),
        detector=DETECTOR,
        sentence_zh=zh,
        sentence_en=en,
    )
