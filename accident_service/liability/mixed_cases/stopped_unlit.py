"""M05: ran into a vehicle that stood unlit in the dark, or broken down without warning.

Who runs into it did not keep a distance or a speed that let them stop, and who left it
there hid it from them: practice gives the first the main and the second the lesser part. The
dark, the lights and the triangle are for a person to tell, so it applies only where somebody
did. A vehicle that waited in traffic is none that was left standing.

Reference:
    REG-60; RTSL-52; RTSL-43.
"""

from accident_service.liability.fact import FactKind, Facts, Truth
from accident_service.liability.finding import Finding
from accident_service.liability.grade import Grade
from accident_service.liability.mixed_case import Effect, MixedCase
from accident_service.liability.phrasing import vehicle
from accident_service.quantities.identifiers import TrackId

CODE = "M05"
PROVISIONS = ("REG-60", "RTSL-52", "RTSL-43")


def consider(
    facts: Facts,
    findings: tuple[Finding, ...],  # noqa: ARG001 - the signature every mixed case has
    about: TrackId,
    against: TrackId,
) -> MixedCase | None:
    """Did `about` stand unlit or unmarked where `against` ran into it?"""
    hidden = tuple(
        fact
        for kind in (FactKind.STANDING_UNLIT, FactKind.WITHOUT_WARNING)
        if (fact := facts.about(kind, about)).truth is Truth.TRUE
    )
    stood = facts.about(FactKind.STATIONARY, about)
    waiting = facts.about(FactKind.WAITING_IN_TRAFFIC, about)
    driving = facts.about(FactKind.MOVING_FORWARD, against)
    left_standing = stood.truth is Truth.TRUE and waiting.truth is not Truth.TRUE
    if not hidden or not left_standing or driving.truth is not Truth.TRUE:
        return None
    leader, follower = vehicle(about), vehicle(against)
    return MixedCase(
        code=CODE,
        about=about,
        against=against,
        effect=Effect.OFFICER,
        suggested=((about, Grade.SECONDARY), (against, Grade.PRIMARY)),
        provisions=PROVISIONS,
        relied_on=(*hidden, stood, driving),
        sentence_zh=f"{follower.zh}碰撞停驶的{leader.zh}，而后者未开灯或未设警告："
        + "；".join(fact.sentence_zh for fact in hidden),
        sentence_en=f"{follower.opening_en} ran into {leader.en}, which stood without light"
        " or warning: " + "; ".join(fact.sentence_en for fact in hidden),
    )
