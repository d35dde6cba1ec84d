"""A contributory fault (C01 to C10): offered to the officer, never deciding alone."""

from dataclasses import dataclass

from accident_service.liability.fact import Fact, Truth
from accident_service.quantities.identifiers import TrackId


@dataclass(frozen=True, slots=True, kw_only=True)
class Contribution:
    """One contributory fault of one party, and whether the footage shows it.

    Only TRUE ones are offered as established; an UNKNOWN one is named as open, and a FALSE
    one as excluded.
    """

    code: str
    party: TrackId
    truth: Truth
    provisions: tuple[str, ...]
    relied_on: tuple[Fact, ...]
    sentence_zh: str
    sentence_en: str
