"""The rules and articles of one version, and which of them bound people on a given day.

An accident is judged by the law of its own day: `in_force` gives the rules whose every
article was valid then. A changed outcome of any case table needs a new version.
"""

from dataclasses import dataclass, replace
from datetime import date
from typing import Self

from accident_service.liability.law_modules import (
    ContributoryFault,
    MixedCaseRule,
    Rule,
    all_contributory_faults,
    all_mixed_cases,
    all_rules,
)
from accident_service.liability.provision import Provision, built_in_provisions
from accident_service.liability.thresholds import Thresholds

VERSION = "2026.1"


@dataclass(frozen=True, slots=True, kw_only=True)
class Rulebook:
    """Every rule, article and threshold one version knows."""

    version: str
    rules: tuple[Rule, ...]
    mixed_cases: tuple[MixedCaseRule, ...]
    contributory_faults: tuple[ContributoryFault, ...]
    provisions: tuple[Provision, ...]
    thresholds: Thresholds

    @classmethod
    def built_in(cls) -> Self:
        """The rulebook this version comes with."""
        return cls(
            version=VERSION,
            rules=all_rules(),
            mixed_cases=all_mixed_cases(),
            contributory_faults=all_contributory_faults(),
            provisions=built_in_provisions(),
            thresholds=Thresholds.built_in(),
        )

    def in_force(self, on: date) -> Self:
        """The rulebook with what bound people on this day; no rules before the law.

        A rule, mixed case or contributory fault counts when its every article was valid then.
        """
        valid = {provision.key for provision in self.provisions if provision.in_force(on)}
        return replace(
            self,
            rules=tuple(one for one in self.rules if set(one.provisions) <= valid),
            mixed_cases=tuple(one for one in self.mixed_cases if set(one.provisions) <= valid),
            contributory_faults=tuple(
                one for one in self.contributory_faults if set(one.provisions) <= valid
            ),
        )

    def provision(self, key: str, on: date) -> Provision:
        """The article as it stood on this day.

        Raises:
            KeyError: It is not in this rulebook, or was not in force then.
        """
        for provision in self.provisions:
            if provision.key == key and provision.in_force(on):
                return provision
        raise KeyError(f"{key} on {on}")
