"""M04: cut in and braked hard (变道后急刹).

The follower ran into its rear, and yet the one ahead brought it about: it shares, up to the
whole if it was meant. Whether it was, and what it braked for, is for an officer; a deliberate
act is referred (SPR-13). No division is suggested.
"""

from accident_service.liability.fact import FactKind, Facts, Truth
from accident_service.liability.finding import Finding
from accident_service.liability.mixed_case import Effect, MixedCase
from accident_service.liability.phrasing import vehicle
from accident_service.quantities.identifiers import TrackId

CODE = "M04"
PROVISIONS = ("REG-44.2", "RTSL-43", "RTSL-38")


def consider(
    facts: Facts, _findings: tuple[Finding, ...], a: TrackId, b: TrackId
) -> MixedCase | None:
    """Did `a` change lanes in front of `b`, brake hard and get struck from behind?"""
    shown = (
        facts.about(FactKind.BRAKED_HARD_AFTER_CUT_IN, a),
        facts.about(FactKind.CHANGED_LANE, a),
        facts.about(FactKind.INTO_LANE_OF, a),
        facts.about(FactKind.STRUCK_AT_REAR, a),
        facts.about(FactKind.STRUCK_WITH_FRONT, b),
    )
    if any(fact.truth is not Truth.TRUE for fact in shown):
        return None
    braker, follower = vehicle(a), vehicle(b)
    return MixedCase(
        code=CODE,
        about=a,
        against=b,
        effect=Effect.OFFICER,
        suggested=(),
        provisions=PROVISIONS,
        relied_on=shown,
        sentence_zh=f"{braker.zh}变更车道后急刹车，被{follower.zh}追尾；制动原因及是否故意由民警核实",
        sentence_en=f"{braker.opening_en} changed lanes, braked hard and was run into by"
        f" {follower.en}; why, and whether on purpose, is for the officer",
    )
