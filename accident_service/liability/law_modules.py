"""The rules, mixed cases and contributory faults this version comes with: one file each.

A new one is added by adding its file; nothing else lists them. They are tried in the order of
their codes.
"""

import pkgutil
from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from types import ModuleType

from accident_service.liability import contributory, mixed_cases, rules
from accident_service.liability.contribution import Contribution
from accident_service.liability.fact import Facts
from accident_service.liability.finding import Assessment, Finding
from accident_service.liability.mixed_case import MixedCase
from accident_service.quantities.identifiers import TrackId


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule: its code, what it cites, and how it weighs the facts.

    What an `officer_only` rule finds is shown, and the division is left to the officer.
    """

    code: str
    provisions: tuple[str, ...]
    assess: Callable[[Facts, TrackId, TrackId], Assessment]
    officer_only: bool = False


@dataclass(frozen=True, slots=True)
class MixedCaseRule:
    """One mixed case: `consider` answers None where it does not apply to this order of the pair."""

    code: str
    provisions: tuple[str, ...]
    consider: Callable[[Facts, tuple[Finding, ...], TrackId, TrackId], MixedCase | None]


@dataclass(frozen=True, slots=True)
class ContributoryFault:
    """One contributory fault and how it is told."""

    code: str
    provisions: tuple[str, ...]
    assess: Callable[[Facts, TrackId], Contribution]


def all_rules() -> tuple[Rule, ...]:
    """Every rule of `rules/` that can fire."""
    return tuple(
        Rule(
            code=one.CODE,
            provisions=one.PROVISIONS,
            assess=one.assess,
            officer_only=getattr(one, "OFFICER_ONLY", False),
        )
        for one in _modules(rules)
        if hasattr(one, "assess")
    )


def all_mixed_cases() -> tuple[MixedCaseRule, ...]:
    """Every mixed case of `mixed_cases/`."""
    return tuple(
        MixedCaseRule(code=one.CODE, provisions=one.PROVISIONS, consider=one.consider)
        for one in _modules(mixed_cases)
    )


def all_contributory_faults() -> tuple[ContributoryFault, ...]:
    """Every contributory fault of `contributory/`."""
    return tuple(
        ContributoryFault(code=one.CODE, provisions=one.PROVISIONS, assess=one.assess)
        for one in _modules(contributory)
    )


def _modules(package: ModuleType) -> list[ModuleType]:
    found = [
        import_module(f"{package.__name__}.{one.name}")
        for one in pkgutil.iter_modules(package.__path__)
    ]
    return sorted(found, key=lambda module: str(module.CODE))
