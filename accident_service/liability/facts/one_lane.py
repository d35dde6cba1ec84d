"""Did both vehicles move over into one and the same lane, and which came from the left?

Who came from the left decides nothing under the national rules; some local ones say that the
left gives way to the right.
"""

from accident_service.liability.fact import Fact, FactKind, Truth
from accident_service.liability.facts.lane_keeping import Side
from accident_service.liability.facts.lane_shift import Shift, lane_shift
from accident_service.liability.facts.observe import Observation
from accident_service.liability.lane_words import NAMELESS, lane_words
from accident_service.liability.phrasing import vehicle, verdict
from accident_service.quantities.identifiers import TrackId

DETECTOR = "one-lane/1"


def detect(seen: Observation) -> tuple[Fact, ...]:
    """BOTH_INTO_ONE_LANE and CAME_FROM_LEFT of each party."""
    shifts = {party: lane_shift(seen, party) for party, _ in seen.pairs}
    return tuple(
        fact
        for party, other in seen.pairs
        for fact in _facts(seen, party, other, (shifts[party], shifts[other]))
    )


def _facts(
    seen: Observation,
    party: TrackId,
    other: TrackId,
    shifts: tuple[Shift | None, Shift | None],
) -> tuple[Fact, Fact]:
    mine, theirs = shifts
    both = from_left = Truth.FALSE
    where = NAMELESS
    if mine and theirs and mine.next_lane.id == theirs.next_lane.id:
        where = lane_words(seen.road_map, mine.next_lane)
        both = mine.moved_over.both(theirs.moved_over)
        # Into one lane from one side they came one behind the other: neither from the left.
        opposed = mine.side is Side.RIGHT and theirs.side is Side.LEFT
        from_left = both if opposed else Truth.FALSE
    us, them = vehicle(party), vehicle(other)
    into_zh, into_en = (f"（{where.zh}）", f" ({where.en})") if where.zh else ("", "")
    began = mine.crossing_pts_s if mine else None
    start = seen.pointer(party, began.low if began else seen.before_pts_s)
    return (
        Fact(
            kind=FactKind.BOTH_INTO_ONE_LANE,
            party=party,
            other=other,
            truth=both,
            at_pts_s=began,
            evidence=(start, seen.pointer(other)),
            detector=DETECTOR,
            sentence_zh=f"{us.zh}与{them.zh}同时驶向同一车道{into_zh}：{verdict(both).zh}",
            sentence_en=f"{us.opening_en} and {them.en} both moved over into one lane"
            f"{into_en}: {verdict(both).en}",
        ),
        Fact(
            kind=FactKind.CAME_FROM_LEFT,
            party=party,
            other=other,
            truth=from_left,
            evidence=(start,),
            detector=DETECTOR,
            sentence_zh=f"两车驶向同一车道时，{us.zh}从左侧驶来：{verdict(from_left).zh}",
            sentence_en=f"Into that one lane {us.en} came from the left: {verdict(from_left).en}",
        ),
    )
