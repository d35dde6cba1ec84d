"""A party sees one finding, fact, picture or article differently, and says why.

It changes nothing by itself: who wants the division looked at again applies for review, and finds
what was objected to in the application already. Otherwise it stays on file.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from accident_service.errors import InvalidDecision, NotFound
from accident_service.quantities.identifiers import DocumentNumber
from accident_service.reports.party import PartyLetter

SHORTEST_OBJECTION, LONGEST_OBJECTION = 5, 2000  # characters [design]


class SubjectKind(StrEnum):
    """What one can object to."""

    FINDING = "finding"
    FACT = "fact"
    PICTURE = "picture"
    ARTICLE = "article"
    OTHER = "other"


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """One thing the party was shown: by its name in the file, and in the words it was shown in."""

    kind: SubjectKind
    key: str
    zh: str
    en: str

    @property
    def address(self) -> str:
        """How a page names it."""
        return f"{self.kind}:{self.key}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Objection:
    """Who sees what differently, in which document, and why."""

    letter: PartyLetter
    document: DocumentNumber
    subject: Subject
    words: str
    at: datetime

    def repeats(self, other: "Objection") -> bool:
        """Is it the same said twice: a second tap, or the page sent again?"""
        return (self.letter, self.document, self.subject, self.words) == (
            other.letter,
            other.document,
            other.subject,
            other.words,
        )


def subject_at(address: str, subjects: tuple[Subject, ...]) -> Subject:
    """The subject of this address among those the party was shown.

    Raises:
        NotFound: Nothing of the kind was shown to it.
    """
    for one in subjects:
        if one.address == address:
            return one
    raise NotFound(f"the decision shows nothing called {address!r}")


def demand_words(words: str) -> str:
    """The party's words, trimmed.

    Raises:
        InvalidDecision: There are too few or too many of them.
    """
    words = words.strip()
    if not SHORTEST_OBJECTION <= len(words) <= LONGEST_OBJECTION:
        raise InvalidDecision("an objection says why, in five to two thousand characters")
    return words


def reasons_from(objections: tuple[Objection, ...], *, chinese: bool) -> str:
    """What an application for review may begin with: each objection, what it is about first."""
    return "\n".join(
        f"{number}. {(one.subject.zh if chinese else one.subject.en)}\n   {one.words}"
        for number, one in enumerate(objections, start=1)
    )
