"""R18: made a U-turn without giving way (掉头未让行).

Who turns round where that is allowed may not hinder others driving normally; where it is
known not to be allowed R19 is found instead. The other is not driving normally who
passed a red light or came backwards: then this rule is silent. Who overtook a vehicle that
was seen to turn round is a matter of R14.

Reference:
    REG-49.2.
"""

from accident_service.liability.fact import FactKind, Facts, Truth
from accident_service.liability.finding import Assessment, Condition, Finding, weigh
from accident_service.liability.phrasing import vehicle
from accident_service.quantities.identifiers import TrackId

CODE = "R18"
PROVISIONS = ("REG-49.2",)


def assess(facts: Facts, at_fault: TrackId, against: TrackId) -> Assessment:
    """Did `at_fault`, turning round, hinder `against`?"""
    turner, other = vehicle(at_fault), vehicle(against)
    return weigh(
        facts,
        (
            Condition(FactKind.U_TURNING, at_fault),
            Condition(FactKind.REVERSING, at_fault, wanted=False),
            Condition(FactKind.STATIONARY, at_fault, wanted=False),
            Condition(FactKind.REVERSING, against, wanted=False),
            Condition(FactKind.ROLLING_BACK, against, wanted=False),
            Condition(FactKind.ENTERED_ON_RED, against, wanted=False),
            *_not_overtaken(facts, at_fault, against),
            *_not_forbidden(facts, at_fault),
        ),
        Finding(
            rule_code=CODE,
            provisions=PROVISIONS,
            at_fault=at_fault,
            against=against,
            relied_on=(),
            sentence_zh=f"{turner.zh}掉头时妨碍正常行驶的{other.zh}，与其发生碰撞",
            sentence_en=f"{turner.opening_en}, making a U-turn, hindered {other.en}"
            " driving normally and collided with it",
        ),
    )


def _not_overtaken(facts: Facts, turner: TrackId, other: TrackId) -> tuple[Condition, ...]:
    """Who may have overtaken the turner in its own file must have done so first (else R14)."""
    overtook = facts.about(FactKind.OVERTAKING_THE_OTHER, other).truth
    in_own_lane = facts.about(FactKind.PASSING_IN_OWN_LANE, other).truth
    if overtook is Truth.FALSE or in_own_lane is Truth.TRUE:
        return ()
    return (Condition(FactKind.MANOEUVRE_BEGUN_FIRST, turner, wanted=False),)


def _not_forbidden(facts: Facts, turner: TrackId) -> tuple[Condition, ...]:
    """Where turning round is known to be forbidden R19 speaks; not knowing is no obstacle."""
    if facts.about(FactKind.U_TURN_FORBIDDEN, turner).truth is not Truth.TRUE:
        return ()
    return (Condition(FactKind.U_TURN_FORBIDDEN, turner, wanted=False),)
