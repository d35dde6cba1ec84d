"""What the signal showed when a vehicle passed its stop line.

The phase must hold over the whole time in which the line may have been passed, widened by
the doubt of the controller's clock; otherwise it is not told.
"""

from accident_service.liability.fact import Fact, FactKind, Truth
from accident_service.liability.facts.arrival import arrival_of
from accident_service.liability.facts.observe import Observation
from accident_service.liability.facts.stop_line_crossing import Crossing
from accident_service.liability.phrasing import seconds, vehicle, verdict
from accident_service.liability.road_map import StopControl
from accident_service.liability.signal_log import Phase
from accident_service.quantities.identifiers import TrackId

DETECTOR = "signal-phase/1"
NAMES_ZH = {Phase.RED: "红灯", Phase.YELLOW: "黄灯", Phase.GREEN: "绿灯", Phase.UNKNOWN: "不明"}


def detect(seen: Observation) -> tuple[Fact, ...]:
    """ENTERED_ON_GREEN and ENTERED_ON_RED of each party."""
    facts: list[Fact] = []
    for party, _ in seen.pairs:
        crossing = arrival_of(seen, party)
        phases = _phases(seen, crossing)
        facts += [
            _entered(seen, party, crossing, phases, kind)
            for kind in (FactKind.ENTERED_ON_GREEN, FactKind.ENTERED_ON_RED)
        ]
    return tuple(facts)


def _phases(seen: Observation, crossing: Crossing | None) -> frozenset[Phase]:
    """Every phase that may have been shown; empty where no signal stands on the way."""
    signalled = [line for line in seen.road_map.stop_lines if line.control is StopControl.SIGNAL]
    if not signalled or (crossing and crossing.line not in signalled):
        return frozenset()
    if crossing is None:
        return frozenset({Phase.UNKNOWN})
    return seen.signals.phases_over(crossing.line.approach, crossing.pts_s)


def _entered(
    seen: Observation,
    party: TrackId,
    crossing: Crossing | None,
    phases: frozenset[Phase],
    kind: FactKind,
) -> Fact:
    wanted = Phase.GREEN if kind is FactKind.ENTERED_ON_GREEN else Phase.RED
    truth = _shown(wanted, phases)
    if crossing is None and truth is Truth.UNKNOWN and _never_entered(seen, party):
        truth = Truth.FALSE
    shown_zh = "或".join(sorted(NAMES_ZH[phase] for phase in phases)) or "无信号灯"
    shown_en = " or ".join(sorted(phases)) or "no signal"
    when = seconds(crossing.pts_s) if crossing else None
    us = vehicle(party)
    return Fact(
        kind=kind,
        party=party,
        truth=truth,
        value=crossing.pts_s if crossing else None,
        unit="s",
        at_pts_s=crossing.pts_s if crossing else None,
        evidence=(seen.pointer(party, crossing.pts_s.low if crossing else None),),
        detector=DETECTOR,
        sentence_zh=f"{us.zh}越过停止线时为{NAMES_ZH[wanted]}：{verdict(truth).zh}"
        f"（{shown_zh}，越线时刻{when.zh if when else '未见'}）",
        sentence_en=f"{us.en.capitalize()} passed its stop line on {wanted}: {verdict(truth).en}"
        f" ({shown_en}, at {when.en if when else 'a time not seen'})",
    )


def _shown(wanted: Phase, phases: frozenset[Phase]) -> Truth:
    if wanted not in phases and Phase.UNKNOWN not in phases:
        return Truth.FALSE
    return Truth.TRUE if phases == {wanted} else Truth.UNKNOWN


def _never_entered(seen: Observation, party: TrackId) -> bool:
    """Still on a painted lane, seen all along: it has not passed any stop line lately."""
    pose = seen.pose_at(party, seen.before_pts_s)
    on_lane = any(
        lane.is_painted for lane in seen.road_map.lanes_along(pose.x_m, pose.y_m, pose.heading_rad)
    )
    in_junction = seen.road_map.conflict_area_at(pose.x_m, pose.y_m) is not None
    long_enough = seen.seen_before_s(party) >= seen.thresholds.lane_change_window_s
    return on_lane and not in_junction and long_enough
