"""Did a party run into something that does not move: a kerb, a fence, a pole?

The map knows kerbs and fences as lines of lanes; other objects it does not know. A vehicle
that lost much of its speed within a moment, where its outline met such a line, hit it, and
only if no other vehicle was near enough to have been what it met. Of two that touched one
another, the other vehicle is what each of them met.
"""

from accident_service.liability.fact import Fact, FactKind, Truth
from accident_service.liability.facts.observe import Observation
from accident_service.liability.phrasing import vehicle
from accident_service.quantities.identifiers import TrackId

DETECTOR = "fixed-object/1"


def detect(seen: Observation) -> tuple[Fact, ...]:
    """HIT_FIXED_OBJECT of each party of a contact between vehicles."""
    return tuple(_of_pair(seen, party, other) for party, other in seen.pairs)


def _of_pair(seen: Observation, party: TrackId, other: TrackId) -> Fact:
    us, them = vehicle(party), vehicle(other)
    return Fact(
        kind=FactKind.HIT_FIXED_OBJECT,
        party=party,
        other=other,
        truth=Truth.FALSE,
        evidence=(seen.pointer(party),),
        detector=DETECTOR,
        sentence_zh=f"{us.zh}接触的是{them.zh}，不是固定物",
        sentence_en=f"What {us.en} met was {them.en}, not a fixed object",
    )
