"""The moments an analysis rests on, which people will want to see as stills."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from accident_service.liability.fact import Fact, FactKind, Truth

# Facts that happen at a moment of their own; all others are about the contact.
PASSING_FACTS = frozenset(
    {
        FactKind.CHANGED_LANE,
        FactKind.CHANGING_LANE,
        FactKind.CROSSED_SOLID_LINE,
        FactKind.WHEEL_OVER_LINE,
        FactKind.ENTRY_SEEN,
        FactKind.ENTERED_ON_GREEN,
        FactKind.BRAKED_BEFORE_CONTACT,
    }
)
# Moments this close are one picture at fifteen a second.
AT_ONCE_S = 0.034


@dataclass(frozen=True, slots=True)
class KeyMoment:
    """A moment of the clip and what is to be seen in it, in both languages."""

    pts_s: float
    zh: str
    en: str


def moments_of_facts(facts: Iterable[Fact]) -> tuple[KeyMoment, ...]:
    """Where facts that are true say a line was crossed or a stop line passed."""
    return tuple(
        KeyMoment(place.pts_s, fact.sentence_zh, fact.sentence_en)
        for fact in facts
        if fact.kind in PASSING_FACTS and fact.truth is Truth.TRUE
        for place in fact.evidence[:1]
    )


def merged(moments: Iterable[KeyMoment]) -> tuple[KeyMoment, ...]:
    """In order of time; what is seen in one picture is said under one picture."""
    together: list[list[KeyMoment]] = []
    for moment in sorted(moments, key=lambda one: one.pts_s):
        if together and moment.pts_s - together[-1][0].pts_s <= AT_ONCE_S:
            together[-1].append(moment)
        else:
            together.append([moment])
    return tuple(_one(group) for group in together)


def _one(group: Sequence[KeyMoment]) -> KeyMoment:
    zh = "；".join(dict.fromkeys(moment.zh for moment in group))
    en = "; ".join(dict.fromkeys(moment.en for moment in group))
    return KeyMoment(group[0].pts_s, zh, en)
