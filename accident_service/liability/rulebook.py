"""The rules and articles of one version, and which of them bound people on a given day.

An accident is judged by the law of its own day: `in_force` gives the rules whose every
article was valid then, as the rule pack's version of that day has them. A changed outcome of
any case table needs a new version.
"""

from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from importlib.resources import files
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
from accident_service.liability.rule_pack import NATIONAL, PackVersion, RulePack
from accident_service.liability.rule_pack_schema import read_pack
from accident_service.liability.thresholds import (
    Thresholds,
    ToldThreshold,
    built_in_thresholds,
)

VERSION = "2026.1"


@dataclass(frozen=True, slots=True, kw_only=True)
class Rulebook:
    """Every rule, article and threshold one version knows.

    `pack` is the city's list, or the national one; `pack_version` is which of its versions
    has been applied, empty where none was yet, or none held on the day.
    """

    version: str
    rules: tuple[Rule, ...]
    mixed_cases: tuple[MixedCaseRule, ...]
    contributory_faults: tuple[ContributoryFault, ...]
    provisions: tuple[Provision, ...]
    thresholds: Thresholds
    told_thresholds: tuple[ToldThreshold, ...]
    pack: RulePack
    pack_version: str = ""

    @classmethod
    def built_in(cls, pack: RulePack | None = None) -> Self:
        """The rulebook this version comes with; by a city's pack, or the national rules."""
        told = built_in_thresholds()
        return cls(
            version=VERSION,
            rules=all_rules(),
            mixed_cases=all_mixed_cases(),
            contributory_faults=all_contributory_faults(),
            provisions=built_in_provisions(),
            thresholds=Thresholds.of(told),
            told_thresholds=told,
            pack=pack or built_in_pack(NATIONAL),
        )

    def in_force(self, on: date) -> Self:
        """The rulebook with what bound people on this day; no rules before the law.

        A rule, mixed case or contributory fault counts when the pack has it on and its every
        article was valid then.
        """
        whole = self._as_packs_have_it(on)
        valid = {provision.key for provision in whole.provisions if provision.in_force(on)}
        return replace(
            whole,
            rules=tuple(one for one in whole.rules if set(one.provisions) <= valid),
            mixed_cases=tuple(one for one in whole.mixed_cases if set(one.provisions) <= valid),
            contributory_faults=tuple(
                one for one in whole.contributory_faults if set(one.provisions) <= valid
            ),
        )

    def _as_packs_have_it(self, on: date) -> Self:
        """What the national list and then the city's leave on and change."""
        national, city = built_in_pack(NATIONAL).on(on), self.pack.on(on)
        listed = self.rules + self.mixed_cases + self.contributory_faults
        codes = frozenset(one.code for one in listed)
        for version in (national, city):
            codes = version.switched(codes) if version else codes
        # Before and after the city's list, and in its gaps, the national rules hold alone.
        city = city or national or PackVersion(version="", valid_from=on)
        told = city.told(self.told_thresholds)
        return replace(
            self,
            rules=tuple(city.rule(one) for one in self.rules if one.code in codes),
            mixed_cases=tuple(
                city.mixed_case(one) for one in self.mixed_cases if one.code in codes
            ),
            contributory_faults=tuple(one for one in self.contributory_faults if one.code in codes),
            provisions=(*self.provisions, *city.provisions),
            thresholds=Thresholds.of(told) if city.thresholds else self.thresholds,
            told_thresholds=told,
            pack_version=city.version if self.pack.on(on) else "",
        )

    def thresholds_of(self, kinds: frozenset[str]) -> tuple[ToldThreshold, ...]:
        """The thresholds that facts of these kinds turn on."""
        return tuple(one for one in self.told_thresholds if kinds & set(one.decides))

    def provision(self, key: str, on: date) -> Provision:
        """The article as it stood on this day.

        Raises:
            KeyError: It is not in this rulebook, or was not in force then.
        """
        for provision in self.provisions:
            if provision.key == key and provision.in_force(on):
                return provision
        raise KeyError(f"{key} on {on}")


@cache
def built_in_pack(pack_id: str) -> RulePack:
    """The national pack, or a sample this version comes with.

    Raises:
        KeyError: There is no such pack.
    """
    return next(one for one in built_in_packs() if one.id == pack_id)


@cache
def built_in_packs() -> tuple[RulePack, ...]:
    """Every pack this version comes with: the national one and samples to copy."""
    folder = files("accident_service.liability").joinpath("rule_packs")
    texts = sorted((one.name, one.read_text(encoding="utf-8")) for one in folder.iterdir())
    return tuple(read_pack(text, name) for name, text in texts if name.endswith(".toml"))
