"""Read the case tables that traffic officers correct, and try their cases."""

import tomllib
from dataclasses import dataclass
from pathlib import Path

from typing_extensions import override

from accident_service.liability.apportionment import Apportionment, apportion
from accident_service.liability.fact import Fact, FactKind, Facts, Truth
from accident_service.liability.finding import Assessment
from accident_service.liability.rulebook import Rulebook
from accident_service.quantities.identifiers import TrackId

TABLES = Path(__file__).resolve().parents[2] / "case_tables"
A, B = TrackId("A"), TrackId("B")


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One line of a table, with the usual facts filled in."""

    rule: str
    name: str
    facts: Facts
    fires: str
    grades: dict[str, str]
    strength: str
    reasons: tuple[str, ...]

    @override
    def __str__(self) -> str:
        return f"{self.rule}: {self.name}"

    def assessments(self) -> tuple[Assessment, ...]:
        """Every rule tried on both orders."""
        rules = Rulebook.built_in().rules
        return tuple(rule.assess(self.facts, *pair) for rule in rules for pair in ((A, B), (B, A)))

    def found(self) -> str:
        """Who this table's rule is found against, in the table's own words."""
        tried = [one for one in self.assessments() if self.rule in ("R90", one.rule_code)]
        fired = [one.at_fault for one in tried if one.truth is Truth.TRUE]
        if fired:
            return " and ".join(fired)
        open_ones = [one for one in tried if one.truth is Truth.UNKNOWN]
        return "cannot tell" if open_ones else "nobody"

    def apportioned(self) -> Apportionment:
        """What all rules together propose."""
        return apportion(self.facts, self.assessments())


def cases(table: str) -> list[Case]:
    """Every case of one table."""
    content = tomllib.loads((TABLES / f"{table}.toml").read_text(encoding="utf-8"))
    return [_case(content, entry) for entry in content["case"]]


def _case(content: dict[str, object], entry: dict[str, object]) -> Case:
    usual, but = content["usual"], entry.get("but", {})
    assert isinstance(usual, dict)
    assert isinstance(but, dict)
    facts = [
        Fact(
            kind=FactKind(kind),
            party=TrackId(party),
            truth=Truth(truth),
            sentence_zh=f"{party} {kind}",
            sentence_en=f"{party} {kind}",
        )
        for party, known in usual.items()
        for kind, truth in {**known, **but.get(party, {})}.items()
    ]
    return Case(
        rule=str(content["rule"]),
        name=str(entry["name"]),
        facts=Facts(tuple(facts)),
        fires=str(entry["fires"]),
        grades=dict(entry["grades"]),  # type: ignore[call-overload]  # a TOML table
        strength=str(entry.get("strength", "limited")),
        reasons=tuple(entry.get("reasons", ())),  # type: ignore[arg-type]  # a TOML list
    )
