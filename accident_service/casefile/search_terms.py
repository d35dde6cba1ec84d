"""By which words a case is found: plates, numbers and place, from any of their characters on.

A database finds by the beginning of a word in no time and by its middle only by reading
everything; so each word is kept with all its tails, and every middle is some tail's beginning.
Plates are people's: they are kept as parts of equal length, which can be looked up without being
readable. A plate that has every part of what is asked for has it, but for a rare exception.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator

from accident_service.casefile.summary import CaseSummary

SHORTEST = 2  # characters; one alone finds half of the city [design]
LONGEST = 24  # characters; nobody remembers more of a word [design]
PART = 3  # characters of a part of a plate; fewer would tell more and narrow less [design]
LONGEST_PLACE = 60  # characters of a place that are searched [design]
LEFT_OUT = re.compile(r"[\s·•・.,，。、\-_/]+")


def one_spelling(text: str) -> str:
    """What is typed and what is kept, in the same letters: half-width, capitals, no spaces."""
    return LEFT_OUT.sub("", unicodedata.normalize("NFKC", text)).upper()


def terms_of(summary: CaseSummary, *further: str) -> frozenset[str]:
    """Every beginning by which the case is found, its plates left out.

    Args:
        further: More words of it, such as the names of its site.
    """
    places = (one_spelling(place)[:LONGEST_PLACE] for place in (summary.place_words, *further))
    whole = [one_spelling(summary.tracking_code)]
    if summary.document:
        number = one_spelling(summary.document)
        # Whole, or by its running digits, with the year or without.
        whole += [number, number[-10:], number[-6:]]
    return frozenset((*(one[:LONGEST] for one in whole), *_tails(places)))


def plate_parts_of(summary: CaseSummary) -> frozenset[str]:
    """Every part of `PART` characters of the case's plates."""
    plates = (one_spelling(plate) for plate in summary.plates)
    return frozenset(part for plate in plates for part in _parts(plate))


def parts_asked(term: str) -> tuple[str, ...]:
    """What a plate must have to hold this term, in order; none where it is too short."""
    return tuple(dict.fromkeys(_parts(term)))


def term_asked(text: str) -> str:
    """What to look for among the terms; empty where too little was typed."""
    asked = one_spelling(text)[:LONGEST]
    return asked if len(asked) >= SHORTEST else ""


def _parts(word: str) -> Iterator[str]:
    return (word[start : start + PART] for start in range(len(word) - PART + 1))


def _tails(words: Iterable[str]) -> Iterator[str]:
    for word in words:
        for start in range(max(0, len(word) - SHORTEST + 1)):
            yield word[start : start + LONGEST]
