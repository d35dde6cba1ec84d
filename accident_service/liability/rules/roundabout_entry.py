"""R13: came into a roundabout without giving way to a vehicle already inside (进环未让环内).

Who was inside first is told by when each front reached the circulating lanes; where the two
moments overlap in their doubt, an officer decides. A vehicle that has been inside for longer
than the window has finished entering, and what happens then is a matter of lanes or distance.
Backing out of the ring, or into it, is reversing (R20).
"""

from accident_service.liability.fact import FactKind, Facts
from accident_service.liability.finding import Assessment, Condition, Finding, weigh
from accident_service.liability.phrasing import vehicle
from accident_service.quantities.identifiers import TrackId

CODE = "R13"
PROVISIONS = ("REG-51(2)",)


def assess(facts: Facts, at_fault: TrackId, against: TrackId) -> Assessment:
    """Did `at_fault`, entering the roundabout, hinder `against`, already circulating?"""
    entering, inside = vehicle(at_fault), vehicle(against)
    return weigh(
        facts,
        (
            Condition(FactKind.CONTACT_IN_ROUNDABOUT, at_fault),
            Condition(FactKind.ENTERING_ROUNDABOUT, at_fault),
            Condition(FactKind.INSIDE_ROUNDABOUT_FIRST, against),
            Condition(FactKind.AHEAD_IN_PATH, at_fault, wanted=False),
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
            sentence_zh=f"{entering.zh}进入环形路口时未让已在路口内的{inside.zh}先行，与其发生碰撞",
            sentence_en=f"{entering.opening_en}, entering the roundabout, did not give way to"
            f" {inside.en}, already inside, and collided with it",
        ),
    )
