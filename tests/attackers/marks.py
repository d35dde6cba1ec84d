"""Who the people of the two accidents are, and the words planted of each.

X is insured with PICC and CPIC, Y with PINGAN and TPIC. Of each accident there is a determined case
(`x`, `y`) and an open one of the same people (`xo`, `yo`).
"""

import hashlib
from dataclasses import dataclass

from accident_service.casework.insurer_scopes import Scope
from accident_service.quantities.identifiers import UnitId
from accident_service.reports.party import PartyLetter

SIDES = ("x", "y")
INSURERS = {"x": ("PICC", "CPIC"), "y": ("PINGAN", "TPIC")}
PHONES = {"xA": "13811110001", "xB": "13811110002", "yA": "13922220001", "yB": "13922220002"}
IDENTITIES = {
    "xA": "110105194912310021",
    "xB": "340524198001010023",
    "yA": "440308199901010111",
    "yB": "510104197605050555",
}
TRACKING = {"x": "BXXX2345", "y": "BYYY2345", "xo": "BXXX6789", "yo": "BYYY6789"}
NUMBERS = {side: f"2203020001-2026-00000{place}" for place, side in enumerate(SIDES, start=1)}
PASSWORD = "a long password"
STRANGER = "13700000003"
EVERY_SCOPE = frozenset(Scope)
ELSEWHERE = UnitId("4403040009")


@dataclass(frozen=True, slots=True)
class Marks:
    """What is planted of one party (`xA`), by what it is."""

    of: str

    @property
    def name(self) -> str:
        """What the party is called."""
        return f"姓名{self.of}标"

    @property
    def plate(self) -> str:
        """Its plate."""
        return f"吉C{self.of.upper()}77"

    @property
    def policy_no(self) -> str:
        """Its policy."""
        return f"POL{self.of.upper()}000000000000000001"

    @property
    def words(self) -> str:
        """What it said happened."""
        return f"话语{self.of}标记"

    def private(self) -> tuple[str, ...]:
        """What no other party reads: only the service, its officers and its own insurer."""
        return (PHONES[self.of], IDENTITIES[self.of])

    def all(self) -> tuple[str, ...]:
        """Everything that names this party."""
        return (self.name, self.plate, self.policy_no, self.words, *self.private())


def case_marks(side: str) -> tuple[str, ...]:
    """What is planted of an accident as such."""
    return (
        f"地点{side}标记",
        f"理由{side}标记",
        f"事实{side}标记",
        content_mark(side),
        content_mark(f"{side}o"),
        *(content_mark(kind, one) for kind in (side, f"{side}o") for one in PartyLetter),
        TRACKING[side],
        TRACKING[f"{side}o"],
        NUMBERS[side],
    )


def marks_of(side: str) -> tuple[str, ...]:
    """Everything planted of one accident."""
    return (*Marks(f"{side}A").all(), *Marks(f"{side}B").all(), *case_marks(side))


def own_id(kind: str, what: str, letter: PartyLetter) -> str:
    """The id of a party's photograph or recording in a case (`x`, `xo`, `y`, `yo`)."""
    return hashlib.sha256(f"{kind}{what}{letter}".encode()).hexdigest()[:32]


def content_mark(kind: str, letter: str = "") -> str:
    """What stands in a file of that case; of one party where a letter is given."""
    return f"内容{kind}{letter}标记"


def upload_of(side: str) -> str:
    """The id of a photograph that party A has on its way."""
    return hashlib.sha256(side.encode()).hexdigest()[:32]


def endpoint_of(side: str) -> str:
    """The id of the receiver of that accident's first insurer."""
    return f"whe_{hashlib.sha256(side.encode()).hexdigest()[:24]}"
