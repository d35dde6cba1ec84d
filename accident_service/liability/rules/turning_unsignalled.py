"""R12: turned across straight traffic at a junction without signals (无灯路口转弯未让直行).

Signs and lines come first (R10): it speaks where neither approach is held by them, or both
are, as on the two arms of a side road. From the same side a turn is a matter of lanes and of
overtaking. One that had been standing in the junction is left to an officer, and one that had
been ahead in the other's path for long has completed its turn.
"""

from accident_service.liability.fact import FactKind, Facts, Truth
from accident_service.liability.finding import Assessment, Condition, Finding, weigh
from accident_service.liability.phrasing import vehicle
from accident_service.quantities.identifiers import TrackId

CODE = "R12"
PROVISIONS = ("REG-52(3)", "RTSL-44")


def assess(facts: Facts, at_fault: TrackId, against: TrackId) -> Assessment:
    """Did `at_fault`, turning where no signals stand, hinder `against` going straight?"""
    turner, straight = vehicle(at_fault), vehicle(against)
    both_held = all(
        facts.about(FactKind.CROSSED_GIVE_WAY_LINE, party).truth is Truth.TRUE
        for party in (at_fault, against)
    )
    return weigh(
        facts,
        (
            Condition(FactKind.CONTACT_IN_CONFLICT_AREA, at_fault),
            Condition(FactKind.TURNING, at_fault),
            Condition(FactKind.GOING_STRAIGHT, against),
            Condition(FactKind.SAME_APPROACH, at_fault, wanted=False),
            Condition(FactKind.APPROACH_SIGNALLED, at_fault, wanted=False),
            Condition(FactKind.APPROACH_SIGNALLED, against, wanted=False),
            Condition(FactKind.CROSSED_GIVE_WAY_LINE, at_fault, wanted=both_held),
            Condition(FactKind.CROSSED_GIVE_WAY_LINE, against, wanted=both_held),
            Condition(FactKind.CONTACT_IN_ROUNDABOUT, at_fault, wanted=False),
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
            sentence_zh=f"{turner.zh}在没有信号灯的路口转弯，未让直行的{straight.zh}先行，与其发生碰撞",
            sentence_en=f"{turner.opening_en}, turning at a junction without signals, did not"
            f" give way to {straight.en}, going straight, and collided with it",
        ),
    )
