"""Which vehicle in the picture belongs to which party.

Each party says where its own vehicle was touched; the contact says where each track
was. Where the two agree in one way only, the match is proposed; otherwise the officer
chooses. A wrong guess here would turn a right finding into a wrong document, so a tie
is never broken by anything weaker.
"""

from dataclasses import dataclass
from itertools import permutations

from accident_service.casefile.analysis import MeasuredContact
from accident_service.quantities.identifiers import TrackId
from accident_service.reports.party import PartyLetter
from accident_service.reports.statement import Statement

# The parties mark one of twelve hours on a small drawing; one hour off is a near miss of
# the finger, a quarter turn is another side of the car. [design]
SAME_SIDE_HOURS = 2
CLEARLY_BETTER_HOURS = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class PartyTracks:
    """The match, and who made it: "statements" or an officer's id."""

    track_a: TrackId
    track_b: TrackId
    matched_by: str

    def track_of(self, letter: PartyLetter) -> TrackId:
        """The track of that party."""
        return self.track_a if letter is PartyLetter.A else self.track_b

    def party_of(self, track: TrackId) -> PartyLetter | None:
        """The party of that track, or None for a vehicle of nobody's."""
        return {self.track_a: PartyLetter.A, self.track_b: PartyLetter.B}.get(track)


def match_parties(
    contact: MeasuredContact, statements: tuple[Statement, ...]
) -> PartyTracks | None:
    """Match parties to the two vehicles of the contact, or None where it stays open.

    With one account only, that party is matched to the side it described and the other
    vehicle falls to the other party.
    """
    scored = sorted(
        (_disagreement_hours(contact, statements, order), index)
        for index, order in enumerate(permutations((0, 1)))
    )
    (best, index), (second, _) = scored
    if best > SAME_SIDE_HOURS * len(statements) or second - best < CLEARLY_BETTER_HOURS:
        return None
    order = list(permutations((0, 1)))[index]
    vehicles = contact.vehicles
    return PartyTracks(
        track_a=vehicles[order[0]].track,
        track_b=vehicles[order[1]].track,
        matched_by="statements",
    )


def _disagreement_hours(
    contact: MeasuredContact, statements: tuple[Statement, ...], order: tuple[int, ...]
) -> int:
    place = {PartyLetter.A: order[0], PartyLetter.B: order[1]}
    return sum(
        _hours_apart(given.damage_clock, contact.vehicles[place[given.letter]].contact_clock)
        for given in statements
    )


def _hours_apart(one: int, other: int) -> int:
    apart = abs(one - other) % 12
    return min(apart, 12 - apart)
