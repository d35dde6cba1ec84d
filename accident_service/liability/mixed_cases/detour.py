"""M13: went over a line, or to the other side, round a vehicle that stood in its lane.

The line alone is no reproach then; the order of meeting past an obstacle is (REG-48): the
clear side goes first unless the obstructed side was in the narrow part already. Who was there
first, and whether there was room to wait, is for the officer; no division is suggested.
On a road without a centre line the order of meeting is a rule of its own (R28).
"""

from accident_service.liability.fact import FactKind, Facts, Truth
from accident_service.liability.finding import Finding
from accident_service.liability.mixed_case import Effect, MixedCase
from accident_service.liability.phrasing import vehicle
from accident_service.quantities.identifiers import TrackId

CODE = "M13"
PROVISIONS = ("REG-48(2)",)
OVER = (FactKind.WRONG_WAY, FactKind.LEFT_OF_CENTRE, FactKind.CROSSED_SOLID_LINE)


def consider(
    facts: Facts, _findings: tuple[Finding, ...], a: TrackId, b: TrackId
) -> MixedCase | None:
    """Was `a` over a line because a vehicle stood in its lane, where it met `b`?"""
    detour = facts.about(FactKind.DETOURING, a)
    over = [fact for kind in OVER if (fact := facts.about(kind, a)).truth is Truth.TRUE]
    run_into = all(
        facts.about(kind, a).truth is Truth.TRUE
        for kind in (FactKind.AHEAD_IN_PATH, FactKind.STRUCK_AT_REAR)
    )
    no_line = facts.about(FactKind.MEETING, a).truth is Truth.TRUE
    if detour.truth is not Truth.TRUE or not over or run_into or no_line:
        return None
    us, them = vehicle(a), vehicle(b)
    return MixedCase(
        code=CODE,
        about=a,
        against=b,
        effect=Effect.OFFICER,
        suggested=(),
        provisions=PROVISIONS,
        relied_on=(detour, *over),
        sentence_zh=f"{us.zh}因本车道内有停止车辆而绕行越线，与{them.zh}发生碰撞；"
        "应由民警按有障碍路段会车规则核实谁先驶入",
        sentence_en=f"{us.opening_en} went over the line round a vehicle standing in its lane"
        f" and collided with {them.en}; who was first in the narrow part is for the officer",
    )
