"""A `Clock` that stands still until it is moved."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

HALF_PAST_NOON = datetime(2026, 3, 2, 4, 30, tzinfo=UTC)  # in China; half an hour after the example


@dataclass(slots=True)
class FakeClock:
    """Stands at `now_at`."""

    now_at: datetime = HALF_PAST_NOON

    def now(self) -> datetime:
        """This moment, aware, in UTC."""
        return self.now_at

    def pass_by(self, elapsed_s: float) -> None:
        """Let time pass; it may also run back, as real clocks do."""
        self.now_at += timedelta(seconds=elapsed_s)
