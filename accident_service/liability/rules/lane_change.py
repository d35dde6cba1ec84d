"""R02: changed lanes into a vehicle driving normally in the lane entered (变更车道).

It fires while the change was under way at the contact, whatever touched what; and also where
it may have just ended, if the changer was struck on its side, because who is still beside the
other has not yet taken a place ahead of it. A change just completed and then struck from
behind is mixed (M02): whether the follower had time to open a gap is not geometry alone. Both
moving over into one lane is R03; who came from a ramp answers by R31 as well.
"""

from accident_service.liability.fact import FactKind, Facts
from accident_service.liability.finding import Assessment, Condition, Finding, strongest, weigh
from accident_service.liability.phrasing import vehicle
from accident_service.quantities.identifiers import TrackId

CODE = "R02"
PROVISIONS = ("REG-44.2",)


def assess(facts: Facts, at_fault: TrackId, against: TrackId) -> Assessment:
    """Was `at_fault` moving over into the lane in which `against` kept its course?"""
    under_way = (Condition(FactKind.CHANGING_LANE, at_fault),)
    beside = (
        Condition(FactKind.MOVED_OVER, at_fault),
        Condition(FactKind.STRUCK_ON_SIDE, at_fault),
    )
    keeper_kept = (
        Condition(FactKind.INTO_LANE_OF, at_fault),
        Condition(FactKind.SAME_HEADING, at_fault),
        Condition(FactKind.MOVED_OVER, against, wanted=False),
        Condition(FactKind.MOVING_FORWARD, at_fault),
        Condition(FactKind.REVERSING, against, wanted=False),
        Condition(FactKind.REVERSING, at_fault, wanted=False),
        Condition(FactKind.WRONG_WAY, at_fault, wanted=False),
        Condition(FactKind.WRONG_WAY, against, wanted=False),
    )
    finding = _finding(at_fault, against)
    return strongest(
        tuple(weigh(facts, (*way, *keeper_kept), finding) for way in (under_way, beside))
    )


def _finding(at_fault: TrackId, against: TrackId) -> Finding:
    changer, keeper = vehicle(at_fault), vehicle(against)
    return Finding(
        rule_code=CODE,
        provisions=PROVISIONS,
        at_fault=at_fault,
        against=against,
        relied_on=(),
        sentence_zh=f"{changer.zh}变更车道时影响{keeper.zh}在其车道内的正常行驶，与其发生碰撞",
        sentence_en=f"{changer.opening_en}, changing lanes, affected the normal driving"
        f" of {keeper.en} in the lane entered and collided with it",
    )
