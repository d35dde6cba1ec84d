"""M07: the one going straight was above the limit, the other turned or changed lanes.

Who turns or changes lanes must give way, and has the main part; who came too fast left less
time to see and be seen, and has the lesser. The speed must be above the limit over its whole
interval. How much the speed mattered is the officer's to weigh: far above the limit the parts
may be reversed.

Reference:
    RTSL-42; SPR-60.
"""

from accident_service.liability.fact import FactKind, Facts, Truth
from accident_service.liability.finding import Finding
from accident_service.liability.grade import Grade
from accident_service.liability.mixed_case import Effect, MixedCase
from accident_service.liability.phrasing import vehicle
from accident_service.quantities.identifiers import TrackId

CODE = "M07"
PROVISIONS = ("RTSL-42", "SPR-60")
# Rules by which one that turned or moved over answers to one that went its way.
GAVE_NO_WAY = frozenset({"R02", "R07", "R08", "R09", "R12", "R18", "R19", "R26", "R31"})


def consider(
    facts: Facts, findings: tuple[Finding, ...], about: TrackId, against: TrackId
) -> MixedCase | None:
    """Was `about`, to whom `against` did not give way, certainly above the limit?"""
    above = facts.about(FactKind.ABOVE_SPEED_LIMIT, about)
    found = [one for one in findings if one.at_fault == against and one.rule_code in GAVE_NO_WAY]
    blamed = any(one.at_fault == about for one in findings)
    if above.truth is not Truth.TRUE or not found or blamed:
        return None
    speeder, other = vehicle(about), vehicle(against)
    return MixedCase(
        code=CODE,
        about=about,
        against=against,
        effect=Effect.OFFICER,
        suggested=((about, Grade.SECONDARY), (against, Grade.PRIMARY)),
        provisions=PROVISIONS,
        relied_on=(above, *found[0].relied_on),
        sentence_zh=f"{other.zh}未让行，而{speeder.zh}超速行驶，双方均有过错，"
        f"超速对事故所起的作用由民警判断：{above.sentence_zh}",
        sentence_en=f"{other.opening_en} did not give way and {speeder.en} was above the"
        f" limit; how much the speed mattered is the officer's to weigh: {above.sentence_en}",
    )
