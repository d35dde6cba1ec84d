"""R33: did not give way to an emergency vehicle on duty (未让执行任务特种车).

Whether a vehicle was on duty, with lights and siren, is reported by a person and never seen
here. Whether it drove as safely as its freedom asks, and whether the other could have noticed
it, is left to an officer.
"""

from accident_service.liability.fact import FactKind, Facts
from accident_service.liability.finding import Assessment, Condition, Finding, weigh
from accident_service.liability.phrasing import vehicle
from accident_service.quantities.identifiers import TrackId

CODE = "R33"
PROVISIONS = ("RTSL-53",)
# Found and shown; how much it weighs beside the other's conduct is for an officer.
OFFICER_ONLY = True


def assess(facts: Facts, at_fault: TrackId, against: TrackId) -> Assessment:
    """Did `at_fault` fail to give way to `against`, an emergency vehicle on duty?"""
    hinderer, emergency = vehicle(at_fault), vehicle(against)
    return weigh(
        facts,
        (
            Condition(FactKind.EMERGENCY_ON_DUTY, against),
            Condition(FactKind.EMERGENCY_ON_DUTY, at_fault, wanted=False),
            Condition(FactKind.MOVING_FORWARD, at_fault),
            Condition(FactKind.MOVING_FORWARD, against),
            Condition(FactKind.AHEAD_IN_PATH, at_fault, wanted=False),
        ),
        Finding(
            rule_code=CODE,
            provisions=PROVISIONS,
            at_fault=at_fault,
            against=against,
            relied_on=(),
            sentence_zh=f"{hinderer.zh}未让执行紧急任务的特种车辆{emergency.zh}先行，与其发生碰撞",
            sentence_en=f"{hinderer.opening_en} did not give way to {emergency.en},"
            " an emergency vehicle on duty, and collided with it",
        ),
    )
