"""M12: two vehicles met where two crawling lanes become one (车道减少处交替通行).

Whose turn it was decides, before any rule of lane changing does: the one whose lane ends must
change lanes, and is not at fault for that when it was its turn. Where the order is seen and a
rule has found the entitled one at fault, the out-of-turn one is suggested instead; where the
order cannot be told, the officer is shown an equal division.
"""

from accident_service.liability.fact import Fact, FactKind, Facts, Truth
from accident_service.liability.finding import Finding
from accident_service.liability.grade import Grade
from accident_service.liability.mixed_case import Effect, MixedCase
from accident_service.liability.phrasing import vehicle
from accident_service.quantities.identifiers import TrackId

CODE = "M12"
PROVISIONS = ("RTSL-45.2", "REG-53.3")


def consider(
    facts: Facts, findings: tuple[Finding, ...], a: TrackId, b: TrackId
) -> MixedCase | None:
    """Was it the turn of `b` and not of `a`, or can that not be told?"""
    due = facts.about(FactKind.ALTERNATING_DUE, a)
    mine, theirs = (facts.about(FactKind.MERGED_OUT_OF_TURN, party) for party in (a, b))
    if due.truth is not Truth.TRUE:
        return None
    if mine.truth is Truth.TRUE and any(one.at_fault == b for one in findings):
        return _out_of_turn(a, b, (due, mine))
    if mine.truth is theirs.truth is Truth.UNKNOWN and a < b:
        return _not_to_be_told(a, b, (due, mine, theirs))
    return None


def _out_of_turn(a: TrackId, b: TrackId, relied_on: tuple[Fact, ...]) -> MixedCase:
    us, them = vehicle(a), vehicle(b)
    return MixedCase(
        code=CODE,
        about=a,
        against=b,
        effect=Effect.SUGGEST,
        suggested=((a, Grade.FULL), (b, Grade.NONE)),
        provisions=PROVISIONS,
        relied_on=relied_on,
        sentence_zh=f"车道减少处应当依次交替通行，轮到{them.zh}，{us.zh}未让其先行；"
        f"{them.zh}变更车道系交替通行所必需",
        sentence_en=f"Where two lanes become one it was the turn of {them.en}, and {us.en} did"
        f" not let it go; that {them.en} changed lanes was part of going in turn",
    )


def _not_to_be_told(a: TrackId, b: TrackId, relied_on: tuple[Fact, ...]) -> MixedCase:
    us, them = vehicle(a), vehicle(b)
    return MixedCase(
        code=CODE,
        about=a,
        against=b,
        effect=Effect.OFFICER,
        suggested=((a, Grade.EQUAL), (b, Grade.EQUAL)),
        provisions=PROVISIONS,
        relied_on=relied_on,
        sentence_zh=f"车道减少处应当依次交替通行，{us.zh}与{them.zh}何者先行无法查明，"
        "是否双方同等责任由民警判断",
        sentence_en=f"Where two lanes become one it cannot be told whether it was the turn of"
        f" {us.en} or of {them.en}; whether both bear equal responsibility is the officer's",
    )
