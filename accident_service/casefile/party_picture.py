"""Pictures of the accident as one party gets to see them: everybody else unrecognisable."""

from dataclasses import dataclass

from accident_service.casefile.analysis import Exhibit
from accident_service.reports.party import PartyLetter


@dataclass(frozen=True, slots=True)
class PartyPicture:
    """One picture or film, for this party's eyes alone."""

    letter: PartyLetter
    exhibit: Exhibit


def drawn_for(letter: PartyLetter, pictures: tuple[PartyPicture, ...]) -> tuple[Exhibit, ...]:
    """Of a case's pictures those of this party."""
    return tuple(one.exhibit for one in pictures if one.letter is letter)
