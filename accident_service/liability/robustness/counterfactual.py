"""What would have happened had a party driven as the law demands: how near they would have come.

Had it waited at its line, stayed in its lane, stayed where it stood, kept the limit, or braked
once the danger showed. Each is told as a gap with its interval over the worlds that may have
been; a gap surely above zero says that the contact hung on that conduct.

Reference:
    How soon and how hard a driver brakes are thresholds without a legal source; every sentence
    names them.
"""

import math
from collections.abc import Callable, Iterator, Sequence

import numpy as np

from accident_service.liability.fact import FactKind, Facts, Truth
from accident_service.liability.facts.observe import JOLT_S, Observation
from accident_service.liability.facts.speed_limit import limit_mps_at
from accident_service.liability.facts.unseen_entry import entry_of
from accident_service.liability.phrasing import Text, metres, vehicle
from accident_service.liability.robustness.drives import (
    Array,
    Drive,
    braked_from,
    drive_of,
    gaps_m,
    held_at,
    no_faster_than,
    still_nearing,
)
from accident_service.liability.second_look import Counterfactual, Supposition
from accident_service.liability.thresholds import Thresholds
from accident_service.quantities.identifiers import TrackId
from accident_service.quantities.uncertainty import COVERAGE_FACTOR, Interval
from accident_service.reconstruction.collision.conflict import time_to_collision_s

# A vehicle slower than this had nothing to brake. [design]
SLOW_MPS = 1.0


WORDS = {
    Supposition.WAITED: ("在停止线前停车让行", "waited at its stop line"),
    Supposition.STAYED_IN_LANE: ("保持在原车道内行驶", "stayed in its lane"),
    Supposition.STAYED_STANDING: ("未倒车", "not reversed"),
    Supposition.KEPT_LIMIT: ("未超过限速", "kept the limit"),
    Supposition.BRAKED: (
        "在险情出现{reaction_s:.1f}秒后以{braking_mps2:.1f}米/秒²制动",
        "braked at {braking_mps2:.1f} m/s², {reaction_s:.1f} s after the danger showed",
    ),
}


def counterfactuals(
    worlds: Sequence[Observation], facts: Facts, at_fault: frozenset[TrackId]
) -> tuple[Counterfactual, ...]:
    """Every supposition that means something for these parties.

    Args:
        worlds: As drawn from the measurements' doubts; a supposition must make sense in half
            of them to be told at all.
        at_fault: Who was found to have broken a rule; empty where nobody was. Only they, or
            both, are asked whether they might have waited.
    """
    apart: dict[tuple[Supposition, TrackId], list[Array]] = {}
    for there in worlds:
        for supposed, party, apart_m in _tried(there, facts):
            if supposed is not Supposition.WAITED or not at_fault or party in at_fault:
                apart.setdefault((supposed, party), []).append(apart_m)
    return tuple(
        _told(supposed, party, found, worlds[0].thresholds)
        for (supposed, party), found in sorted(apart.items(), key=lambda one: one[0])
        if 2 * len(found) > len(worlds)
    )


def _tried(there: Observation, facts: Facts) -> Iterator[tuple[Supposition, TrackId, Array]]:
    drives = drives_of(there)
    for supposed, party, changed in supposed_drives(there, facts):
        (other,) = (track for track in drives if track != party)
        yield supposed, party, gaps_m((changed,), drives[other])[0]


def supposed_drives(
    there: Observation, facts: Facts
) -> Iterator[tuple[Supposition, TrackId, Drive]]:
    """Each party's drive under every supposition that means something for it."""
    drives = drives_of(there)
    for party, _other in there.pairs:
        for supposed, suppose in SUPPOSED.items():
            changed = suppose(there, facts, party, drives[party])
            if changed is not None:
                yield supposed, party, changed


def drives_of(there: Observation) -> dict[TrackId, Drive]:
    """The drives of the two that touched, as if they had not."""
    until_s = there.before_pts_s - JOLT_S
    return {track: drive_of(there.trajectory(track), until_s) for track in there.collision.tracks}


def _told(
    supposed: Supposition, party: TrackId, apart_m: Sequence[Array], limits: Thresholds
) -> Counterfactual:
    gap_m = gap_over(np.array([float(np.min(one)) for one in apart_m]))
    avoided = Truth.of_above(gap_m, 0.0)
    slower = supposed in (Supposition.KEPT_LIMIT, Supposition.BRAKED)
    if slower and avoided is Truth.TRUE and any(still_nearing(one) for one in apart_m):
        avoided = Truth.UNKNOWN  # who merely comes later may touch later
    words = _sentence(_words(supposed, limits), party, gap_m, avoided)
    return Counterfactual(
        supposed=supposed,
        party=party,
        gap_m=gap_m,
        avoided=avoided,
        sentence_zh=words.zh,
        sentence_en=words.en,
    )


def gap_over(gaps_m: Array) -> Interval:
    """The k = 2 interval of a gap that came out so in worlds that may have been."""
    spread_m = COVERAGE_FACTOR * float(np.std(gaps_m))
    middle_m = float(np.mean(gaps_m))
    return Interval(middle_m - spread_m, middle_m + spread_m)


def _words(supposed: Supposition, limits: Thresholds) -> Text:
    zh, en = (
        words.format(
            reaction_s=limits.supposed_reaction_s, braking_mps2=limits.supposed_braking_mps2
        )
        for words in WORDS[supposed]
    )
    return Text(zh, en)


