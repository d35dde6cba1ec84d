"""Read the case tables that traffic officers correct, and try their cases.

What a table does not speak of is as in `ordinary.toml`: nothing out of the ordinary happened.
"""

import tomllib
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from typing_extensions import override

from accident_service.liability.apportionment import Apportionment, apportion
from accident_service.liability.considered import Considered, consider
from accident_service.liability.fact import Fact, FactKind, Facts, Truth
from accident_service.liability.mixed_case import MixedCase
from accident_service.liability.rule_pack import NATIONAL
from accident_service.liability.rulebook import Rulebook, built_in_pack
from accident_service.quantities.identifiers import TrackId

TABLES = Path(__file__).resolve().parents[2] / "case_tables"
NOT_OF_PAIRS = (
    "corrections",
    "eligibility",
    "four_eyes",
    "ordinary",
    "plain_words",
    "time_limits",
    "wording",
)
A, B = TrackId("A"), TrackId("B")
RULEBOOK = Rulebook.built_in()
# The day all tables are judged by.
THE_DAY = date(2026, 3, 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One line of a table, with the usual facts filled in.

    `code` is the rule (R), mixed case (M) or contributory fault (C) the table is about, and
    `pack` the rule pack it is judged by.
    """

    code: str
    pack: str
    name: str
    facts: Facts
    expected: dict[str, Any]

    @override
    def __str__(self) -> str:
        return f"{self.code}: {self.name}"

    def considered(self) -> Considered:
        """Everything the law says of it."""
        return consider(law_by(self.pack), self.facts, (A, B))

    def mixed(self) -> tuple[MixedCase, ...]:
        """Every mixed case that applies to either order."""
        return self.considered().mixed

    def found(self) -> str:
        """Whom this table's rule, mixed case or fault is found of, in the table's own words."""
        if self.code.startswith("M"):
            return " and ".join(one.about for one in self.mixed() if one.code == self.code) or (
                "nobody"
            )
        if self.code.startswith("C"):
            given = [one for one in self.considered().contributions if one.code == self.code]
            return _told([(one.party, one.truth) for one in given])
        tried = [
            one for one in self.considered().assessments if self.code in ("R90", one.rule_code)
        ]
        return _told([(one.at_fault, one.truth) for one in tried])

    def apportioned(self) -> Apportionment:
        """What all rules together propose."""
        return apportion(self.facts, self.considered())


def _told(tried: list[tuple[TrackId, Truth]]) -> str:
    fired = [party for party, truth in tried if truth is Truth.TRUE]
    if fired:
        return " and ".join(fired)
    return "cannot tell" if any(truth is Truth.UNKNOWN for _, truth in tried) else "nobody"


@cache
def law_by(pack: str) -> Rulebook:
    """What binds people on the day of the tables, as a rule pack has it."""
    return Rulebook.built_in(built_in_pack(pack)).in_force(THE_DAY)


def tables() -> list[str]:
    """The names of all tables about two vehicles that touched."""
    return sorted(path.stem for path in TABLES.glob("*.toml") if path.stem not in NOT_OF_PAIRS)


def cases(table: str) -> list[Case]:
    """Every case of one table."""
    content = _read(table)
    return [_case(content, entry) for entry in content["case"]]


def ordinary() -> dict[str, str]:
    """What is established of a vehicle unless a table says otherwise."""
    return dict(_read("ordinary")["ordinary"])


def _read(table: str) -> dict[str, Any]:
    return tomllib.loads((TABLES / f"{table}.toml").read_text(encoding="utf-8"))


def _case(content: dict[str, Any], entry: dict[str, Any]) -> Case:
    usual, but = content.get("usual", {}), entry.get("but", {})
    facts = [
        Fact(
            kind=FactKind(kind),
            party=party,
            truth=Truth(truth),
            sentence_zh=f"{party} {kind}",
            sentence_en=f"{party} {kind}",
        )
        for party in (A, B)
        for kind, truth in {
            **ordinary(),
            **usual.get(party, {}),
            **but.get(party, {}),
        }.items()
    ]
    return Case(
        code=str(content["code"]),
        pack=str(entry.get("pack", content.get("pack", NATIONAL))),
        name=str(entry["name"]),
        facts=Facts(tuple(facts)),
        expected=entry,
    )
