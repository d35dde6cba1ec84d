"""R20: reversed into another (倒车).

Who reverses makes sure first that it is safe behind; whoever is met there, standing or
driving, bears nothing for it. The rule speaks of what the rear or a side of the reversing
vehicle meets. Struck at its front it had backed away from the contact: that is left to an
officer, and so is a pair that both reversed (both are found, and an officer grades).
Slower backward motion is R21.

Reference:
    REG-50.
"""

from accident_service.liability.fact import FactKind, Facts
from accident_service.liability.finding import Assessment, Condition, Finding, weigh
from accident_service.liability.phrasing import vehicle
from accident_service.quantities.identifiers import TrackId

CODE = "R20"
PROVISIONS = ("REG-50",)


def assess(facts: Facts, at_fault: TrackId, against: TrackId) -> Assessment:
    """Did `at_fault`, reversing, collide with `against`?"""
    reverser, met = vehicle(at_fault), vehicle(against)
    return weigh(
        facts,
        (
            Condition(FactKind.REVERSING, at_fault),
            Condition(FactKind.STRUCK_WITH_FRONT, at_fault, wanted=False),
            Condition(FactKind.MOVING_FORWARD, at_fault, wanted=False),
        ),
        Finding(
            rule_code=CODE,
            provisions=PROVISIONS,
            at_fault=at_fault,
            against=against,
            relied_on=(),
            sentence_zh=f"{reverser.zh}倒车时未察明车后情况、确认安全，与{met.zh}发生碰撞",
            sentence_en=f"{reverser.opening_en} reversed without making sure that it was safe"
            f" behind and collided with {met.en}",
        ),
    )
