"""R23: went another way than the arrow of its lane shows, across a neighbour (不按导向车道行驶).

It speaks of two that came from the same side: there the arrow is what the neighbour relies on.
Against crossing and oncoming traffic signals and right of way decide, and in a ring the arrows
before it have ended. Struck from behind by a follower, the lane it stood in explains nothing.
"""

from accident_service.liability.fact import FactKind, Facts
from accident_service.liability.finding import Assessment, Condition, Finding, weigh
from accident_service.liability.phrasing import vehicle
from accident_service.quantities.identifiers import TrackId

CODE = "R23"
PROVISIONS = ("REG-51(1)", "RTSL-38")


def assess(facts: Facts, at_fault: TrackId, against: TrackId) -> Assessment:
    """Did `at_fault`, leaving its guided lane, cross the way of `against` from the same side?"""
    strayed, other = vehicle(at_fault), vehicle(against)
    return weigh(
        facts,
        (
            Condition(FactKind.CONTACT_IN_CONFLICT_AREA, at_fault),
            Condition(FactKind.CONTACT_IN_ROUNDABOUT, at_fault, wanted=False),
            Condition(FactKind.SAME_APPROACH, at_fault),
            Condition(FactKind.OFF_GUIDED_LANE, at_fault),
            Condition(FactKind.OFF_GUIDED_LANE, against, wanted=False),
            Condition(FactKind.AHEAD_IN_PATH, at_fault, wanted=False),
            Condition(FactKind.MOVING_FORWARD, at_fault),
            Condition(FactKind.REVERSING, at_fault, wanted=False),
            Condition(FactKind.REVERSING, against, wanted=False),
        ),
        Finding(
            rule_code=CODE,
            provisions=PROVISIONS,
            at_fault=at_fault,
            against=against,
            relied_on=(),
            sentence_zh=f"{strayed.zh}未按所在导向车道的方向行驶，与{other.zh}发生碰撞",
            sentence_en=f"{strayed.opening_en} did not go the way its lane's arrow shows"
            f" and collided with {other.en}",
        ),
    )
