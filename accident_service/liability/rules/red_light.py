"""R06: passed its stop line on red and met another in the junction (闯红灯).

The red must have stood for a picture and the doubt of both clocks when the line was passed. A
right turn where no arrow holds it is not forbidden by red alone (R08 speaks of it). Two that
came from the same side are another matter: red did not bring them together. An emergency
vehicle on duty is exempt where it is safe (RTSL-53), which an officer weighs.
"""

from accident_service.liability.fact import FactKind, Facts
from accident_service.liability.finding import Assessment, Condition, Finding, weigh
from accident_service.liability.phrasing import vehicle
from accident_service.quantities.identifiers import TrackId

CODE = "R06"
PROVISIONS = ("RTSL-38", "RTSL-44", "REG-38(3)", "REG-51(5)")


def assess(facts: Facts, at_fault: TrackId, against: TrackId) -> Assessment:
    """Did `at_fault` pass a red light and meet `against` in the junction?"""
    runner, other = vehicle(at_fault), vehicle(against)
    return weigh(
        facts,
        (
            Condition(FactKind.CONTACT_IN_CONFLICT_AREA, at_fault),
            Condition(FactKind.ENTERED_ON_RED, at_fault),
            Condition(FactKind.RIGHT_TURN_WITHOUT_ARROW, at_fault, wanted=False),
            Condition(FactKind.SAME_APPROACH, at_fault, wanted=False),
            Condition(FactKind.REVERSING, at_fault, wanted=False),
            Condition(FactKind.EMERGENCY_ON_DUTY, at_fault, wanted=False),
        ),
        Finding(
            rule_code=CODE,
            provisions=PROVISIONS,
            at_fault=at_fault,
            against=against,
            relied_on=(),
            sentence_zh=f"{runner.zh}违反信号灯，红灯亮时越过停止线驶入路口，与{other.zh}发生碰撞",
            sentence_en=f"{runner.opening_en} passed its stop line on red and collided with"
            f" {other.en} in the junction",
        ),
    )
