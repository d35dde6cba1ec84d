"""R10: came in past a give-way or stop line or sign and did not give way (未让优先方).

It speaks where signs or markings decide at a junction without signals: the one's approach is
held, the other's is not. Two held approaches are left to an officer, and so is a vehicle that
had been standing in the junction. One that had been ahead in the other's path all along has
joined its road: whoever runs into it then did not keep a distance. In a roundabout R13 speaks.
"""

from accident_service.liability.fact import FactKind, Facts
from accident_service.liability.finding import Assessment, Condition, Finding, weigh
from accident_service.liability.phrasing import vehicle
from accident_service.quantities.identifiers import TrackId

CODE = "R10"
PROVISIONS = ("REG-52(1)", "RTSL-44")


def assess(facts: Facts, at_fault: TrackId, against: TrackId) -> Assessment:
    """Did `at_fault`, coming from a held approach, hinder `against`, who had priority?"""
    held, prior = vehicle(at_fault), vehicle(against)
    return weigh(
        facts,
        (
            Condition(FactKind.CONTACT_IN_CONFLICT_AREA, at_fault),
            Condition(FactKind.CONTACT_IN_ROUNDABOUT, at_fault, wanted=False),
            Condition(FactKind.CROSSED_GIVE_WAY_LINE, at_fault),
            Condition(FactKind.CROSSED_GIVE_WAY_LINE, against, wanted=False),
            Condition(FactKind.AHEAD_IN_PATH, at_fault, wanted=False),
            Condition(FactKind.STATIONARY, at_fault, wanted=False),
            Condition(FactKind.MOVING_FORWARD, against),
            Condition(FactKind.REVERSING, at_fault, wanted=False),
            Condition(FactKind.EMERGENCY_ON_DUTY, at_fault, wanted=False),
        ),
        Finding(
            rule_code=CODE,
            provisions=PROVISIONS,
            at_fault=at_fault,
            against=against,
            relied_on=(),
            sentence_zh=f"{held.zh}通过有让行标志、标线控制的路口，未让优先通行的{prior.zh}先行，"
            "与其发生碰撞",
            sentence_en=f"{held.opening_en}, held by a give-way or stop sign or line, did not"
            f" give way to {prior.en}, which had priority, and collided with it",
        ),
    )
