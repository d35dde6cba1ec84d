"""An article of law, with the dates between which it says so.

The articles stand in `provisions/`, one file per law or group of laws, and `laws.toml` there
says how each law is called.
"""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any

from accident_service.errors import InvalidSettings

TEXTS = frozenset({"key", "law_zh", "law_en", "article_zh", "gist_zh", "gist_en"})
OPTIONAL = frozenset({"valid_to", "on_conduct"})
LAWS = "laws.toml"


@dataclass(frozen=True, slots=True, kw_only=True)
class Provision:
    """One article, paraphrased; `valid_to` is None while it is in force.

    The key is how rules and documents cite it, such as RTSL-43 or REG-51(7). `on_conduct`
    says that an officer may cite it for a fault: it is not about procedure.
    """

    key: str
    law_zh: str
    law_en: str
    article_zh: str
    gist_zh: str
    gist_en: str
    valid_from: date
    valid_to: date | None = None
    on_conduct: bool = True

    def in_force(self, on: date) -> bool:
        """Does the article apply to what happened on this day?"""
        return self.valid_from <= on and (self.valid_to is None or on <= self.valid_to)

    def overlaps(self, other: "Provision") -> bool:
        """Would both wordings of one article bind people on some day?"""
        later = max(self.valid_from, other.valid_from)
        return self.key == other.key and self.in_force(later) and other.in_force(later)


def built_in_provisions() -> tuple[Provision, ...]:
    """Every article this version knows, past and present, in the order of the laws."""
    folder = files("accident_service.liability").joinpath("provisions")
    laws = _read(folder.joinpath(LAWS))
    entries = [
        (f"{file.name}: {key}", {"key": key, **_of_its_law(key, laws), **entry})
        for file in sorted(folder.iterdir(), key=lambda one: one.name)
        if file.name.endswith(".toml") and file.name != LAWS
        for key, entry in _read(file).items()
    ]
    rank = {law: place for place, law in enumerate(laws)}
    return articles_of(sorted(entries, key=lambda entry: rank[_law(entry[1]["key"])]))


def articles_of(entries: list[tuple[str, Mapping[str, Any]]]) -> tuple[Provision, ...]:
    """The articles of `entries`, each told by where it stands and its fields.

    Raises:
        InvalidSettings: A field is missing, unknown or no text or day, an article ends before
            it begins, or two wordings of one article hold on the same day.
    """
    found: dict[str, list[Provision]] = {}
    for place, entry in entries:
        _demand_fields(place, entry)
        article = Provision(**entry)
        if any(article.overlaps(other) for other in found.get(article.key, ())):
            raise InvalidSettings(f"{place}: another wording of it holds on the same day")
        found.setdefault(article.key, []).append(article)
    return tuple(article for wordings in found.values() for article in wordings)


def _demand_fields(place: str, entry: Mapping[str, Any]) -> None:
    wanted = TEXTS | {"valid_from"}
    odd = wanted - set(entry) or set(entry) - wanted - OPTIONAL
    if odd:
        raise InvalidSettings(
            f"{place}: {', '.join(sorted(odd))} missing or unknown; accepted:"
            f" {', '.join(sorted(wanted | OPTIONAL))}"
        )
    if not all(isinstance(entry[name], str) and entry[name] for name in TEXTS):
        raise InvalidSettings(f"{place}: {', '.join(sorted(TEXTS))} are texts, not empty")
    first, last = entry["valid_from"], entry.get("valid_to", entry["valid_from"])
    if not type(first) is type(last) is date or last < first:
        raise InvalidSettings(f"{place}: valid_from and valid_to are days in order, as 2021-04-29")


def _of_its_law(key: str, laws: Mapping[str, Any]) -> dict[str, Any]:
    law = laws[_law(key)]
    first, last = law.get("conduct", (1, 0))
    return {
        "law_zh": law["title_zh"],
        "law_en": law["title_en"],
        "valid_from": law["valid_from"],
        "on_conduct": first <= int(re.split(r"[-.(]", key)[1]) <= last,
    }


def _law(key: str) -> str:
    """The letters of the law in an article's key."""
    return key.partition("-")[0]


def _read(file: Traversable) -> dict[str, Any]:
    return tomllib.loads(file.read_text(encoding="utf-8"))
