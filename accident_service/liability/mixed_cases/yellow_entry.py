"""M10: came into the junction after yellow had begun (黄灯亮起后越过停止线).

Who is past the stop line when yellow begins goes on lawfully; who passes it later has no leave
to. Whether that alone is a breach of the signal, and what it weighs against the other's turn or
early start, practice divides on: an officer decides. Where a rule found the fault elsewhere its
grades stand, with this for the officer to look at.
"""

from accident_service.liability.fact import FactKind, Facts, Truth
from accident_service.liability.finding import Finding
from accident_service.liability.mixed_case import Effect, MixedCase
from accident_service.liability.phrasing import vehicle
from accident_service.quantities.identifiers import TrackId

CODE = "M10"
PROVISIONS = ("REG-38(2)", "SPR-60")


def consider(
    facts: Facts, findings: tuple[Finding, ...], a: TrackId, b: TrackId
) -> MixedCase | None:
    """Did `a` alone of the two pass its stop line after the onset of yellow?"""
    yellow = facts.about(FactKind.ENTERED_ON_YELLOW, a)
    inside = facts.about(FactKind.CONTACT_IN_CONFLICT_AREA, a)
    same_side = facts.about(FactKind.SAME_APPROACH, a)
    both = facts.about(FactKind.ENTERED_ON_YELLOW, b).truth is Truth.TRUE
    if both or same_side.truth is not Truth.FALSE:
        return None
    if not (yellow.truth is inside.truth is Truth.TRUE):
        return None
    us, them = vehicle(a), vehicle(b)
    return MixedCase(
        code=CODE,
        about=a,
        against=b,
        effect=Effect.RESERVE if findings else Effect.OFFICER,
        suggested=(),
        provisions=PROVISIONS,
        relied_on=(yellow, inside),
        sentence_zh=f"{us.zh}在黄灯亮起后越过停止线驶入路口，与{them.zh}相撞",
        sentence_en=f"{us.opening_en} passed its stop line after yellow had begun and met"
        f" {them.en} in the junction",
    )
