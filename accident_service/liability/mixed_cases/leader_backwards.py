"""M01: the vehicle ahead came back upon its follower (前车倒车或溜车).

Front against rear looks like running into a leader (R01) and may be the opposite; what
decides is the leader's own motion. Backwards as fast as reversing: R20 stands, and an officer
looks where the follower was driving up too. Slowly backwards while the follower drove up, or
not to be told whether backwards at all (two that start at a light): practice shares it, so
it is left to the officer. Clear rolling or reversing into one that stood needs no mixed case.

Reference:
    REG-50; RTSL-43.
"""

from accident_service.liability.fact import Fact, FactKind, Facts, Truth
from accident_service.liability.finding import Finding
from accident_service.liability.mixed_case import Effect, MixedCase
from accident_service.liability.phrasing import vehicle
from accident_service.quantities.identifiers import TrackId

CODE = "M01"
PROVISIONS = ("REG-50", "RTSL-43")


def consider(
    facts: Facts,
    findings: tuple[Finding, ...],  # noqa: ARG001 - the signature every mixed case has
    about: TrackId,
    against: TrackId,
) -> MixedCase | None:
    """Did `about`, ahead of `against`, perhaps come back upon it?"""
    reversing = facts.about(FactKind.REVERSING, about)
    rolling = facts.about(FactKind.ROLLING_BACK, about)
    driving = facts.about(FactKind.MOVING_FORWARD, against)
    effect = _effect(reversing.truth, rolling.truth, driving.truth)
    if effect is None or not _front_to_rear(facts, about, against):
        return None
    leader, follower = vehicle(about), vehicle(against)
    relied_on: tuple[Fact, ...] = (reversing, rolling, driving)
    return MixedCase(
        code=CODE,
        about=about,
        against=against,
        effect=effect,
        suggested=(),
        provisions=PROVISIONS,
        relied_on=relied_on,
        sentence_zh=f"{leader.zh}在{follower.zh}前方，其车尾与后者车头接触；"
        f"须查明{leader.zh}是否后退：{reversing.sentence_zh}；{driving.sentence_zh}",
        sentence_en=f"{leader.opening_en} was ahead of {follower.en} and they met rear to"
        f" front; whether it came back is what decides: {reversing.sentence_en};"
        f" {driving.sentence_en}",
    )


def _effect(reversing: Truth, rolling: Truth, driving: Truth) -> Effect | None:
    """None where the leader surely did not come back, or came back upon one that stood."""
    if reversing is Truth.TRUE:
        return None if driving is Truth.FALSE else Effect.RESERVE
    if rolling is Truth.TRUE:
        return None if driving is Truth.FALSE else Effect.OFFICER
    unclear = reversing is Truth.UNKNOWN or (rolling is Truth.UNKNOWN and driving is not Truth.TRUE)
    return Effect.OFFICER if unclear else None


def _front_to_rear(facts: Facts, leader: TrackId, follower: TrackId) -> bool:
    wanted = (
        facts.about(FactKind.SAME_LANE, leader),
        facts.about(FactKind.SAME_HEADING, leader),
        facts.about(FactKind.STRUCK_AT_REAR, leader),
        facts.about(FactKind.STRUCK_WITH_FRONT, follower),
    )
    return all(fact.truth is Truth.TRUE for fact in wanted)
