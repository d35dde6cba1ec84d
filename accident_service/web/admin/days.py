"""Days typed into a search, as the moments they begin."""

from datetime import UTC, date, datetime, time, timedelta

from accident_service.casefile.working_days import BEIJING

ONE_DAY = timedelta(days=1)
NO_LATER = timedelta(0)


def day_begun(typed: str, later: timedelta = NO_LATER) -> datetime | None:
    """When that day began in China, or so much later; None for what is no day."""
    try:
        begun = datetime.combine(date.fromisoformat(typed), time(), BEIJING) + later
        return begun.astimezone(UTC)
    except (ValueError, OverflowError):
        return None
