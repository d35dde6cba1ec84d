"""A service that is as well as a test wants it."""

from dataclasses import dataclass, field
from datetime import datetime

from accident_service.casework.operating_ports import Measured, VitalSign


@dataclass(slots=True)
class FakeVitalSigns:
    """Everything is well, but for what is named."""

    down: set[str] = field(default_factory=set)

    def taken(self) -> tuple[VitalSign, ...]:
        """Every sign."""
        return tuple(
            VitalSign(name=name, needed=needed, well=name not in self.down, told=f"told of {name}")
            for name, needed in (("ledger", True), ("evidence", True), ("queue", False))
        )


@dataclass(slots=True)
class FakeOperatingFigures:
    """What a test puts there."""

    measured: tuple[Measured, ...] = (Measured("accident_outbox_due", 3.0),)

    def read(self, now_at: datetime) -> tuple[Measured, ...]:
        """Every figure."""
        return self.measured
