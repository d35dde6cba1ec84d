"""R17: overtook where nobody may: junction, crosswalk, bridge, bend, slope, tunnel (禁止地点超车).

Whom it collided with, the vehicle overtaken, one coming the other way or one crossing, makes
no difference. Driving past in a lane marked for one's own direction is not overtaking in
this sense, or no junction with two lanes could be passed. That a section is busy, which the
law names too, is left to the officer.
"""

from accident_service.liability.fact import FactKind, Facts
from accident_service.liability.finding import Assessment, Condition, Finding, weigh
from accident_service.liability.phrasing import vehicle
from accident_service.quantities.identifiers import TrackId

CODE = "R17"
PROVISIONS = ("RTSL-43(4)",)


def assess(facts: Facts, at_fault: TrackId, against: TrackId) -> Assessment:
    """Did `at_fault` collide with `against` while overtaking in a place where nobody may?"""
    overtaker, other = vehicle(at_fault), vehicle(against)
    return weigh(
        facts,
        (
            Condition(FactKind.OVERTAKING, at_fault),
            Condition(FactKind.OVERTAKING_WHERE_FORBIDDEN, at_fault),
            Condition(FactKind.MOVING_FORWARD, at_fault),
            Condition(FactKind.PASSING_IN_OWN_LANE, at_fault, wanted=False),
            Condition(FactKind.REVERSING, against, wanted=False),
        ),
        Finding(
            rule_code=CODE,
            provisions=PROVISIONS,
            at_fault=at_fault,
            against=against,
            relied_on=(),
            sentence_zh=f"{overtaker.zh}在路口、人行横道、窄桥、弯道、陡坡、隧道等禁止超车的地点超车，"
            f"与{other.zh}发生碰撞",
            sentence_en=f"{overtaker.opening_en} overtook where overtaking is forbidden"
            f" and collided with {other.en}",
        ),
    )
