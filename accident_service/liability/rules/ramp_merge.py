"""R31: joined the main road from a ramp and hindered traffic on it (匝道汇入未让主路).

REG-79 speaks of expressways, and by REG-85 of urban ones. It fires while the vehicle was
moving over from its ramp or acceleration lane, or had done so within the window; a vehicle that
had been ahead in the other's path all that time had joined, and R01 speaks. Two that join one
behind the other owe one another nothing here.
"""

from accident_service.liability.fact import FactKind, Facts
from accident_service.liability.finding import Assessment, Condition, Finding, weigh
from accident_service.liability.phrasing import vehicle
from accident_service.quantities.identifiers import TrackId

CODE = "R31"
PROVISIONS = ("REG-79", "REG-85")


def assess(facts: Facts, at_fault: TrackId, against: TrackId) -> Assessment:
    """Did `at_fault`, joining from a ramp, hinder `against` on the main road?"""
    merging, main = vehicle(at_fault), vehicle(against)
    return weigh(
        facts,
        (
            Condition(FactKind.MERGING_FROM_RAMP, at_fault),
            Condition(FactKind.MERGING_FROM_RAMP, against, wanted=False),
            Condition(FactKind.AHEAD_IN_PATH, at_fault, wanted=False),
            Condition(FactKind.MOVING_FORWARD, at_fault),
            Condition(FactKind.REVERSING, against, wanted=False),
            Condition(FactKind.WRONG_WAY, against, wanted=False),
        ),
        Finding(
            rule_code=CODE,
            provisions=PROVISIONS,
            at_fault=at_fault,
            against=against,
            relied_on=(),
            sentence_zh=f"{merging.zh}由匝道汇入时妨碍主路{main.zh}正常行驶，与其发生碰撞",
            sentence_en=f"{merging.opening_en}, joining from a ramp, hindered {main.en} on the"
            " main road and collided with it",
        ),
    )
