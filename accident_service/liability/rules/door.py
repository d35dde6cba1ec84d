"""R22: a door was opened into another (开关车门妨碍他人).

It speaks of a vehicle that stood, or was coming to a stop, and was struck on its side. No
reconstruction sees a door: the fact is excluded, open, or supplied by a person. Driver and
passengers are one side here; who of them opened it is an officer's to write.

Reference:
    REG-63(4); REG-77(3) for passengers.
"""

from accident_service.liability.fact import FactKind, Facts
from accident_service.liability.finding import Assessment, Condition, Finding, weigh
from accident_service.liability.phrasing import vehicle
from accident_service.quantities.identifiers import TrackId

CODE = "R22"
PROVISIONS = ("REG-63(4)", "REG-77(3)")


def assess(facts: Facts, at_fault: TrackId, against: TrackId) -> Assessment:
    """Was a door of `at_fault` opened into the way of `against`?"""
    stood, passed = vehicle(at_fault), vehicle(against)
    return weigh(
        facts,
        (
            Condition(FactKind.DOOR_OPENED, at_fault),
            Condition(FactKind.MOVING_FORWARD, at_fault, wanted=False),
            Condition(FactKind.REVERSING, at_fault, wanted=False),
            Condition(FactKind.STRUCK_WITH_FRONT, at_fault, wanted=False),
            Condition(FactKind.STRUCK_AT_REAR, at_fault, wanted=False),
        ),
        Finding(
            rule_code=CODE,
            provisions=PROVISIONS,
            at_fault=at_fault,
            against=against,
            relied_on=(),
            sentence_zh=f"{stood.zh}开启车门时妨碍{passed.zh}通行，与其发生碰撞",
            sentence_en=f"A door of {stood.en} was opened into the way of {passed.en},"
            " which collided with it",
        ),
    )
