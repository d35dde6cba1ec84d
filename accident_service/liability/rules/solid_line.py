"""R05: crossed a solid line before the contact (跨越实线).

Lines are signals (RTSL-25, RTSL-38), so who passes one with more than the line's own width
answers for what follows; on expressways straddling lines is forbidden besides (REG-82, by
REG-85 on urban ones). It does not speak of one run into from behind that had been ahead in
the other's path all the while (crossing did not bring it there; that is R01), nor of one that
stood or reversed. Who drove round a vehicle that stood in its lane is M13.
"""

from accident_service.liability.fact import FactKind, Facts, Truth
from accident_service.liability.finding import Assessment, Condition, Finding, strongest, weigh
from accident_service.liability.phrasing import vehicle
from accident_service.quantities.identifiers import TrackId

CODE = "R05"
ON_EXPRESSWAYS = ("REG-82(3)", "REG-85")
PROVISIONS = ("RTSL-38", "RTSL-25", *ON_EXPRESSWAYS)


def assess(facts: Facts, at_fault: TrackId, against: TrackId) -> Assessment:
    """Did `at_fault` cross a solid line and so meet `against`?"""
    crossed = (
        Condition(FactKind.CROSSED_SOLID_LINE, at_fault),
        Condition(FactKind.STATIONARY, at_fault, wanted=False),
        Condition(FactKind.REVERSING, at_fault, wanted=False),
        Condition(FactKind.DETOURING, at_fault, wanted=False),
        Condition(FactKind.REVERSING, against, wanted=False),
    )
    not_followed = (FactKind.AHEAD_IN_PATH, FactKind.STRUCK_AT_REAR)
    expressway = facts.about(FactKind.ON_EXPRESSWAY, at_fault).truth is Truth.TRUE
    finding = _finding(at_fault, against, PROVISIONS if expressway else PROVISIONS[:2])
    return strongest(
        tuple(
            weigh(facts, (*crossed, Condition(kind, at_fault, wanted=False)), finding)
            for kind in not_followed
        )
    )


def _finding(at_fault: TrackId, against: TrackId, provisions: tuple[str, ...]) -> Finding:
    crosser, other = vehicle(at_fault), vehicle(against)
    return Finding(
        rule_code=CODE,
        provisions=provisions,
        at_fault=at_fault,
        against=against,
        relied_on=(),
        sentence_zh=f"{crosser.zh}越过不得跨越的实线，与{other.zh}发生碰撞",
        sentence_en=f"{crosser.opening_en} crossed a solid line, which may not be crossed,"
        f" and collided with {other.en}",
    )
