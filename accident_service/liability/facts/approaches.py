"""From which sides the two came into the junction: the same road, facing, or crossing.

Told by the directions of travel of their approaches where they came in. Coming from the
other's right-hand road means: the other, looking along its own approach, would have seen it
come from the right.
"""

import math
from dataclasses import dataclass

from accident_service.liability.fact import Fact, FactKind, Truth
from accident_service.liability.facts.arrival import arrival_of
from accident_service.liability.facts.observe import Observation
from accident_service.liability.facts.stop_line_crossing import Crossing
from accident_service.liability.phrasing import Text, vehicle, verdict
from accident_service.quantities.ground_plane import wrapped_rad
from accident_service.quantities.identifiers import TrackId

DETECTOR = "approaches/1"


@dataclass(frozen=True, slots=True)
class Arrivals:
    """How a party and the other came in."""

    pair: tuple[TrackId, TrackId]
    mine: Crossing | None
    theirs: Crossing | None

    @property
    def turned_rad(self) -> float | None:
        """The party's direction of travel as the other sees it; left positive, None if unknown."""
        if self.mine is None or self.theirs is None:
            return None
        return wrapped_rad(self.mine.direction_rad - self.theirs.direction_rad)


def detect(seen: Observation) -> tuple[Fact, ...]:
    """SAME_APPROACH, OPPOSITE_APPROACHES, CROSSING_APPROACHES and FROM_RIGHT_ROAD, both orders."""
    arrivals = {party: arrival_of(seen, party) for party, _ in seen.pairs}
    return tuple(
        fact
        for party, other in seen.pairs
        for fact in _of(seen, Arrivals((party, other), arrivals[party], arrivals[other]))
    )


def _of(seen: Observation, came: Arrivals) -> tuple[Fact, ...]:
    turned_rad, opposite_rad = came.turned_rad, seen.thresholds.opposite_approach_rad
    beside_rad = math.pi - opposite_rad

    def that(low_rad: float, high_rad: float) -> Truth:
        if turned_rad is None:
            return Truth.UNKNOWN
        return Truth.that(low_rad <= abs(turned_rad) < high_rad)

    crossing = that(beside_rad, opposite_rad)
    to_left = Truth.UNKNOWN if turned_rad is None else Truth.that(turned_rad > 0)
    return (
        _fact(seen, came, FactKind.SAME_APPROACH, that(0.0, beside_rad)),
        _fact(seen, came, FactKind.OPPOSITE_APPROACHES, that(opposite_rad, math.inf)),
        _fact(seen, came, FactKind.CROSSING_APPROACHES, crossing),
        _fact(seen, came, FactKind.FROM_RIGHT_ROAD, crossing.both(to_left)),
    )


WORDS = {
    FactKind.SAME_APPROACH: Text("从同一方向的进口驶入", "came from the same side"),
    FactKind.OPPOSITE_APPROACHES: Text("从相对方向的进口驶入", "came from opposite approaches"),
    FactKind.CROSSING_APPROACHES: Text("从相交道路的进口驶入", "came from crossing roads"),
}


def _fact(seen: Observation, came: Arrivals, kind: FactKind, truth: Truth) -> Fact:
    us, them = vehicle(came.pair[0]), vehicle(came.pair[1])
    said = verdict(truth)
    from_zh, from_en = "至少一方的进口不明", "one approach is not known"
    if came.mine and came.theirs:
        mine, theirs = came.mine.line.approach, came.theirs.line.approach
        from_zh, from_en = f"进口分别为{mine}、{theirs}", f"from {mine} and {theirs}"
    zh, en = (
        f"{us.zh}来自{them.zh}的右方道路",
        f"{us.en} came from the road to the right of {them.en}",
    )
    if kind in WORDS:
        zh, en = f"{us.zh}与{them.zh}{WORDS[kind].zh}", f"{us.en} and {them.en} {WORDS[kind].en}"
    return Fact(
        kind=kind,
        party=came.pair[0],
        other=came.pair[1],
        truth=truth,
        evidence=tuple(
            seen.pointer(party, crossing.pts_s.low)
            for party, crossing in zip(came.pair, (came.mine, came.theirs), strict=True)
            if crossing
        ),
        detector=DETECTOR,
        sentence_zh=f"{zh}：{said.zh}（{from_zh}）",
        sentence_en=f"{en[0].upper()}{en[1:]}: {said.en} ({from_en})",
    )
