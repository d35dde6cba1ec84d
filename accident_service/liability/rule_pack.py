"""A rule pack: what a city's own list changes in the national rules, version by version.

A pack switches rules on or off, says what a mixed case does, limits which grades may be
proposed, changes thresholds and adds local articles. It holds no rules of its own: a rule is
code with case tables, and a pack chooses among them. The accident's day picks the version.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date

from accident_service.liability.fact import Facts
from accident_service.liability.finding import Assessment, Finding
from accident_service.liability.grade import Grade
from accident_service.liability.law_modules import MixedCaseRule, Rule
from accident_service.liability.mixed_case import Effect, MixedCase
from accident_service.liability.provision import Provision
from accident_service.liability.thresholds import ToldThreshold
from accident_service.quantities.identifiers import TrackId

NATIONAL = "national"


@dataclass(frozen=True, slots=True, kw_only=True)
class MixedDivision:
    """What a pack makes of one mixed case.

    `grades` are those of the vehicle whose conduct makes the case and of the other; None
    leaves what the case itself suggests.
    """

    code: str
    effect: Effect
    grades: tuple[Grade, Grade] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PackVersion:
    """What a pack says between two days; `valid_to` is None while it is in force."""

    version: str
    valid_from: date
    valid_to: date | None = None
    on: tuple[str, ...] = ()
    off: tuple[str, ...] = ()
    grades: tuple[Grade, ...] = tuple(Grade)
    mixed: tuple[MixedDivision, ...] = ()
    thresholds: tuple[ToldThreshold, ...] = ()
    provisions: tuple[Provision, ...] = ()
    cites: tuple[tuple[str, tuple[str, ...]], ...] = ()  # rule code -> local articles

    def in_force(self, on: date) -> bool:
        """Does the version apply to what happened on this day?"""
        return self.valid_from <= on and (self.valid_to is None or on <= self.valid_to)

    def switched(self, codes: frozenset[str]) -> frozenset[str]:
        """Of the codes that are on without this version, and those it puts on: who stays."""
        return (codes | set(self.on)) - set(self.off)

    def rule(self, rule: Rule) -> Rule:
        """The rule as this version has it: citing the local articles too."""
        local = dict(self.cites).get(rule.code, ())
        if not local:
            return rule
        return replace(
            rule,
            provisions=(*rule.provisions, *local),
            assess=_Citing(rule.assess, local),
        )

    def mixed_case(self, case: MixedCaseRule) -> MixedCaseRule:
        """The mixed case with the effect and grades this version gives it."""
        divided = next((one for one in self.mixed if one.code == case.code), None)
        return replace(case, consider=_Dividing(case.consider, divided, self.grades))

    def told(self, thresholds: tuple[ToldThreshold, ...]) -> tuple[ToldThreshold, ...]:
        """The thresholds with those this version changes."""
        changed = {one.name: one for one in self.thresholds}
        return tuple(replace(changed.get(one.name, one), decides=one.decides) for one in thresholds)


@dataclass(frozen=True, slots=True, kw_only=True)
class RulePack:
    """A city's list through the years; no two versions hold on one day."""

    id: str
    name_zh: str
    name_en: str
    source: str
    versions: tuple[PackVersion, ...]

    def on(self, day: date) -> PackVersion | None:
        """The version of that day; None before the first, after the last, or in a gap."""
        return next((one for one in self.versions if one.in_force(day)), None)


@dataclass(frozen=True, slots=True)
class _Citing:
    """A rule's assessment whose finding also cites local articles."""

    assess: Callable[[Facts, TrackId, TrackId], Assessment]
    local: tuple[str, ...]

    def __call__(self, facts: Facts, at_fault: TrackId, against: TrackId) -> Assessment:
        """The assessment."""
        tried = self.assess(facts, at_fault, against)
        if tried.finding is None:
            return tried
        cited = (*tried.finding.provisions, *self.local)
        return replace(tried, finding=replace(tried.finding, provisions=cited))


@dataclass(frozen=True, slots=True)
class _Dividing:
    """A mixed case whose effect and grades a pack gives, within the grades it allows."""

    consider: Callable[[Facts, tuple[Finding, ...], TrackId, TrackId], MixedCase | None]
    divided: MixedDivision | None
    allowed: tuple[Grade, ...]

    def __call__(
        self, facts: Facts, findings: tuple[Finding, ...], a: TrackId, b: TrackId
    ) -> MixedCase | None:
        """The mixed case of this order of the pair, or None."""
        found = self.consider(facts, findings, a, b)
        if found is None:
            return None
        if self.divided is not None:
            found = _as_divided(found, self.divided)
        if all(grade in self.allowed for _, grade in found.suggested):
            return found
        # A division the pack does not know is not shown; the rules' own grades stand.
        effect = Effect.RESERVE if found.effect is Effect.SUGGEST else found.effect
        return replace(found, suggested=(), effect=effect)


def _as_divided(found: MixedCase, divided: MixedDivision) -> MixedCase:
    suggested = found.suggested
    if divided.grades:
        suggested = tuple(zip((found.about, found.against), divided.grades, strict=True))
    if divided.effect is Effect.SUGGEST and not suggested:
        return found  # nothing to suggest: what the case itself does stands
    return replace(found, effect=divided.effect, suggested=suggested)
