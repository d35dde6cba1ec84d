"""The fields of a rule pack's tables, read so that every mistake is told and none ends the reading.

A field that cannot be used is complained of in `wrong` and read as something harmless.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from accident_service.liability.grade import Grade
from accident_service.liability.mixed_case import Effect
from accident_service.liability.rule_pack import MixedDivision
from accident_service.liability.thresholds import ToldThreshold

SOME_DAY = date(2004, 5, 1)
# SPR-60: what the one whose conduct makes the case and the other can bear between them.
DIVISIONS = (
    (Grade.FULL, Grade.NONE),
    (Grade.NONE, Grade.FULL),
    (Grade.PRIMARY, Grade.SECONDARY),
    (Grade.SECONDARY, Grade.PRIMARY),
    (Grade.EQUAL, Grade.EQUAL),
)


@dataclass(frozen=True, slots=True)
class PackFields:
    """One table of a pack's file; all tables of a file share the list of complaints."""

    file: str
    where: str
    table: Mapping[str, Any]
    wrong: list[str]

    @property
    def place(self) -> str:
        """Where in the file this table stands, for a complaint."""
        return f"{self.file}: {self.where}".removesuffix(".")

    def complain(self, name: str, found: str, accepted: str) -> None:
        """Note what is wrong with one field, and what would be accepted."""
        field = f"{self.where}{name}".removesuffix(".")
        self.wrong.append(f"{self.file}: {field} {found}; accepted: {accepted}")

    def only(self, names: tuple[str, ...]) -> None:
        """Complain of every field that is none of these."""
        for name in self.table:
            if name not in names:
                self.complain(name, "is no field", _one_of(names))

    def text(self, name: str) -> str:
        """A text that is not empty."""
        value = self.table.get(name)
        if not isinstance(value, str) or not value.strip():
            self._refuse(name, "a text that is not empty")
            return ""
        return value

    def choice(self, name: str, accepted: tuple[str, ...]) -> str:
        """One of a few texts."""
        value = self.table.get(name)
        if value not in accepted:
            self._refuse(name, _one_of(accepted))
            return accepted[0]
        return str(value)

    def choices(self, name: str, accepted: tuple[str, ...]) -> tuple[str, ...]:
        """A list of some of a few texts; none where the field is absent."""
        value = self.table.get(name, [])
        if not isinstance(value, list):
            self._refuse(name, "a list of some of " + ", ".join(accepted))
            return ()
        for place, one in enumerate(value):
            if one not in accepted:
                self.complain(f"{name}[{place}]", f"is {one!r}", _one_of(accepted))
        return tuple(one for one in value if one in accepted)

    def grades(self, name: str) -> tuple[Grade, ...]:
        """The grades that may be proposed; every grade where the field is absent."""
        if name not in self.table:
            return tuple(Grade)
        allowed = self.choices(name, tuple(Grade))
        # What single rules propose cannot be left out.
        if not {Grade.FULL, Grade.EQUAL, Grade.NONE} <= set(allowed):
            self._refuse(name, "a list that holds at least full, equal and none")
        return tuple(Grade(one) for one in allowed)

    def day(self, name: str) -> date:
        """A day written as TOML writes it."""
        value = self.table.get(name)
        if type(value) is not date:
            self._refuse(name, "a day such as 2024-01-01, without quotes")
            return SOME_DAY
        return value

    def last_day(self, name: str, first: date) -> date | None:
        """The last day of a span that begins on `first`; None where the field is absent."""
        if name not in self.table:
            return None
        last = self.day(name)
        if last < first:
            self._refuse(name, f"a day not before {first}")
            return first
        return last

    def table_at(self, name: str) -> "PackFields":
        """A table inside this one; an empty one where the field is absent."""
        value = self.table.get(name, {})
        if not isinstance(value, dict):
            self._refuse(name, "a table")
            value = {}
        return PackFields(self.file, f"{self.where}{name}.", value, self.wrong)

    def named(
        self, name: str, accepted: tuple[str, ...] | None
    ) -> Iterator[tuple[str, "PackFields"]]:
        """Every table inside a table, with its name; names are checked where some are given."""
        inside = self.table_at(name)
        for key in inside.table:
            if accepted is not None and key not in accepted:
                inside.complain(key, "is not known", _one_of(accepted))
            else:
                yield key, inside.table_at(key)

    def tables(self, name: str) -> Iterator["PackFields"]:
        """Every table of a list of at least one."""
        value = self.table.get(name)
        if not isinstance(value, list) or not value or not all(isinstance(v, dict) for v in value):
            self._refuse(name, f"one or more tables [[{name}]]")
            return
        for place, one in enumerate(value):
            yield PackFields(self.file, f"{self.where}{name}[{place}].", one, self.wrong)

    def threshold(self, name: str) -> ToldThreshold:
        """A changed threshold: `value`, `source`, `why_zh`, `why_en`."""
        self.only(("value", "source", "why_zh", "why_en"))
        value = self.table.get("value")
        if isinstance(value, bool) or not isinstance(value, int | float):
            self._refuse("value", "a number")
            value = 0.0
        return ToldThreshold(
            name=name,
            value=float(value),
            source=self.text("source"),
            why_zh=self.text("why_zh"),
            why_en=self.text("why_en"),
        )

    def mixed_division(self, code: str) -> MixedDivision:
        """What becomes of a mixed case: `effect`, and `about` with `against` or neither."""
        self.only(("effect", "about", "against"))
        effect = Effect(self.choice("effect", tuple(Effect)))
        if not {"about", "against"} & set(self.table):
            return MixedDivision(code=code, effect=effect)
        grades = tuple(Grade(self.choice(name, tuple(Grade))) for name in ("about", "against"))
        if grades not in DIVISIONS:
            said = ", ".join(f"{about}/{against}" for about, against in DIVISIONS)
            self.complain("about", f"with against is {'/'.join(grades)}", said)
        return MixedDivision(code=code, effect=effect, grades=(grades[0], grades[1]))

    def _refuse(self, name: str, accepted: str) -> None:
        value = self.table.get(name)
        self.complain(name, "is missing" if value is None else f"is {value!r}", accepted)


def _one_of(names: tuple[str, ...]) -> str:
    return "one of " + ", ".join(names) if names else "nothing"
