"""R29: drove into a junction whose exit was blocked (路口拥堵强行驶入).

Vehicles must have stood in its exit when it passed its line, so close that there was no room
for it behind them. What part that played in the contact is left to an officer.
"""

from accident_service.liability.fact import FactKind, Facts
from accident_service.liability.finding import Assessment, Condition, Finding, weigh
from accident_service.liability.phrasing import vehicle
from accident_service.quantities.identifiers import TrackId

CODE = "R29"
PROVISIONS = ("REG-53.1",)
# Found and shown; how much it weighs beside the other's conduct is for an officer.
OFFICER_ONLY = True


def assess(facts: Facts, at_fault: TrackId, against: TrackId) -> Assessment:
    """Did `at_fault` enter while its exit was blocked, and meet `against` in the junction?"""
    blocker, other = vehicle(at_fault), vehicle(against)
    return weigh(
        facts,
        (
            Condition(FactKind.CONTACT_IN_CONFLICT_AREA, at_fault),
            Condition(FactKind.EXIT_BLOCKED, at_fault),
            Condition(FactKind.EXIT_BLOCKED, against, wanted=False),
            Condition(FactKind.SAME_APPROACH, at_fault, wanted=False),
            Condition(FactKind.REVERSING, at_fault, wanted=False),
        ),
        Finding(
            rule_code=CODE,
            provisions=PROVISIONS,
            at_fault=at_fault,
            against=against,
            relied_on=(),
            sentence_zh=f"前方路口阻塞时，{blocker.zh}未在路口外停车等候而驶入路口，与{other.zh}发生碰撞",
            sentence_en=f"{blocker.opening_en} drove into the junction although its exit was"
            f" blocked, and collided with {other.en}",
        ),
    )
