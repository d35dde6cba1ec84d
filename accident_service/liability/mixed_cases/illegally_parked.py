"""M06: ran into a vehicle that stood where nobody may (撞击违法停放的车辆).

Standing is a passive and visible fault: who ran into it has the main part, who left it there
the lesser, unless its standing there did not matter (struck by one who would have struck
whatever stood beside the road). Whether it mattered is the officer's to weigh, so no grades
are proposed. A vehicle with a visible reason to wait is not parked; standing in a lane whose
reason is not seen leaves the fact open, and R01 or R27 asks the officer to look.

Reference:
    RTSL-56; REG-63.
"""

from accident_service.liability.fact import FactKind, Facts, Truth
from accident_service.liability.finding import Finding
from accident_service.liability.grade import Grade
from accident_service.liability.mixed_case import Effect, MixedCase
from accident_service.liability.phrasing import vehicle
from accident_service.quantities.identifiers import TrackId

CODE = "M06"
PROVISIONS = ("RTSL-56", "REG-63")


def consider(
    facts: Facts,
    findings: tuple[Finding, ...],  # noqa: ARG001 - the signature every mixed case has
    about: TrackId,
    against: TrackId,
) -> MixedCase | None:
    """Did `about` stand where nobody may when `against` ran into it?"""
    wanted = (
        facts.about(FactKind.STATIONARY, about),
        facts.about(FactKind.STANDING_FORBIDDEN, about),
        facts.about(FactKind.MOVING_FORWARD, against),
    )
    if any(fact.truth is not Truth.TRUE for fact in wanted):
        return None
    parked, striker = vehicle(about), vehicle(against)
    return MixedCase(
        code=CODE,
        about=about,
        against=against,
        effect=Effect.OFFICER,
        suggested=((about, Grade.SECONDARY), (against, Grade.PRIMARY)),
        provisions=PROVISIONS,
        relied_on=wanted,
        sentence_zh=f"{striker.zh}碰撞停在禁止停车处的{parked.zh}，"
        f"违法停车与事故有无因果关系由民警判断：{wanted[1].sentence_zh}",
        sentence_en=f"{striker.opening_en} ran into {parked.en}, which stood where stopping is"
        f" forbidden; whether that mattered is the officer's to weigh: {wanted[1].sentence_en}",
    )
