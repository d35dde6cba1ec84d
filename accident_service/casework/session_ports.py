"""What is remembered of sessions that were ended by whoever held them."""

from datetime import datetime
from typing import Protocol


class EndedSessions(Protocol):
    """Sessions somebody signed out of: a copy of the cookie made before opens nothing either."""

    def end(self, session_id: str, *, until: datetime) -> None:
        """Remember until no copy can be in time any more; safe to repeat."""
        ...

    def has_ended(self, session_id: str) -> bool:
        """Did somebody sign out of it?"""
        ...
