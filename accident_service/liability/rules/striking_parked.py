"""R27: ran into a vehicle that lawfully stood (撞击依法停放、停驶的车辆).

Standing means for some seconds. What it stood there for, and where, tells this rule from its
neighbours. Off the traffic lanes (in a bay, at the kerb): this rule. In a lane for traffic's
sake, at a light or in a queue: struck at the rear by its follower it is R01; struck anywhere
else, this rule. In a lane for no reason to be seen: struck at the rear R01, with the officer
asked to look; elsewhere nothing is found before the reason is known. Where nobody may stop,
M06 comes first. A door that may have opened must be excluded (R22), and who reversed into it
is R20.

Reference:
    RTSL-38, proceeding safely; RTSL-42, at a safe speed.
"""

from accident_service.liability.fact import FactKind, Facts, Truth
from accident_service.liability.finding import Assessment, Condition, Finding, weigh
from accident_service.liability.phrasing import vehicle
from accident_service.quantities.identifiers import TrackId

CODE = "R27"
PROVISIONS = ("RTSL-38", "RTSL-42")


def assess(facts: Facts, at_fault: TrackId, against: TrackId) -> Assessment:
    """Did `at_fault` run into `against`, which lawfully stood?"""
    striker, stood = vehicle(at_fault), vehicle(against)
    off_lanes = Condition(FactKind.STANDING_OFF_LANES, against)
    why = (
        (off_lanes,)
        if facts.about(off_lanes.kind, against).truth is Truth.TRUE
        else (
            Condition(FactKind.WAITING_IN_TRAFFIC, against),
            Condition(FactKind.STRUCK_AT_REAR, against, wanted=False),
            Condition(FactKind.CONTACT_IN_CONFLICT_AREA, against, wanted=False),
        )
    )
    return weigh(
        facts,
        (
            Condition(FactKind.STATIONARY, against),
            *why,
            Condition(FactKind.STANDING_FORBIDDEN, against, wanted=False),
            Condition(FactKind.DOOR_OPENED, against, wanted=False),
            Condition(FactKind.MOVING_FORWARD, at_fault),
            Condition(FactKind.REVERSING, at_fault, wanted=False),
        ),
        Finding(
            rule_code=CODE,
            provisions=PROVISIONS,
            at_fault=at_fault,
            against=against,
            relied_on=(),
            sentence_zh=f"{striker.zh}未确保安全通行，与依法停放（停驶）的{stood.zh}发生碰撞",
            sentence_en=f"{striker.opening_en} did not proceed safely and ran into {stood.en},"
            " which lawfully stood",
        ),
    )