def _sentence(supposed: Text, party: TrackId, gap_m: Interval, avoided: Truth) -> Text:
    us, zh, en = vehicle(party), supposed.zh, supposed.en
    if avoided is Truth.FALSE:
        return Text(f"假设{us.zh}{zh}，两车仍会接触", f"Had {us.en} {en}, they would still touch")
    gap = metres(gap_m)
    if avoided is Truth.UNKNOWN:
        return Text(
            f"假设{us.zh}{zh}，是否接触不能确定（最近距离{gap.zh}）",
            f"Had {us.en} {en}, whether they would touch cannot be told (gap {gap.en})",
        )
    return Text(
        f"假设{us.zh}{zh}，两车最近距离为{gap.zh}，不会接触",
        f"Had {us.en} {en}, the gap would have been {gap.en}: no contact",
    )


def _waited(there: Observation, facts: Facts, party: TrackId, mine: Drive) -> Drive | None:
    """Its front at the line; only where the vehicle was seen to pass one."""
    seen_to_enter = facts.about(FactKind.ENTRY_SEEN, party).truth is Truth.TRUE
    crossing = entry_of(there, party) if seen_to_enter else None
    if crossing is None:
        return None
    at_line_m = float(mine.gone_at(np.array([crossing.pts_s.low]))[0])
    return mine.driven(held_at(at_line_m))


def _stayed_in_lane(there: Observation, facts: Facts, party: TrackId, mine: Drive) -> Drive | None:
    """On along its lane from where it first reached over the line, as fast as it was."""
    changing = facts.about(FactKind.CHANGING_LANE, party)
    if changing.truth is not Truth.TRUE or changing.at_pts_s is None:
        return None
    before = there.pose_at(party, changing.at_pts_s.low)
    lanes = there.road_map.lanes_along(before.x_m, before.y_m, before.heading_rad)
    along_rad = lanes[0].place_of(before.x_m, before.y_m).direction_rad if lanes else None
    if along_rad is None:
        return None
    from_m = float(mine.gone_at(np.array([changing.at_pts_s.low]))[0])
    beyond = mine.along_m > from_m
    start = np.array([before.x_m, before.y_m])
    ahead = np.array([math.cos(along_rad), math.sin(along_rad)])
    way_m = np.where(beyond[:, None], start + (mine.along_m - from_m)[:, None] * ahead, mine.way_m)
    heading_rad = np.where(beyond, along_rad, mine.heading_rad)
    return Drive(way_m, heading_rad, mine.along_m, mine.pts_s, mine.gone_m, mine.size)


def _stayed_standing(there: Observation, facts: Facts, party: TrackId, mine: Drive) -> Drive | None:
    """Held where its reversing began."""
    if facts.about(FactKind.REVERSING, party).truth is not Truth.TRUE:
        return None
    trajectory = there.trajectory(party)
    forwards = trajectory.pts_s[
        (trajectory.speed_mps >= 0) & (trajectory.pts_s <= there.before_pts_s)
    ]
    began_s = float(forwards[-1]) if len(forwards) else trajectory.first_pts_s
    return mine.driven(held_at(float(mine.gone_at(np.array([began_s]))[0])))


def _kept_limit(there: Observation, facts: Facts, party: TrackId, mine: Drive) -> Drive | None:
    if facts.about(FactKind.ABOVE_SPEED_LIMIT, party).truth is not Truth.TRUE:
        return None
    limit_mps = limit_mps_at(there, there.pose_at(party, there.before_pts_s))
    return None if limit_mps is None else mine.driven(no_faster_than(limit_mps))


def _braked(there: Observation, facts: Facts, party: TrackId, mine: Drive) -> Drive | None:
    """From when the two, each going on as it did, would have met; not who was run into."""
    ran_into = facts.about(FactKind.STRUCK_WITH_FRONT, party).truth is not Truth.FALSE
    if not ran_into or there.pose_at(party, there.before_pts_s).speed_mps < SLOW_MPS:
        return None
    limits, showed_s = there.thresholds, danger_showed_s(there)
    if showed_s is None:
        return None
    return mine.driven(
        braked_from(showed_s + limits.supposed_reaction_s, limits.supposed_braking_mps2)
    )


def danger_showed_s(there: Observation) -> float | None:
    """From when on the two were on the way to collide, without a break until they did."""
    pair = tuple(there.trajectory(track) for track in there.collision.tracks)
    first_s = max(one.first_pts_s for one in pair)
    moments = pair[0].pts_s[(pair[0].pts_s >= first_s) & (pair[0].pts_s < there.before_pts_s)]
    if len(moments) == 0 or not all(one.covers(float(moments[-1])) for one in pair):
        return None
    ttc_s = time_to_collision_s((pair[0], pair[1]), moments)
    safe = np.flatnonzero(~np.isfinite(ttc_s[: max(len(ttc_s) - 1, 0)]))
    row = int(safe[-1]) + 1 if len(safe) else 0
    return float(moments[min(row, len(moments) - 1)])


SUPPOSED: dict[Supposition, Callable[[Observation, Facts, TrackId, Drive], Drive | None]] = {
    Supposition.WAITED: _waited,
    Supposition.STAYED_IN_LANE: _stayed_in_lane,
    Supposition.STAYED_STANDING: _stayed_standing,
    Supposition.KEPT_LIMIT: _kept_limit,
    Supposition.BRAKED: _braked,
}
