"""M08: at a junction, nothing puts one before the other (路口双方转弯、均黄灯驶入、信号不明).

Two that turn where no rule orders them, and two that came in on yellow, bear like faults: equal
shares are suggested. Where the phase a party came in on cannot be told, or arrow lights show
green to ways that cross, nobody's fault is established: an officer must find the phases first,
and nothing is suggested. Any rule that found a fault comes before it.
"""

from accident_service.liability.fact import Fact, FactKind, Facts, Truth
from accident_service.liability.finding import Finding
from accident_service.liability.grade import Grade
from accident_service.liability.mixed_case import Effect, MixedCase
from accident_service.liability.phrasing import Text, vehicle
from accident_service.quantities.identifiers import TrackId

CODE = "M08"
PROVISIONS = ("SPR-60", "SPR-67")
YES, NO, UNKNOWN = Truth.TRUE, Truth.FALSE, Truth.UNKNOWN

BOTH_TURN = Text("均在路口内转弯", "were both turning in the junction")
BOTH_YELLOW = Text("均在黄灯亮起后驶入路口", "both came in after yellow had begun")
UNKNOWN_PHASE = Text("驶入路口时的信号状态不明", "met where what the signals showed cannot be told")
BOTH_RELEASED = Text(
    "同时被方向指示信号灯放行，信号记录须核对",
    "were both released by lights that cannot both be right",
)


def consider(
    facts: Facts, findings: tuple[Finding, ...], a: TrackId, b: TrackId
) -> MixedCase | None:
    """Does the pair stand alike at a junction? Asked of one order only, as it is of both."""
    if findings or a > b or not _met_in_junction(facts, a, b):
        return None
    for kind, words in (
        (FactKind.TURNING, BOTH_TURN),
        (FactKind.ENTERED_ON_YELLOW, BOTH_YELLOW),
    ):
        alike = (facts.about(kind, a), facts.about(kind, b))
        if all(fact.truth is YES for fact in alike):
            return _case((a, b), words, alike, ((a, Grade.EQUAL), (b, Grade.EQUAL)))
    phases = _phases_in_doubt(facts, a, b)
    if phases:
        return _case((a, b), UNKNOWN_PHASE, phases, ())
    crossing = _released_across(facts, a, b)
    return _case((a, b), BOTH_RELEASED, crossing, ()) if crossing else None


def _met_in_junction(facts: Facts, a: TrackId, b: TrackId) -> bool:
    """In the junction, from different sides, not one behind the other, not in a ring."""
    return (
        facts.about(FactKind.CONTACT_IN_CONFLICT_AREA, a).truth is YES
        and facts.about(FactKind.CONTACT_IN_ROUNDABOUT, a).truth is NO
        and facts.about(FactKind.SAME_APPROACH, a).truth is NO
        and all(
            facts.about(kind, party).truth is NO
            for kind in (FactKind.REVERSING, FactKind.AHEAD_IN_PATH)
            for party in (a, b)
        )
    )


def _phases_in_doubt(facts: Facts, a: TrackId, b: TrackId) -> tuple[Fact, ...]:
    return tuple(
        facts.about(FactKind.ENTERED_ON_RED, party)
        for party in (a, b)
        if facts.about(FactKind.APPROACH_SIGNALLED, party).truth is YES
        and facts.about(FactKind.ENTERED_ON_GREEN, party).truth is UNKNOWN
        and facts.about(FactKind.ENTERED_ON_RED, party).truth is UNKNOWN
    )


def _released_across(facts: Facts, a: TrackId, b: TrackId) -> tuple[Fact, ...]:
    greens = tuple(facts.about(FactKind.ENTERED_ON_GREEN, party) for party in (a, b))
    arrows = tuple(facts.about(FactKind.OWN_ARROW_LIGHT, party) for party in (a, b))
    turning = tuple(facts.about(FactKind.TURNING, party) for party in (a, b))
    one_turns = [fact for fact in turning if fact.truth is YES]
    if (
        all(fact.truth is YES for fact in greens)
        and len(one_turns) == 1
        and facts.about(FactKind.OWN_ARROW_LIGHT, one_turns[0].party).truth is YES
    ):
        return (*greens, *(fact for fact in arrows if fact.truth is YES))
    return ()


def _case(
    pair: tuple[TrackId, TrackId],
    words: Text,
    relied_on: tuple[Fact, ...],
    suggested: tuple[tuple[TrackId, Grade], ...],
) -> MixedCase:
    us, them = vehicle(pair[0]), vehicle(pair[1])
    return MixedCase(
        code=CODE,
        about=pair[0],
        against=pair[1],
        effect=Effect.OFFICER,
        suggested=suggested,
        provisions=PROVISIONS,
        relied_on=relied_on,
        sentence_zh=f"{us.zh}与{them.zh}{words.zh}",
        sentence_en=f"{us.opening_en} and {them.en} {words.en}",
    )
