"""The call-up register: who had which recording called up, why, of which network (VID-16)."""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from accident_service.footage.camera import CameraNetwork
from accident_service.quantities.identifiers import CameraId, CaseId, SiteId


@dataclass(frozen=True, slots=True, kw_only=True)
class CallUp:
    """One request to a network, as it is registered: reason, content, unit and name.

    The same request made again, because the network did not answer, is the same entry.
    """

    at: datetime
    case: CaseId
    tracking_code: str
    network: CameraNetwork
    site: SiteId
    camera: CameraId
    from_at: datetime  # the span asked for, by the camera's own clock
    to_at: datetime
    reason: str
    unit: str  # whose case it is; the service's own name before a unit has it
    name: str  # the officer, or the service acting for the unit
    basis: str  # the articles it rests on
    due: bool  # does the law ask for the entry, or is it ours

    @property
    def key(self) -> tuple[str, ...]:
        """What makes two requests the same."""
        span = (self.from_at.isoformat(), self.to_at.isoformat())
        return (self.case, self.site, self.camera, *span)


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptCallUp:
    """An entry with its number in the register, rising with time."""

    number: int
    entry: CallUp


@dataclass(frozen=True, slots=True, kw_only=True)
class CallUpQuery:
    """What is looked for; None and empty leave a matter open.

    `words` is any part of tracking code, camera, unit or name. `before` continues a list after
    its last number.
    """

    network: CameraNetwork | None = None
    words: str = ""
    from_at: datetime | None = None
    to_at: datetime | None = None
    before: int | None = None


class CallUpRegister(Protocol):
    """The register, inside a unit of work; nothing in it is ever changed or taken out."""

    def enter(self, entry: CallUp) -> bool:
        """Write the entry; False where this very request stands in it already."""
        ...

    def found(self, query: CallUpQuery, *, limit: int) -> tuple[KeptCallUp, ...]:
        """Entries, newest first."""
        ...
