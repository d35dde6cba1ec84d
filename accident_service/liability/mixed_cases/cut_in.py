"""M02: cut in, and was struck from behind within moments (加塞后追尾).

While the changer was still over the line R02 speaks; here all of it was in the new lane, and
practice divides by whether the follower had time to open a gap. With less than 1.5 s to
collision when the change ended there was none: the changer. With more than 2 s there was: the
follower, unless the changer broke another rule or braked hard (M04). Between the two, or where
rules speak against either besides, the officer weighs, without a suggestion.
"""

from accident_service.liability.fact import Fact, FactKind, Facts, Truth
from accident_service.liability.finding import Finding
from accident_service.liability.grade import Grade
from accident_service.liability.mixed_case import Effect, MixedCase
from accident_service.liability.phrasing import vehicle
from accident_service.quantities.identifiers import TrackId

CODE = "M02"
PROVISIONS = ("REG-44.2", "RTSL-43")
# Established of the changer, and of the follower, for the case to be this one.
OF_CHANGER = (
    FactKind.CHANGED_LANE,
    FactKind.INTO_LANE_OF,
    FactKind.STRUCK_AT_REAR,
    FactKind.SAME_HEADING,
)
OF_FOLLOWER = (FactKind.STRUCK_WITH_FRONT, FactKind.MOVING_FORWARD)
Division = tuple[tuple[TrackId, Grade], ...]


def consider(
    facts: Facts, findings: tuple[Finding, ...], a: TrackId, b: TrackId
) -> MixedCase | None:
    """Had `a` just completed a lane change when `b`, behind it, ran into its rear?"""
    shown = [facts.about(kind, a) for kind in OF_CHANGER]
    shown += [facts.about(kind, b) for kind in OF_FOLLOWER]
    spoils = (facts.about(FactKind.MOVED_OVER, b), facts.about(FactKind.REVERSING, a))
    if any(fact.truth is not Truth.TRUE for fact in shown):
        return None
    if any(fact.truth is not Truth.FALSE for fact in spoils):
        return None
    time = (
        facts.about(FactKind.LITTLE_TIME_AFTER_CUT_IN, a),
        facts.about(FactKind.TIME_TO_OPEN_GAP, a),
    )
    suggested = _division(facts, findings, (a, b))
    changer, follower = vehicle(a), vehicle(b)
    return MixedCase(
        code=CODE,
        about=a,
        against=b,
        effect=Effect.SUGGEST if suggested else Effect.OFFICER,
        suggested=suggested,
        provisions=PROVISIONS,
        relied_on=(*shown, *time),
        sentence_zh=f"{changer.zh}刚完成变更车道即被{follower.zh}追尾，"
        f"后车是否来得及拉开车距：{time[0].sentence_zh}",
        sentence_en=f"{changer.opening_en} had just changed lanes when {follower.en} ran into"
        f" its rear; had the one behind time to open a gap? {time[0].sentence_en}",
    )


def _division(
    facts: Facts, findings: tuple[Finding, ...], pair: tuple[TrackId, TrackId]
) -> Division:
    """Who is suggested to bear it; empty where only an officer can say."""
    changer, follower = pair
    against = {finding.at_fault for finding in findings}
    if _true(facts.about(FactKind.LITTLE_TIME_AFTER_CUT_IN, changer)) and follower not in against:
        return ((changer, Grade.FULL), (follower, Grade.NONE))
    not_braked = facts.about(FactKind.BRAKED_HARD_AFTER_CUT_IN, changer).truth is Truth.FALSE
    enough = _true(facts.about(FactKind.TIME_TO_OPEN_GAP, changer))
    if enough and not_braked and changer not in against:
        return ((changer, Grade.NONE), (follower, Grade.FULL))
    return ()


def _true(fact: Fact) -> bool:
    return fact.truth is Truth.TRUE
