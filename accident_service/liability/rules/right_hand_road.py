"""R11: did not let a vehicle from the right-hand road go first (未让右方道路来车).

For a junction that nothing controls: no signals, no give-way or stop sign or line on either
approach. Both must have been going straight; a turn is R12's business. Straight so far is what
can be seen of it, which the sentence of that fact says. One that had been standing in the
junction is left to an officer.
"""

from accident_service.liability.fact import FactKind, Facts
from accident_service.liability.finding import Assessment, Condition, Finding, weigh
from accident_service.liability.phrasing import vehicle
from accident_service.quantities.identifiers import TrackId

CODE = "R11"
PROVISIONS = ("REG-52(2)", "RTSL-44")


def assess(facts: Facts, at_fault: TrackId, against: TrackId) -> Assessment:
    """Did `at_fault` hinder `against`, which came from the road to its right?"""
    left, right = vehicle(at_fault), vehicle(against)
    return weigh(
        facts,
        (
            Condition(FactKind.CONTACT_IN_CONFLICT_AREA, at_fault),
            Condition(FactKind.FROM_RIGHT_ROAD, against),
            Condition(FactKind.GOING_STRAIGHT, at_fault),
            Condition(FactKind.GOING_STRAIGHT, against),
            Condition(FactKind.APPROACH_SIGNALLED, at_fault, wanted=False),
            Condition(FactKind.APPROACH_SIGNALLED, against, wanted=False),
            Condition(FactKind.CROSSED_GIVE_WAY_LINE, at_fault, wanted=False),
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
            sentence_zh=f"{left.zh}通过无信号灯、无标志标线控制的路口，未让右方道路的{right.zh}先行，与其发生碰撞",
            sentence_en=f"{left.opening_en}, at a junction nothing controls, did not let"
            f" {right.en}, from the road to its right, go first and collided with it",
        ),
    )
