"""An article of law, with the dates between which it says so."""

import tomllib
from dataclasses import dataclass
from datetime import date
from importlib.resources import files


@dataclass(frozen=True, slots=True, kw_only=True)
class Provision:
    """One article, paraphrased; `valid_to` is None while it is in force.

    The key is how rules and documents cite it, such as RTSL-43 or REG-51(7).
    """

    key: str
    law_zh: str
    article_zh: str
    gist_zh: str
    gist_en: str
    valid_from: date
    valid_to: date | None = None

    def in_force(self, on: date) -> bool:
        """Does the article apply to what happened on this day?"""
        return self.valid_from <= on and (self.valid_to is None or on <= self.valid_to)


def built_in_provisions() -> tuple[Provision, ...]:
    """Every article this version knows, past and present."""
    text = files("accident_service.liability").joinpath("provisions.toml").read_text("utf-8")
    return tuple(Provision(key=key, **entry) for key, entry in tomllib.loads(text).items())
