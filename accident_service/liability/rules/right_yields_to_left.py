"""R09: turned right into the exit an oncoming left-turner was making for (右转未让左转).

It speaks where no arrow light holds the right turn: with round signals or with none. A
left-turner that passed its own line on red, or that itself had to give way, has nothing to be
given; a right-turner that had been standing in the junction is left to an officer.
"""

from accident_service.liability.fact import FactKind, Facts
from accident_service.liability.finding import Assessment, Condition, Finding, weigh
from accident_service.liability.phrasing import vehicle
from accident_service.quantities.identifiers import TrackId

CODE = "R09"
PROVISIONS = ("REG-51(7)", "REG-52(4)")


def assess(facts: Facts, at_fault: TrackId, against: TrackId) -> Assessment:
    """Did `at_fault`, turning right, hinder `against`, turning left from the opposite side?"""
    right, left = vehicle(at_fault), vehicle(against)
    return weigh(
        facts,
        (
            Condition(FactKind.CONTACT_IN_CONFLICT_AREA, at_fault),
            Condition(FactKind.OPPOSITE_APPROACHES, at_fault),
            Condition(FactKind.TURNING_RIGHT, at_fault),
            Condition(FactKind.TURNING_LEFT, against),
            Condition(FactKind.SAME_EXIT, at_fault),
            Condition(FactKind.OWN_ARROW_LIGHT, at_fault, wanted=False),
            Condition(FactKind.ENTERED_ON_RED, against, wanted=False),
            Condition(FactKind.CROSSED_GIVE_WAY_LINE, against, wanted=False),
            Condition(FactKind.CONTACT_IN_ROUNDABOUT, at_fault, wanted=False),
            Condition(FactKind.MOVING_FORWARD, against),
            Condition(FactKind.STATIONARY, at_fault, wanted=False),
            Condition(FactKind.REVERSING, at_fault, wanted=False),
            Condition(FactKind.EMERGENCY_ON_DUTY, at_fault, wanted=False),
        ),
        Finding(
            rule_code=CODE,
            provisions=PROVISIONS,
            at_fault=at_fault,
            against=against,
            relied_on=(),
            sentence_zh=f"{right.zh}右转弯时未让相对方向左转弯的{left.zh}先行，与其发生碰撞",
            sentence_en=f"{right.opening_en}, turning right, did not give way to {left.en},"
            " turning left from the opposite side, and collided with it",
        ),
    )
