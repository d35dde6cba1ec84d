"""R34: ran into a fixed object, with nobody else involved (单方事故).

One driver alone bears it. Another vehicle near the place may have forced the driver off the
road without touching (M11), so the fact itself demands that there was none. Damage to what
belongs to others goes by the procedure for it: move off and call.

Reference:
    REG-88; SPR-14(2).
"""

from accident_service.liability.fact import FactKind, Facts
from accident_service.liability.finding import Assessment, Condition, Finding, weigh
from accident_service.liability.phrasing import vehicle
from accident_service.quantities.identifiers import TrackId

CODE = "R34"
PROVISIONS = ("REG-88", "SPR-14(2)")


def assess(facts: Facts, at_fault: TrackId, against: TrackId) -> Assessment:
    """Did `at_fault` alone run into a fixed object?"""
    driver = vehicle(at_fault)
    return weigh(
        facts,
        (
            Condition(FactKind.HIT_FIXED_OBJECT, at_fault),
            Condition(FactKind.HIT_FIXED_OBJECT, against, wanted=False),
        ),
        Finding(
            rule_code=CODE,
            provisions=PROVISIONS,
            at_fault=at_fault,
            against=against,
            relied_on=(),
            sentence_zh=f"{driver.zh}碰撞固定物，未涉及其他车辆",
            sentence_en=f"{driver.opening_en} ran into a fixed object;"
            " no other vehicle was involved",
        ),
    )
