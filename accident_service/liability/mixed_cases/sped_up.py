"""M03: sped up while the other was changing lanes (变道期间后车加速).

Who changes lanes must not affect traffic in the lane entered; but who sees it and closes the
gap has a part in what follows. Practice then shares, and the officer says how far; equal
shares are suggested. Meant or not is not in the picture: if meant, the case is referred.
"""

from accident_service.liability.fact import FactKind, Facts, Truth
from accident_service.liability.finding import Finding
from accident_service.liability.grade import Grade
from accident_service.liability.mixed_case import Effect, MixedCase
from accident_service.liability.phrasing import vehicle
from accident_service.quantities.identifiers import TrackId

CODE = "M03"
PROVISIONS = ("REG-44.2", "RTSL-38")


def consider(
    facts: Facts, _findings: tuple[Finding, ...], a: TrackId, b: TrackId
) -> MixedCase | None:
    """Did `a` speed up while `b` was moving over into its lane?"""
    shown = (
        facts.about(FactKind.SPED_UP_DURING_CHANGE, a),
        facts.about(FactKind.MOVED_OVER, b),
        facts.about(FactKind.INTO_LANE_OF, b),
        facts.about(FactKind.SAME_HEADING, a),
    )
    if any(fact.truth is not Truth.TRUE for fact in shown):
        return None
    keeper, changer = vehicle(a), vehicle(b)
    return MixedCase(
        code=CODE,
        about=a,
        against=b,
        effect=Effect.OFFICER,
        suggested=((a, Grade.EQUAL), (b, Grade.EQUAL)),
        provisions=PROVISIONS,
        relied_on=shown,
        sentence_zh=f"{changer.zh}变更车道期间{keeper.zh}加速，未避让；双方责任由民警划分",
        sentence_en=f"While {changer.en} was changing lanes {keeper.en} sped up instead of leaving"
        " room; the division is for the officer",
    )
