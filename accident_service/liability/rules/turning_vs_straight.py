"""R07: turned on green across straight traffic that was released too (绿灯转弯未让直行).

Both must have passed their stop lines on green over the whole doubt of line and clock: on
red or yellow another rule speaks. Where an arrow light releases the turn, straight traffic is
held, and two greens contradict each other (M08). A turner that had been standing in the
junction is left to an officer, because the straight driver could have seen it.
"""

from accident_service.liability.fact import FactKind, Facts
from accident_service.liability.finding import Assessment, Condition, Finding, weigh
from accident_service.liability.phrasing import vehicle
from accident_service.quantities.identifiers import TrackId

CODE = "R07"
PROVISIONS = ("REG-38(1)", "REG-51(7)")


def assess(facts: Facts, at_fault: TrackId, against: TrackId) -> Assessment:
    """Did `at_fault`, turning on green, hinder `against` going straight on green?"""
    turner, straight = vehicle(at_fault), vehicle(against)
    return weigh(
        facts,
        (
            Condition(FactKind.OPPOSITE_APPROACHES, at_fault),
            Condition(FactKind.TURNING, at_fault),
            Condition(FactKind.GOING_STRAIGHT, against),
            Condition(FactKind.CONTACT_IN_CONFLICT_AREA, at_fault),
            Condition(FactKind.ENTERED_ON_GREEN, at_fault),
            Condition(FactKind.ENTERED_ON_GREEN, against),
            Condition(FactKind.OWN_ARROW_LIGHT, at_fault, wanted=False),
            Condition(FactKind.MOVING_FORWARD, against),
            Condition(FactKind.STATIONARY, at_fault, wanted=False),
            Condition(FactKind.REVERSING, at_fault, wanted=False),
        ),
        Finding(
            rule_code=CODE,
            provisions=PROVISIONS,
            at_fault=at_fault,
            against=against,
            relied_on=(),
            sentence_zh=f"{turner.zh}绿灯时转弯，未让被放行的直行{straight.zh}先行，与其发生碰撞",
            sentence_en=f"{turner.opening_en}, turning on green, did not give way to"
            f" {straight.en}, released and going straight, and collided with it",
        ),
    )
