"""R05: crossed a solid line before the contact (跨越实线).

Lines are signals (RTSL-25, RTSL-38), so who passes one with more than the line's own width
answers for what follows. It does not speak of one that had been ahead in the other's path all
the while (crossing did not bring it there; that is R01), nor of one that stood or reversed.
"""

from accident_service.liability.fact import FactKind, Facts
from accident_service.liability.finding import Assessment, Condition, Finding, weigh
from accident_service.liability.phrasing import vehicle
from accident_service.quantities.identifiers import TrackId

CODE = "R05"
PROVISIONS = ("RTSL-38",)


def assess(facts: Facts, at_fault: TrackId, against: TrackId) -> Assessment:
    """Did `at_fault` cross a solid line and so meet `against`?"""
    crosser, other = vehicle(at_fault), vehicle(against)
    return weigh(
        facts,
        (
            Condition(FactKind.CROSSED_SOLID_LINE, at_fault),
            Condition(FactKind.AHEAD_IN_PATH, at_fault, wanted=False),
            Condition(FactKind.STATIONARY, at_fault, wanted=False),
            Condition(FactKind.REVERSING, at_fault, wanted=False),
            Condition(FactKind.REVERSING, against, wanted=False),
        ),
        Finding(
            rule_code=CODE,
            provisions=PROVISIONS,
            at_fault=at_fault,
            against=against,
            relied_on=(),
            sentence_zh=f"{crosser.zh}越过不得跨越的实线，与{other.zh}发生碰撞",
            sentence_en=f"{crosser.en.capitalize()} crossed a solid line, which may not be crossed,"
            f" and collided with {other.en}",
        ),
    )
