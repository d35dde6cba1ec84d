"""By which words a case is found: plates, numbers and place, from any of their characters on.

A database finds by the beginning of a word in no time and by its middle only by reading
everything; so each word is kept with all its tails, and every middle is some tail's beginning.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator

from accident_service.casefile.summary import CaseSummary

SHORTEST = 2  # characters; one alone finds half of the city [design]
LONGEST = 24  # characters; nobody remembers more of a word [design]
LONGEST_PLACE = 60  # characters of a place that are searched [design]
LEFT_OUT = re.compile(r"[\s·•・.,，。、\-_/]+")


def one_spelling(text: str) -> str:
    """What is typed and what is kept, in the same letters: half-width, capitals, no spaces."""
    return LEFT_OUT.sub("", unicodedata.normalize("NFKC", text)).upper()


def terms_of(summary: CaseSummary, *further: str) -> frozenset[str]:
    """Every beginning by which the case is found.

    Args:
        further: More words of it, such as the names of its site.
    """
    places = (one_spelling(place)[:LONGEST_PLACE] for place in (summary.place_words, *further))
    words = [*(one_spelling(plate) for plate in summary.plates), *places]
    whole = [one_spelling(summary.tracking_code)]
    if summary.document:
        number = one_spelling(summary.document)
        # Whole, or by its running digits, with the year or without.
        whole += [number, number[-10:], number[-6:]]
    return frozenset((*(one[:LONGEST] for one in whole), *_tails(words)))


def term_asked(text: str) -> str:
    """What to look for among the terms; empty where too little was typed."""
    asked = one_spelling(text)[:LONGEST]
    return asked if len(asked) >= SHORTEST else ""


def _tails(words: Iterable[str]) -> Iterator[str]:
    for word in words:
        for start in range(max(0, len(word) - SHORTEST + 1)):
            yield word[start : start + LONGEST]
