"""What is kept of insurers' endpoints: where they are, how they do, and what was sent to each."""

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from accident_service.casefile.announcement import Announcement, EventType
from accident_service.quantities.identifiers import InsurerId


class EndpointState(StrEnum):
    """May anything be sent there?"""

    ACTIVE = "active"
    DISABLED = "disabled"


class DisabledWhy(StrEnum):
    """Who or what switched an endpoint off."""

    BY_INSURER = "by-insurer"
    BY_ADMINISTRATOR = "by-administrator"
    GONE = "gone"  # the receiver answered 410
    UNREACHABLE = "unreachable"  # nothing was taken over the whole schedule


class DeliveryState(StrEnum):
    """What became of one announcement at one endpoint."""

    WAITING = "waiting"
    DELIVERED = "delivered"
    FAILED = "failed"  # given up
    MISSED = "missed"  # the endpoint was switched off; a replay sends it


@dataclass(frozen=True, slots=True, kw_only=True)
class Endpoint:
    """An insurer's address for announcements, and how it has been doing."""

    id: str
    insurer: InsurerId
    url: str
    description: str
    types: frozenset[EventType]  # empty: all
    created_at: datetime
    state: EndpointState = EndpointState.ACTIVE
    disabled_why: DisabledWhy | None = None
    disabled_at: datetime | None = None
    failures_in_a_row: int = 0
    last_delivered_at: datetime | None = None
    last_failed_at: datetime | None = None

    def wants(self, kind: EventType) -> bool:
        """Is this kind of announcement sent there?"""
        return kind is EventType.PING or not self.types or kind in self.types


@dataclass(frozen=True, slots=True, kw_only=True)
class SealedSecret:
    """A signing secret as it is kept; it stops signing at `retires_at`."""

    sealed: str
    created_at: datetime
    retires_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    """One announcement on its way to one endpoint."""

    endpoint: str
    announcement: Announcement
    state: DeliveryState
    tries: int  # since it was written or last asked for again
    next_try_at: datetime | None
    delivered_at: datetime | None = None
    last_status: int | None = None
    last_failure: str = ""

    def asked_again(self, at: datetime) -> "Delivery":
        """The delivery in line again from that moment, whatever became of it before."""
        return replace(
            self, state=DeliveryState.WAITING, tries=0, next_try_at=at, delivered_at=None
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class DeliveryTry:
    """One try: what came back, or why nothing did. Bodies are never kept."""

    at: datetime
    status: int | None
    failure: str
    took_s: float

    @property
    def was_taken(self) -> bool:
        """Did the receiver accept it?"""
        return self.status is not None and 200 <= self.status < 300
