"""Which passwords somebody of the house may choose: long, and not what others would try first.

No rule says which kinds of characters there must be, and none expires (ASVS 5.0, 6.2).
"""

import re
from collections.abc import Iterable
from enum import StrEnum

SHORTEST_PASSWORD = 12  # characters [design]
LONGEST_PASSWORD = 200  # hashing is dear; nobody types more
# So many must be left once everything that is tried first is taken out. [design]
LEAST_OWN = 5
LEAST_WORD = 3
# What stands in every list of passwords, and what anybody would try of a police officer here.
TRIED_FIRST = (
    *("password", "passw0rd", "p@ssw0rd", "p@ssword", "welcome", "letmein", "iloveyou", "changeme"),
    *("administrator", "admin", "master", "secret", "dragon", "monkey", "football", "baseball"),
    *(
        "qwertyuiop",
        "qwerty",
        "asdfghjkl",
        "asdfgh",
        "zxcvbnm",
        "zxcvbn",
        "1q2w3e4r5t6y",
        "1q2w3e4r",
    ),
    *("1qaz2wsx3edc", "1qaz2wsx", "zaq12wsx", "q1w2e3r4t5y6", "q1w2e3r4", "5201314", "woaini"),
    *("police", "officer", "accident", "traffic", "jiaojing", "jiaotong", "gongan", "jingcha"),
    *("shigu", "minjing", "交警", "公安", "民警", "警察", "事故", "密码"),
)
_YEAR = re.compile(r"(?:19|20)\d\d")
_REPEATED = re.compile(r"(.)\1{2,}")


class Weakness(StrEnum):
    """Why a password cannot be taken."""

    TOO_SHORT = "too-short"
    TOO_LONG = "too-long"
    TRIED_FIRST = "tried-first"


def weakness(password: str, about: Iterable[str] = ()) -> Weakness | None:
    """Why this password cannot be taken, or None where it can.

    Args:
        about: Words of the person themselves: user name, name, police number, unit.
    """
    if len(password) < SHORTEST_PASSWORD:
        return Weakness.TOO_SHORT
    if len(password) > LONGEST_PASSWORD:
        return Weakness.TOO_LONG
    rest = password.casefold()
    own = {
        word.casefold() for one in about for word in (one, *one.split()) if len(word) >= LEAST_WORD
    }
    for word in sorted({*TRIED_FIRST, *own}, key=len, reverse=True):
        rest = rest.replace(word, " ")
    rest = _without_runs(_REPEATED.sub(" ", _YEAR.sub(" ", rest)))
    return None if len("".join(rest.split())) >= LEAST_OWN else Weakness.TRIED_FIRST


def _without_runs(text: str) -> str:
    """Without what goes up or down by one, character by character, three or more: 12345, cba."""
    kept, start = [], 0
    for end in range(1, len(text) + 1):
        if end < len(text) and _goes_on(text, start, end):
            continue
        kept.append(" " if end - start >= LEAST_WORD else text[start:end])
        start = end
    return "".join(kept)


def _goes_on(text: str, start: int, end: int) -> bool:
    step = ord(text[end]) - ord(text[end - 1])
    return abs(step) == 1 and (end - start == 1 or step == ord(text[start + 1]) - ord(text[start]))
