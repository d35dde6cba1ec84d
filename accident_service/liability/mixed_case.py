"""A situation in which a single rule does not have the last word (混合情形, M01 to M13).

Two faults that meet, a fault that another's excuses, or a moment at which practice divides:
one file of `mixed_cases/` each. None of them decides alone unless a rule pack lets it.
"""

from dataclasses import dataclass
from enum import StrEnum

from accident_service.liability.fact import Fact
from accident_service.liability.grade import Grade
from accident_service.quantities.identifiers import TrackId


class Effect(StrEnum):
    """What a mixed case does to what the rules alone would propose."""

    RESERVE = "reserve"  # the rules' grades stand; an officer must look at this first
    SUGGEST = "suggest"  # its own grades are proposed instead, never firmly
    OFFICER = "officer"  # no grades are proposed; `suggested` is shown to the officer


@dataclass(frozen=True, slots=True, kw_only=True)
class MixedCase:
    """One mixed case that applies to a pair.

    `about` is the vehicle whose conduct makes the case (the one who cut in, the one who
    parked); `suggested` may be empty where practice gives no division. PRIMARY and SECONDARY
    appear in it only as a suggestion to the officer, or where a rule pack says so.
    """

    code: str
    about: TrackId
    against: TrackId
    effect: Effect
    suggested: tuple[tuple[TrackId, Grade], ...]
    provisions: tuple[str, ...]
    relied_on: tuple[Fact, ...]
    sentence_zh: str
    sentence_en: str
