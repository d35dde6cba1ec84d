"""The wall clock; the only place that looks at it."""

from datetime import UTC, datetime


class SystemClock:
    """A `Clock` that tells the machine's time."""

    def now(self) -> datetime:
        """This moment, aware, in UTC."""
        return datetime.now(tz=UTC)
