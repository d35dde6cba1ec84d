"""What the signal showed when a vehicle passed its stop line.

The phase must hold over the whole time in which the line may have been passed, widened by a
picture on either side and by the doubt of the controller's clock; otherwise it is not told.
Where an approach has arrow lights, the one for the way the vehicle went counts.
"""

from dataclasses import dataclass

from accident_service.liability.fact import Fact, FactKind, Truth
from accident_service.liability.facts.observe import Observation
from accident_service.liability.facts.stop_line_crossing import Crossing
from accident_service.liability.facts.way_through import (
    course_of,
    movements_possible,
    turning_to,
)
from accident_service.liability.phrasing import Text, seconds, vehicle, verdict
from accident_service.liability.road_map import Movement, StopControl
from accident_service.liability.signal_log import Phase
from accident_service.quantities.identifiers import TrackId
from accident_service.quantities.uncertainty import Interval

DETECTOR = "signal-phase/2"
NAMES_ZH = {Phase.RED: "红灯", Phase.YELLOW: "黄灯", Phase.GREEN: "绿灯", Phase.UNKNOWN: "不明"}
PHASES = {
    FactKind.ENTERED_ON_GREEN: Phase.GREEN,
    FactKind.ENTERED_ON_RED: Phase.RED,
    FactKind.ENTERED_ON_YELLOW: Phase.YELLOW,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """How one party came in, and what held it."""

    party: TrackId
    arrival: Crossing | None
    signalled: Truth
    movements: tuple[Movement, ...]  # that it may have been making
    turned_right: Truth
    lights: tuple[str, ...]  # that may have held it; empty where no signal stands or none is known
    phases: frozenset[Phase]  # that may have been shown; empty where no signal stands


def detect(seen: Observation) -> tuple[Fact, ...]:
    """The ENTERED_ON facts, APPROACH_SIGNALLED, OWN_ARROW_LIGHT and RIGHT_TURN_WITHOUT_ARROW."""
    facts: list[Fact] = []
    for party, _ in seen.pairs:
        entry = _entry(seen, party)
        facts += [_entered(seen, entry, kind) for kind in PHASES]
        facts += _lights(seen, entry)
    return tuple(facts)


def _entry(seen: Observation, party: TrackId) -> Entry:
    course = course_of(seen, party)
    signalled = _signalled(seen, party, course.arrival if course else None)
    movements = movements_possible(seen, course) if course else ()
    lights: tuple[str, ...] = ()
    phases: frozenset[Phase] = frozenset()
    if signalled is Truth.UNKNOWN:
        phases = frozenset({Phase.UNKNOWN})
    elif signalled is Truth.TRUE and course:
        approach, frame_s = course.arrival.line.approach, _frame_s(seen)
        over = course.arrival.pts_s
        wide = Interval(over.low - frame_s, over.high + frame_s)
        lights = tuple(sorted({seen.signals.light_for(approach, one) for one in movements}))
        phases = frozenset().union(*(seen.signals.phases_over(one, wide) for one in lights))
    return Entry(
        party=party,
        arrival=course.arrival if course else None,
        signalled=signalled,
        movements=movements,
        turned_right=turning_to(seen, course, Movement.RIGHT) if course else Truth.UNKNOWN,
        lights=lights,
        phases=phases,
    )


def _frame_s(seen: Observation) -> float:
    return seen.reconstruction.timing.median_interval_s


def _signalled(seen: Observation, party: TrackId, arrival: Crossing | None) -> Truth:
    """Does a signal stand where it came in?"""
    if not any(line.control is StopControl.SIGNAL for line in seen.road_map.stop_lines):
        return Truth.FALSE
    if arrival:
        return Truth.that(arrival.line.control is StopControl.SIGNAL)
    return Truth.FALSE if _never_entered(seen, party) else Truth.UNKNOWN


def _entered(seen: Observation, entry: Entry, kind: FactKind) -> Fact:
    wanted, arrival = PHASES[kind], entry.arrival
    truth = _shown(wanted, entry.phases)
    shown_zh = "或".join(sorted(NAMES_ZH[phase] for phase in entry.phases)) or "无信号灯"
    shown_en = " or ".join(sorted(entry.phases)) or "no signal"
    when = seconds(arrival.pts_s) if arrival else Text("未见", "a time not seen")
    onset = _since_onset(seen, entry, wanted)
    us = vehicle(entry.party)
    return Fact(
        kind=kind,
        party=entry.party,
        truth=truth,
        value=arrival.pts_s if arrival else None,
        unit="s",
        at_pts_s=arrival.pts_s if arrival else None,
        evidence=(seen.pointer(entry.party, arrival.pts_s.low if arrival else None),),
        detector=DETECTOR,
        sentence_zh=f"{us.zh}越过停止线时为{NAMES_ZH[wanted]}：{verdict(truth).zh}"
        f"（{shown_zh}，越线时刻{when.zh}{onset.zh}）",
        sentence_en=f"{us.opening_en} passed its stop line on {wanted}: {verdict(truth).en}"
        f" ({shown_en}, at {when.en}{onset.en})",
    )


def _since_onset(seen: Observation, entry: Entry, phase: Phase) -> Text:
    """How long after the onset the line was passed; nothing where no onset is logged."""
    if len(entry.lights) != 1 or entry.arrival is None or phase is Phase.GREEN:
        return Text("", "")
    since = seen.signals.since_onset_s(entry.lights[0], phase, entry.arrival.pts_s)
    if since is None:
        return Text("", "")
    numbers = seconds(since)
    return Text(f"，{NAMES_ZH[phase]}亮起后{numbers.zh}", f", {numbers.en} after {phase} began")


def _shown(wanted: Phase, phases: frozenset[Phase]) -> Truth:
    if wanted not in phases and Phase.UNKNOWN not in phases:
        return Truth.FALSE
    return Truth.TRUE if phases == {wanted} else Truth.UNKNOWN


def _lights(seen: Observation, entry: Entry) -> tuple[Fact, ...]:
    arrow = _own_arrow(seen, entry)
    right = entry.turned_right.both(entry.signalled).both(arrow.opposite())
    return (
        _light(seen, entry, FactKind.APPROACH_SIGNALLED, entry.signalled),
        _light(seen, entry, FactKind.OWN_ARROW_LIGHT, arrow),
        _light(seen, entry, FactKind.RIGHT_TURN_WITHOUT_ARROW, right),
    )


def _own_arrow(seen: Observation, entry: Entry) -> Truth:
    """Does an arrow light stand for the way it went?"""
    if entry.signalled is not Truth.TRUE or entry.arrival is None:
        return entry.signalled
    approach = entry.arrival.line.approach
    if not any(seen.signals.knows(light) for light in entry.lights):
        return Truth.UNKNOWN
    own = {seen.signals.has_arrow(approach, movement) for movement in entry.movements}
    return Truth.UNKNOWN if len(own) > 1 else Truth.that(own.pop())


WORDS = {
    FactKind.APPROACH_SIGNALLED: Text(
        "驶入路口的进口设有信号灯", "came in from an approach with signals"
    ),
    FactKind.OWN_ARROW_LIGHT: Text(
        "的行驶方向设有方向指示信号灯", "went a way for which an arrow light stands"
    ),
    FactKind.RIGHT_TURN_WITHOUT_ARROW: Text(
        "在没有右转方向指示信号灯处右转弯", "turned right where no arrow light to the right stands"
    ),
}


def _light(seen: Observation, entry: Entry, kind: FactKind, truth: Truth) -> Fact:
    us, words, said = vehicle(entry.party), WORDS[kind], verdict(truth)
    lights = "、".join(entry.lights) or "-"
    return Fact(
        kind=kind,
        party=entry.party,
        truth=truth,
        evidence=(seen.pointer(entry.party, entry.arrival.pts_s.low if entry.arrival else None),),
        detector=DETECTOR,
        sentence_zh=f"{us.zh}{words.zh}：{said.zh}（信号灯：{lights}）",
        sentence_en=f"{us.opening_en} {words.en}: {said.en} (light: {lights})",
    )


def _never_entered(seen: Observation, party: TrackId) -> bool:
    """Still on a painted lane, seen all along: it has not passed any stop line lately."""
    pose = seen.pose_at(party, seen.before_pts_s)
    on_lane = any(
        lane.is_painted for lane in seen.road_map.lanes_along(pose.x_m, pose.y_m, pose.heading_rad)
    )
    in_junction = seen.road_map.conflict_area_at(pose.x_m, pose.y_m) is not None
    long_enough = seen.seen_before_s(party) >= seen.thresholds.lane_change_window_s
    return on_lane and not in_junction and long_enough
