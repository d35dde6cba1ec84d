"""R02: changed lanes into a vehicle driving normally in the lane entered (变更车道).

It fires only while the change was under way at the contact. A change just completed is for
an officer: whether the follower had time to open a gap is not a matter of geometry alone.
"""

from accident_service.liability.fact import FactKind, Facts
from accident_service.liability.finding import Assessment, Condition, Finding, weigh
from accident_service.liability.phrasing import vehicle
from accident_service.quantities.identifiers import TrackId

CODE = "R02"
PROVISIONS = ("REG-44.2",)


def assess(facts: Facts, at_fault: TrackId, against: TrackId) -> Assessment:
    """Was `at_fault` moving over into the lane in which `against` kept its course?"""
    changer, keeper = vehicle(at_fault), vehicle(against)
    return weigh(
        facts,
        (
            Condition(FactKind.CHANGING_LANE, at_fault),
            Condition(FactKind.INTO_LANE_OF, at_fault),
            Condition(FactKind.SAME_HEADING, at_fault),
            Condition(FactKind.CHANGING_LANE, against, wanted=False),
            Condition(FactKind.CHANGED_LANE, against, wanted=False),
            Condition(FactKind.MOVING_FORWARD, at_fault),
            Condition(FactKind.REVERSING, against, wanted=False),
            Condition(FactKind.REVERSING, at_fault, wanted=False),
            Condition(FactKind.WRONG_WAY, at_fault, wanted=False),
            Condition(FactKind.WRONG_WAY, against, wanted=False),
        ),
        Finding(
            rule_code=CODE,
            provisions=PROVISIONS,
            at_fault=at_fault,
            against=against,
            relied_on=(),
            sentence_zh=f"{changer.zh}变更车道时影响{keeper.zh}在其车道内的正常行驶，与其发生碰撞",
            sentence_en=f"{changer.en.capitalize()}, changing lanes, affected the normal driving"
            f" of {keeper.en} in the lane entered and collided with it",
        ),
    )
