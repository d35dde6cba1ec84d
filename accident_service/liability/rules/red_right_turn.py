"""R08: turned right on red and hindered a vehicle that was released (红灯右转未让被放行车).

Red does not forbid a right turn where no arrow light holds it; it must not hinder those whom
the signals release. The other must have passed its stop line on green for certain. A vehicle
that has driven ahead in the other's path for long has completed its turn (R01).
"""

from accident_service.liability.fact import FactKind, Facts
from accident_service.liability.finding import Assessment, Condition, Finding, weigh
from accident_service.liability.phrasing import vehicle
from accident_service.quantities.identifiers import TrackId

CODE = "R08"
PROVISIONS = ("REG-38.3",)


def assess(facts: Facts, at_fault: TrackId, against: TrackId) -> Assessment:
    """Did `at_fault`, turning right on red, hinder `against`, released on green?"""
    turner, released = vehicle(at_fault), vehicle(against)
    return weigh(
        facts,
        (
            Condition(FactKind.CONTACT_IN_CONFLICT_AREA, at_fault),
            Condition(FactKind.RIGHT_TURN_WITHOUT_ARROW, at_fault),
            Condition(FactKind.ENTERED_ON_RED, at_fault),
            Condition(FactKind.ENTERED_ON_GREEN, against),
            Condition(FactKind.SAME_APPROACH, at_fault, wanted=False),
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
            sentence_zh=f"{turner.zh}红灯亮时右转弯，妨碍被放行的{released.zh}通行，与其发生碰撞",
            sentence_en=f"{turner.opening_en}, turning right on red, hindered {released.en},"
            " released by the signals, and collided with it",
        ),
    )
