"""R01: ran into the vehicle ahead in the same lane (追尾).

A driver keeps a distance from which they can still stop. The rule is blocked when the
vehicle ahead was reversing (that is R20), when either was changing lanes (R02), or when the
vehicle ahead had not been in the follower's path long enough for a gap to be kept.
"""

from accident_service.liability.fact import FactKind, Facts
from accident_service.liability.finding import Assessment, Condition, Finding, weigh
from accident_service.liability.phrasing import vehicle
from accident_service.quantities.identifiers import TrackId

CODE = "R01"
PROVISIONS = ("RTSL-43",)


def assess(facts: Facts, at_fault: TrackId, against: TrackId) -> Assessment:
    """Did `at_fault`, following `against` in one lane, run into its rear?"""
    follower, leader = vehicle(at_fault), vehicle(against)
    return weigh(
        facts,
        (
            Condition(FactKind.SAME_LANE, at_fault),
            Condition(FactKind.SAME_HEADING, at_fault),
            Condition(FactKind.AHEAD_IN_PATH, against),
            Condition(FactKind.STRUCK_WITH_FRONT, at_fault),
            Condition(FactKind.STRUCK_AT_REAR, against),
            Condition(FactKind.MOVING_FORWARD, at_fault),
            Condition(FactKind.REVERSING, against, wanted=False),
            Condition(FactKind.WRONG_WAY, at_fault, wanted=False),
            Condition(FactKind.WRONG_WAY, against, wanted=False),
            Condition(FactKind.CHANGING_LANE, against, wanted=False),
            Condition(FactKind.CHANGED_LANE, against, wanted=False),
            Condition(FactKind.CHANGING_LANE, at_fault, wanted=False),
        ),
        Finding(
            rule_code=CODE,
            provisions=PROVISIONS,
            at_fault=at_fault,
            against=against,
            relied_on=(),
            sentence_zh=f"{follower.zh}与同车道前方的{leader.zh}未保持足以采取紧急制动措施的安全距离，"
            "与其尾部发生碰撞",
            sentence_en=f"{follower.en.capitalize()} did not keep a safe distance from"
            f" {leader.en} ahead in the same lane and ran into its rear",
        ),
    )
