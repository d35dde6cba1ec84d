"""R26: came onto the carriageway from beside it (由路外、停车位、非机动车道驶入).

Who comes from off the road, out of a bay or out of the non-motor lane gives way to what
drives on the carriageway. One that is leaving the road, or stands at its edge, is not
entering. It is the local lists that name this situation; the articles cited are the duty to
proceed safely and the signal for pulling out. A road the map leaves out counts as off the
road: an officer corrects the map or the fact.

Reference:
    RTSL-38; REG-57(1).
"""

from accident_service.liability.fact import FactKind, Facts
from accident_service.liability.finding import Assessment, Condition, Finding, weigh
from accident_service.liability.phrasing import vehicle
from accident_service.quantities.identifiers import TrackId

CODE = "R26"
PROVISIONS = ("RTSL-38", "REG-57(1)")


def assess(facts: Facts, at_fault: TrackId, against: TrackId) -> Assessment:
    """Did `at_fault`, coming onto the road, collide with `against` driving on it?"""
    entering, driving = vehicle(at_fault), vehicle(against)
    return weigh(
        facts,
        (
            Condition(FactKind.ENTERED_ROAD, at_fault),
            Condition(FactKind.STATIONARY, at_fault, wanted=False),
            Condition(FactKind.ENTERED_ROAD, against, wanted=False),
            Condition(FactKind.REVERSING, against, wanted=False),
            Condition(FactKind.WRONG_WAY, against, wanted=False),
        ),
        Finding(
            rule_code=CODE,
            provisions=PROVISIONS,
            at_fault=at_fault,
            against=against,
            relied_on=(),
            sentence_zh=f"{entering.zh}由路外、停车位或非机动车道驶入行车道，未让正常行驶的{driving.zh}先行，"
            "与其发生碰撞",
            sentence_en=f"{entering.opening_en} came onto the carriageway from off the road,"
            f" a bay or a cycle lane without giving way to {driving.en} and collided with it",
        ),
    )
