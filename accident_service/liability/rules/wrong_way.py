"""R04: drove on the wrong side (逆行): against its lane, or over the centre line.

It speaks of a vehicle that moved, forwards, and met one that faced another way. One that stood
there is a matter of where it stood; one that went backwards is reversing (R20). Where both
face one way, and be it against the lane, a heading or the map is more likely wrong than one
driver of the two; and who passes another over the centre line answers by the rules on lines
and overtaking (R05, R14 to R17). Who drove round a vehicle that stood in its lane is M13.
"""

from accident_service.liability.fact import FactKind, Facts
from accident_service.liability.finding import Assessment, Condition, Finding, strongest, weigh
from accident_service.liability.phrasing import vehicle
from accident_service.quantities.identifiers import TrackId

CODE = "R04"
PROVISIONS = ("RTSL-35",)


def assess(facts: Facts, at_fault: TrackId, against: TrackId) -> Assessment:
    """Did `at_fault`, driving on the wrong side, meet `against`?"""
    met = (
        Condition(FactKind.SAME_HEADING, at_fault, wanted=False),
        Condition(FactKind.STATIONARY, at_fault, wanted=False),
        Condition(FactKind.REVERSING, at_fault, wanted=False),
        Condition(FactKind.DETOURING, at_fault, wanted=False),
        Condition(FactKind.WRONG_WAY, against, wanted=False),
        Condition(FactKind.REVERSING, against, wanted=False),
    )
    finding = _finding(at_fault, against)
    return strongest(
        tuple(
            weigh(facts, (Condition(kind, at_fault), *met), finding)
            for kind in (FactKind.WRONG_WAY, FactKind.LEFT_OF_CENTRE)
        )
    )


def _finding(at_fault: TrackId, against: TrackId) -> Finding:
    wrong, right = vehicle(at_fault), vehicle(against)
    return Finding(
        rule_code=CODE,
        provisions=PROVISIONS,
        at_fault=at_fault,
        against=against,
        relied_on=(),
        sentence_zh=f"{wrong.zh}未靠右侧通行，驶入对向车道，与{right.zh}发生碰撞",
        sentence_en=f"{wrong.opening_en} did not keep to the right, was on the side of"
        f" oncoming traffic and collided with {right.en}",
    )
