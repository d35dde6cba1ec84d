"""What kept the footage from answering, told in the officer's language where we know the words.

A case keeps the detail as the step that gave up put it. What officers meet every day is told in
both languages; what an engineer would have to look at stays as it is, and is marked as such.
"""

import re
from collections.abc import Callable, Mapping

from flask_babel import gettext, ngettext

DETAILS: Mapping[re.Pattern[str], Callable[[re.Match[str]], str]] = {
    re.compile(r"none of (\d+) cameras sees .* ± (\d+) m"): lambda found: ngettext(
        "The one camera known here does not see the place, which is known to ±%(within)s m.",
        "None of the %(num)d cameras known here sees the place, which is known to ±%(within)s m.",
        int(found[1]),
        within=found[2],
    ),
    re.compile(r"every recording of that time has been overwritten: (.+)"): lambda found: gettext(
        "Every camera that saw the place has overwritten that time: %(cameras)s",
        cameras=_days(found[1]),
    ),
    re.compile(r"“(.*)” lies at no site with cameras known to this service"): lambda found: gettext(
        "No cameras are entered for “%(place)s”.", place=found[1]
    ),
    re.compile(r"case \S+ lies at no known site"): lambda _found: gettext(
        "No cameras are entered for this place."
    ),
    re.compile(r"no contact between vehicles is seen on any clip"): lambda _found: gettext(
        "All recordings were looked through."
    ),
    re.compile(r"\S+ was tried (\d+) times; its worker died each time"): lambda found: gettext(
        "It was tried %(times)s times, and the program measuring it ended each time.",
        times=found[1],
    ),
}


def gap_detail(detail: str) -> tuple[str, bool]:
    """The detail in the reader's language, and whether it is; where not, it is English."""
    for pattern, words in DETAILS.items():
        if found := pattern.fullmatch(detail):
            return str(words(found)), True
    return detail, False


def _days(cameras: str) -> str:
    """Each camera with how long it keeps its recordings."""

    def kept(found: re.Match[str]) -> str:
        days = int(found[1])
        words = ngettext("keeps %(num)d day", "keeps %(num)d days", days)
        return f"({words})"

    return re.sub(r"\((\d+) days\)", kept, cameras)
