"""The rules this installation works by, to look at: nothing here decides anything."""

from dataclasses import dataclass

from accident_service.casefile.retention import RetentionPeriods
from accident_service.liability.rule_pack import NATIONAL, RulePack
from accident_service.liability.thresholds import ToldThreshold


@dataclass(frozen=True, slots=True, kw_only=True)
class HouseRules:
    """What holds here.

    `usual` is the pack that holds unless a site names another; `thresholds` are the national
    ones with their sources; `periods` say for how long closed cases are kept.
    """

    packs: tuple[RulePack, ...] = ()
    usual: str = NATIONAL
    thresholds: tuple[ToldThreshold, ...] = ()
    periods: RetentionPeriods
