"""R30: was in a bus lane without being a bus (违规进入专用车道).

The hours in which the lane is reserved stand on a sign, and crossing it to turn is allowed in
places, so what is found is shown to the officer, who says whether it mattered. Where one ran
into the rear of the other the lane did not matter.
"""

from accident_service.liability.fact import FactKind, Facts
from accident_service.liability.finding import Assessment, Condition, Finding, weigh
from accident_service.liability.phrasing import vehicle
from accident_service.quantities.identifiers import TrackId

CODE = "R30"
PROVISIONS = ("RTSL-37",)
OFFICER_ONLY = True


def assess(facts: Facts, at_fault: TrackId, against: TrackId) -> Assessment:
    """Was `at_fault` driving in a bus lane where it met `against`?"""
    user, other = vehicle(at_fault), vehicle(against)
    return weigh(
        facts,
        (
            Condition(FactKind.IN_BUS_LANE, at_fault),
            Condition(FactKind.IN_BUS_LANE, against, wanted=False),
            Condition(FactKind.STATIONARY, at_fault, wanted=False),
            Condition(FactKind.STRUCK_AT_REAR, at_fault, wanted=False),
            Condition(FactKind.STRUCK_AT_REAR, against, wanted=False),
        ),
        Finding(
            rule_code=CODE,
            provisions=PROVISIONS,
            at_fault=at_fault,
            against=against,
            relied_on=(),
            sentence_zh=f"{user.zh}驶入公交专用车道，与{other.zh}发生碰撞；专用时段由民警核实",
            sentence_en=f"{user.opening_en} was in a bus lane and collided with {other.en};"
            " whether the lane was reserved at that hour is for the officer to check",
        ),
    )
