"""A case handed over to those who drive to the scene: what has become of it."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Self

from accident_service.errors import Conflict


@dataclass(frozen=True, slots=True, kw_only=True)
class HandOver:
    """Pushed to the dispatch, and taken over by an officer who goes there.

    `receipt` is what the dispatch calls it, empty where it gives no number.
    """

    pushed_at: datetime
    receipt: str = ""
    taken_by: str = ""
    taken_at: datetime | None = None

    def taken_over(self, officer_name: str, at: datetime) -> Self:
        """Once an officer says that they go; their own second click changes nothing.

        Raises:
            Conflict: A colleague has said so before.
        """
        if self.taken_at is None:
            return replace(self, taken_by=officer_name, taken_at=at)
        if self.taken_by != officer_name:
            raise Conflict(f"{self.taken_by} has taken this over already")
        return self
