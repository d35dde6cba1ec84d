"""R21: rolled into another (溜车).

A vehicle that moves backwards slowly, too slowly for one who reverses on purpose to be sure
of it, was not held by its driver. Video shows backward motion; that nobody was at the wheel
of one that rolled forwards only a person can tell. Faster backward motion is R20. Rolling
back towards a follower that was itself driving up is M01.

Reference:
    RTSL-22, the driver's general duty; local lists name it beside reversing.
"""

from accident_service.liability.fact import FactKind, Facts, Truth
from accident_service.liability.finding import Assessment, Condition, Finding, weigh
from accident_service.liability.phrasing import vehicle
from accident_service.quantities.identifiers import TrackId

CODE = "R21"
PROVISIONS = ("RTSL-22",)


def assess(facts: Facts, at_fault: TrackId, against: TrackId) -> Assessment:
    """Did `at_fault`, rolling, collide with `against`?"""
    roller, met = vehicle(at_fault), vehicle(against)
    unattended = Condition(FactKind.ROLLED_UNATTENDED, at_fault)
    told = unattended.met_by(facts.about(unattended.kind, at_fault)) is Truth.TRUE
    back = (
        Condition(FactKind.ROLLING_BACK, at_fault),
        Condition(FactKind.REVERSING, against, wanted=False),
        Condition(FactKind.STRUCK_WITH_FRONT, at_fault, wanted=False),
    )
    return weigh(
        facts,
        (unattended,) if told else back,
        Finding(
            rule_code=CODE,
            provisions=PROVISIONS,
            at_fault=at_fault,
            against=against,
            relied_on=(),
            sentence_zh=f"{roller.zh}溜车，与{met.zh}发生碰撞",
            sentence_en=f"{roller.opening_en} rolled and collided with {met.en}",
        ),
    )
