"""R01: ran into the vehicle ahead in the same lane (追尾).

A driver keeps a distance from which they can still stop. The rule is blocked when the
vehicle ahead was reversing (R20), drove against its lane (R04) or had moved over a line within
the window (R02 while it did, R03 if both did, M02 once it had), or had not been in the
follower's path long enough for a gap to be kept. That the follower itself was pulling out or in
does not excuse it: whoever it moves towards, the vehicle ahead had been ahead all the while.
One that stood in a lane for traffic's sake, at a light or in a queue, is struck at its rear
under this rule, and anywhere else, or off the traffic lanes, under R27.
Accelerating, braking or standing of the vehicle ahead changes nothing here; whether it stood
where it may is M06, and whether anything warned of it M05.
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
            Condition(FactKind.MOVED_OVER, against, wanted=False),
        ),
        Finding(
            rule_code=CODE,
            provisions=PROVISIONS,
            at_fault=at_fault,
            against=against,
            relied_on=(),
            sentence_zh=f"{follower.zh}与同车道前方的{leader.zh}未保持足以采取紧急制动措施的安全距离，"
            "与其尾部发生碰撞",
            sentence_en=f"{follower.opening_en} did not keep a safe distance from"
            f" {leader.en} ahead in the same lane and ran into its rear",
        ),
    )
