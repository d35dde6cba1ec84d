"""What insurers are told when a determination changes its standing: that it did, and where to read.

An announcement is thin. It names no person, plate or responsibility: who receives it fetches the
determination with a token of its own, and gets what it may see at that moment. Its form is that
of the Standard Webhooks specification: `type`, `timestamp`, `data`.
"""

import json
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum

from accident_service.casefile.determination import DeterminationStatus
from accident_service.quantities.identifiers import DeterminationNumber


class EventType(StrEnum):
    """What happened; the last word is the determination's status from then on."""

    ISSUED = "determination.issued"
    SERVED = "determination.served"
    UNDER_REVIEW = "determination.under_review"
    REVOKED = "determination.revoked"
    REPLACED = "determination.replaced"
    PING = "endpoint.ping"  # nothing happened: a receiver is tried out


TYPE_OF_STATUS = {
    DeterminationStatus.ISSUED: EventType.ISSUED,
    DeterminationStatus.SERVED: EventType.SERVED,
    DeterminationStatus.UNDER_REVIEW: EventType.UNDER_REVIEW,
    DeterminationStatus.REVOKED: EventType.REVOKED,
    DeterminationStatus.REPLACED: EventType.REPLACED,
}
DETERMINATION_EVENTS = tuple(TYPE_OF_STATUS.values())


@dataclass(frozen=True, slots=True, kw_only=True)
class Announcement:
    """One happening; its `id` is the same for every receiver, and however often it is sent."""

    id: str
    type: EventType
    at: datetime
    number: DeterminationNumber | None = None  # None for a ping
    version: int = 0

    @property
    def status(self) -> str:
        """The determination's status from then on."""
        return self.type.rpartition(".")[2]

    def body(self, public_url: str) -> bytes:
        """The bytes that are signed and sent: canonical JSON, the same at every try.

        Args:
            public_url: Where the service is reached, without a stroke at its end.
        """
        told: dict[str, object] = {}
        if self.number is not None:
            told = {
                "number": self.number,
                "version": self.version,
                "status": self.status,
                "link": f"{public_url}/v1/determinations/{self.number}",
            }
        at = self.at.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
        content = {"type": self.type.value, "timestamp": at, "data": told}
        return json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode()
