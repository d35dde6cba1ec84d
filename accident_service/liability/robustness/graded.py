"""What might have been, in steps: had a party been slower, or braked sooner or later than usual.

Each step is told as the second look tells its suppositions: the least gap, with its k = 2
interval over worlds that may have been. Fewer worlds are drawn than there, so that an answer
comes while somebody waits for it.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from accident_service.liability.fact import Facts, Truth
from accident_service.liability.facts.observe import Observation
from accident_service.liability.facts.speed_limit import limit_mps_at
from accident_service.liability.robustness.counterfactual import (
    SUPPOSED,
    danger_showed_s,
    drives_of,
    gap_over,
)
from accident_service.liability.robustness.drives import (
    Array,
    Drive,
    braked_from,
    gaps_m,
    no_faster_than,
    still_nearing,
)
from accident_service.liability.robustness.firmness import possible_worlds
from accident_service.liability.robustness.worlds import thinned
from accident_service.liability.second_look import Supposition
from accident_service.quantities.identifiers import TrackId
from accident_service.quantities.uncertainty import Interval

STEPS = 9
# Their spread is known to a fifth; the second look has more, and takes its time. [design]
WORLDS = 16
SHORTEST_REACTION_S, LONGEST_REACTION_S = 0.5, 2.5
# A driver slower than this is not asked to have been slower still. [design]
LEAST_MPS = 10 / 3.6
SLOWEST_MPS = 20 / 3.6  # or half of what was driven, where that is less


class Graded(StrEnum):
    """What is varied."""

    SPEED = "speed"  # never faster than, m/s
    REACTION = "reaction"  # from when the danger showed until the brakes act, s


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Step:
    """One value and what comes of it; the drive is of the scene as measured.

    `nearing`: the two were still coming nearer where the look ends, so that nobody can say
    that they would not have touched later.
    """

    value: float
    gap_m: Interval
    avoided: Truth
    nearing: bool
    drive: Drive


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class GradedSupposition:
    """A supposition about one party at rising values.

    `usual` is the speed limit there, or the reaction the second look supposes; None where no
    limit is known.
    """

    graded: Graded
    party: TrackId
    steps: tuple[Step, ...]
    usual: float | None


Suppose = Callable[[Observation, Drive], list[Drive]]  # one for each value, or none at all
Worlds = Sequence[tuple[Observation, dict[TrackId, Drive]]]


def graded_suppositions(seen: Observation, facts: Facts) -> tuple[GradedSupposition, ...]:
    """Every supposition with a number that means something for these parties.

    It must make sense in the scene as measured and in half of the worlds to be told.
    """
    worlds = [(there, drives_of(there)) for there in possible_worlds(thinned(seen), WORLDS)]
    return tuple(_tried(seen, facts, worlds))


def _tried(seen: Observation, facts: Facts, worlds: Worlds) -> Iterator[GradedSupposition]:
    for party, _other in seen.pairs:
        speeds_mps, reactions_s = _speeds_mps(seen, party), _reactions_s()
        for graded, values, suppose in (
            (Graded.SPEED, speeds_mps, _no_faster(speeds_mps)),
            (Graded.REACTION, reactions_s, _braking_after(reactions_s, facts, party)),
        ):
            steps = tuple(_steps(seen, party, values, suppose, worlds))
            if steps:
                usual = _usual(seen, party, graded)
                yield GradedSupposition(graded=graded, party=party, steps=steps, usual=usual)


def _steps(
    seen: Observation, party: TrackId, values: Array, suppose: Suppose, worlds: Worlds
) -> Iterator[Step]:
    shown = suppose(seen, drives_of(seen)[party])
    apart_m = [one for one in _apart_m(party, suppose, worlds) if len(one)]
    if not shown or 2 * len(apart_m) <= len(worlds):
        return
    for row, value in enumerate(values.tolist()):
        gap_m = gap_over(np.array([float(np.min(one[row])) for one in apart_m]))
        nearing = any(still_nearing(one[row]) for one in apart_m)
        avoided = Truth.of_above(gap_m, 0.0)
        yield Step(
            value=value,
            gap_m=gap_m,
            avoided=Truth.UNKNOWN if nearing and avoided is Truth.TRUE else avoided,
            nearing=nearing,
            drive=shown[row],
        )


def _apart_m(party: TrackId, suppose: Suppose, worlds: Worlds) -> Iterator[Array]:
    """In each world the gaps of every value at every moment; empty where it makes no sense."""
    for there, drives in worlds:
        (other,) = (drive for track, drive in drives.items() if track != party)
        changed = suppose(there, drives[party])
        yield gaps_m(changed, other) if changed else np.zeros((0, 0))


def _no_faster(limits_mps: Array) -> Suppose:
    def suppose(_there: Observation, mine: Drive) -> list[Drive]:
        return [mine.driven(no_faster_than(limit_mps)) for limit_mps in limits_mps.tolist()]

    return suppose


def _braking_after(reactions_s: Array, facts: Facts, party: TrackId) -> Suppose:
    def suppose(there: Observation, mine: Drive) -> list[Drive]:
        makes_sense = SUPPOSED[Supposition.BRAKED](there, facts, party, mine) is not None
        showed_s = danger_showed_s(there) if makes_sense else None
        if showed_s is None:
            return []
        braking_mps2 = there.thresholds.supposed_braking_mps2
        return [
            mine.driven(braked_from(showed_s + reaction_s, braking_mps2))
            for reaction_s in reactions_s.tolist()
        ]

    return suppose


def _speeds_mps(seen: Observation, party: TrackId) -> Array:
    """From slow to as fast as it ever was before the contact; none for who was slow anyway."""
    trajectory = seen.trajectory(party)
    before = trajectory.pts_s <= seen.before_pts_s
    driven_mps = float(np.max(trajectory.speed_mps[before], initial=0.0))
    if driven_mps < LEAST_MPS:
        return np.zeros(0)
    return np.linspace(min(SLOWEST_MPS, driven_mps / 2), driven_mps, STEPS)


def _reactions_s() -> Array:
    return np.linspace(SHORTEST_REACTION_S, LONGEST_REACTION_S, STEPS)


def _usual(seen: Observation, party: TrackId, graded: Graded) -> float | None:
    if graded is Graded.REACTION:
        return seen.thresholds.supposed_reaction_s
    return limit_mps_at(seen, seen.pose_at(party, seen.before_pts_s))
