"""R04: drove against the direction of its lane (逆行).

It speaks of a vehicle that moved, forwards, while facing against its lane. One that stood
there is a matter of where it stood; one that went backwards is reversing (R20). Where both
face one way, and be it against the lane, a heading or the map is more likely wrong than one
driver of the two, so nothing is found.
"""

from accident_service.liability.fact import FactKind, Facts
from accident_service.liability.finding import Assessment, Condition, Finding, weigh
from accident_service.liability.phrasing import vehicle
from accident_service.quantities.identifiers import TrackId

CODE = "R04"
PROVISIONS = ("RTSL-35",)


def assess(facts: Facts, at_fault: TrackId, against: TrackId) -> Assessment:
    """Did `at_fault`, driving on the wrong side, run into or get in the way of `against`?"""
    wrong, right = vehicle(at_fault), vehicle(against)
    return weigh(
        facts,
        (
            Condition(FactKind.WRONG_WAY, at_fault),
            Condition(FactKind.SAME_HEADING, at_fault, wanted=False),
            Condition(FactKind.STATIONARY, at_fault, wanted=False),
            Condition(FactKind.REVERSING, at_fault, wanted=False),
            Condition(FactKind.WRONG_WAY, against, wanted=False),
            Condition(FactKind.REVERSING, against, wanted=False),
        ),
        Finding(
            rule_code=CODE,
            provisions=PROVISIONS,
            at_fault=at_fault,
            against=against,
            relied_on=(),
            sentence_zh=f"{wrong.zh}未靠右侧通行，逆向行驶，与{right.zh}发生碰撞",
            sentence_en=f"{wrong.en.capitalize()} drove against the direction of traffic and"
            f" collided with {right.en}",
        ),
    )
