"""What those who keep the service running ask of it: is it well, and how much has it to do."""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol


@dataclass(frozen=True, slots=True, kw_only=True)
class VitalSign:
    """One thing the service rests on, as it was found just now."""

    name: str  # "ledger", "evidence", "queue", "room"
    needed: bool  # without it nothing can be accepted
    well: bool
    told: str  # for the operator; names no person


class VitalSigns(Protocol):
    """Looks at everything the service rests on."""

    def taken(self) -> tuple[VitalSign, ...]:
        """Every sign, as it is at this moment; never raises because one of them is bad."""
        ...


@dataclass(frozen=True, slots=True)
class Measured:
    """One figure; `name` carries the unit as its last word, labels are in a fixed order."""

    name: str
    value: float
    labels: tuple[tuple[str, str], ...] = ()


class OperatingFigures(Protocol):
    """What there is to do, and how it goes, read from the ledger."""

    def read(self, now_at: datetime) -> tuple[Measured, ...]:
        """Every figure at that moment.

        Raises:
            LedgerUnavailable: The ledger did not answer.
        """
        ...
