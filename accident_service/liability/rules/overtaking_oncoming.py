"""R15: overtook although a vehicle was coming the other way (与对面来车有会车可能时超车).

It speaks of an overtaker that is over in the opposite lane, level with or gaining on a third
vehicle, and of the vehicle that comes towards it in that lane. Driving there without
overtaking anybody is driving on the wrong side (R04); going round a vehicle that stands is a
matter of meeting at an obstacle (R28).
"""

from accident_service.liability.fact import FactKind, Facts
from accident_service.liability.finding import Assessment, Condition, Finding, weigh
from accident_service.liability.phrasing import vehicle
from accident_service.quantities.identifiers import TrackId

CODE = "R15"
PROVISIONS = ("RTSL-43(2)",)


def assess(facts: Facts, at_fault: TrackId, against: TrackId) -> Assessment:
    """Did `at_fault`, overtaking in the opposite lane, meet `against` coming the other way?"""
    overtaker, oncoming = vehicle(at_fault), vehicle(against)
    return weigh(
        facts,
        (
            Condition(FactKind.OVERTAKING, at_fault),
            Condition(FactKind.IN_OPPOSITE_LANE, at_fault),
            Condition(FactKind.ONCOMING, against),
            Condition(FactKind.MOVING_FORWARD, at_fault),
            Condition(FactKind.OVERTAKING, against, wanted=False),
            Condition(FactKind.WRONG_WAY, against, wanted=False),
            Condition(FactKind.REVERSING, against, wanted=False),
        ),
        Finding(
            rule_code=CODE,
            provisions=PROVISIONS,
            at_fault=at_fault,
            against=against,
            relied_on=(),
            sentence_zh=f"{overtaker.zh}在与对面来车{oncoming.zh}有会车可能时超车，占用对向车道与其发生碰撞",
            sentence_en=f"{overtaker.opening_en} overtook although {oncoming.en} was"
            " coming the other way, and collided with it in the opposite lane",
        ),
    )
