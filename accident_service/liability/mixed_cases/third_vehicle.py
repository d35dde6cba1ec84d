"""M11: swerved for a third vehicle and struck another (为避让第三方车辆而碰撞，未接触的一方).

Who made another swerve can be responsible without touching anybody, because responsibility
follows the part each conduct played. The footage shows that the one swerved and that a third
vehicle was close; whether the one was the cause of the other is for an officer, and so is who
the parties are. Driving round a standing vehicle is no evasion (M13).

Reference:
    SPR-60; REG-91.
"""

from accident_service.liability.fact import FactKind, Facts, Truth
from accident_service.liability.finding import Finding
from accident_service.liability.mixed_case import Effect, MixedCase
from accident_service.liability.phrasing import vehicle
from accident_service.quantities.identifiers import TrackId

CODE = "M11"
PROVISIONS = ("SPR-60", "REG-91")
SWERVES = (FactKind.MOVED_OVER, FactKind.LEFT_OF_CENTRE)


def consider(
    facts: Facts, findings: tuple[Finding, ...], about: TrackId, against: TrackId
) -> MixedCase | None:
    """Did `about`, whom a rule finds at fault, swerve while a third vehicle was close?"""
    close = facts.about(FactKind.THIRD_VEHICLE_CLOSE, about)
    swerved = tuple(
        fact for kind in SWERVES if (fact := facts.about(kind, about)).truth is Truth.TRUE
    )
    detouring = facts.about(FactKind.DETOURING, about).truth is Truth.TRUE
    found = any(finding.at_fault == about for finding in findings)
    if close.truth is not Truth.TRUE or not swerved or detouring or not found:
        return None
    us, them = vehicle(about), vehicle(against)
    return MixedCase(
        code=CODE,
        about=about,
        against=against,
        effect=Effect.OFFICER,
        suggested=(),
        provisions=PROVISIONS,
        relied_on=(close, *swerved),
        sentence_zh=f"{us.zh}碰撞{them.zh}前偏离行驶路线，且近旁有第三方车辆，"
        f"是否因避让该车所致、该车有无责任由民警查明：{close.sentence_zh}",
        sentence_en=f"{us.opening_en} left its line before it met {them.en} while a third"
        " vehicle was close; whether that one made it swerve, and what it bears, is the"
        f" officer's to find: {close.sentence_en}",
    )
