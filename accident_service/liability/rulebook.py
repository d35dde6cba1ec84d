"""The rules and articles of one version, and which of them bound people on a given day.

An accident is judged by the law of its own day: `in_force` gives the rules whose every
article was valid then. A changed outcome of any case table needs a new version.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Self

from accident_service.liability.fact import Facts
from accident_service.liability.finding import Assessment
from accident_service.liability.provision import Provision, built_in_provisions
from accident_service.liability.rules import lane_change, rear_end, turning_vs_straight
from accident_service.liability.thresholds import Thresholds
from accident_service.quantities.identifiers import TrackId

VERSION = "2026.1"


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule: its code, what it cites, and how it weighs the facts."""

    code: str
    provisions: tuple[str, ...]
    assess: Callable[[Facts, TrackId, TrackId], Assessment]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rulebook:
    """Every rule, article and threshold one version knows."""

    version: str
    rules: tuple[Rule, ...]
    provisions: tuple[Provision, ...]
    thresholds: Thresholds

    @classmethod
    def built_in(cls) -> Self:
        """The rulebook this version comes with."""
        modules = (rear_end, lane_change, turning_vs_straight)
        return cls(
            version=VERSION,
            rules=tuple(
                Rule(code=module.CODE, provisions=module.PROVISIONS, assess=module.assess)
                for module in modules
            ),
            provisions=built_in_provisions(),
            thresholds=Thresholds.built_in(),
        )

    def in_force(self, on: date) -> tuple[Rule, ...]:
        """The rules whose every article bound people on this day; none before the law."""
        valid = {provision.key for provision in self.provisions if provision.in_force(on)}
        return tuple(rule for rule in self.rules if set(rule.provisions) <= valid)

    def provision(self, key: str, on: date) -> Provision:
        """The article as it stood on this day.

        Raises:
            KeyError: It is not in this rulebook, or was not in force then.
        """
        for provision in self.provisions:
            if provision.key == key and provision.in_force(on):
                return provision
        raise KeyError(f"{key} on {on}")
