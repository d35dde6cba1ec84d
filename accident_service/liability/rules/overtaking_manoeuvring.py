"""R14: overtook a vehicle that was turning left, turning round or overtaking (超越转弯的前车).

The manoeuvre of the vehicle ahead must have begun to show before the overtaker drew level
with it; where the order cannot be told, neither can this. It speaks of vehicles of one file:
who goes past in a lane marked for it does not overtake in this sense, and a leader that
turns across such a lane answers for that by other rules. Whether the leader gave a signal is
left to the officer. One that comes in from beside the road had been in no file (R26).
"""

from accident_service.liability.fact import FactKind, Facts
from accident_service.liability.finding import Assessment, Condition, Finding, weigh
from accident_service.liability.phrasing import vehicle
from accident_service.quantities.identifiers import TrackId

CODE = "R14"
PROVISIONS = ("RTSL-43(1)",)


def assess(facts: Facts, at_fault: TrackId, against: TrackId) -> Assessment:
    """Did `at_fault` pass `against` when that was already turning left, round or overtaking?"""
    overtaker, leader = vehicle(at_fault), vehicle(against)
    return weigh(
        facts,
        (
            Condition(FactKind.OVERTAKING_THE_OTHER, at_fault),
            Condition(FactKind.MANOEUVRE_BEGUN_FIRST, against),
            Condition(FactKind.MOVING_FORWARD, at_fault),
            Condition(FactKind.PASSING_IN_OWN_LANE, at_fault, wanted=False),
            Condition(FactKind.REVERSING, against, wanted=False),
            Condition(FactKind.ENTERED_ROAD, against, wanted=False),
        ),
        Finding(
            rule_code=CODE,
            provisions=PROVISIONS,
            at_fault=at_fault,
            against=against,
            relied_on=(),
            sentence_zh=f"{overtaker.zh}在前方{leader.zh}正在左转弯、掉头或者超车时超车，与其发生碰撞",
            sentence_en=f"{overtaker.opening_en} overtook {leader.en}, which was"
            " already turning left, turning round or overtaking, and collided with it",
        ),
    )
