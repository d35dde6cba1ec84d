"""What the story needs from the outside world, and nothing of how it is done.

The ledger's ports are in `ledger_ports`, those of documents in `paper_ports`; they are handed
on from here, so that a step finds all it needs in one place.
"""

from contextlib import AbstractContextManager
from datetime import datetime
from pathlib import Path
from typing import Protocol

from accident_service.casefile.analysis import AnalysisRecord, BlobRef, Coordinates
from accident_service.casework.ledger_ports import (
    AuditLedger,
    CaseStore,
    DeterminationStore,
    Lease,
    Step,
    StepLedger,
    StepProgress,
)
from accident_service.casework.paper_ports import DocumentPress, Provisions
from accident_service.casework.source_ports import ClipSource
from accident_service.casework.unit_of_work import Ledger, UnitOfWork
from accident_service.footage.camera import Camera
from accident_service.footage.clip import SealedClip
from accident_service.footage.occluder import Occluder
from accident_service.liability.road_map import RoadMap
from accident_service.liability.signal_log import SignalLog
from accident_service.quantities.identifiers import SiteId
from accident_service.reconstruction.result import Reconstruction
from accident_service.reports.place import CoordinateSystem, ReportedPlace

__all__ = [
    "Analyst",
    "AuditLedger",
    "BlobStore",
    "CaseStore",
    "ClipSource",
    "Clock",
    "DeterminationStore",
    "DocumentPress",
    "Lease",
    "Ledger",
    "ProgressSink",
    "Provisions",
    "Site",
    "SiteRegister",
    "Step",
    "StepLedger",
    "StepProgress",
    "UnitOfWork",
]


class Clock(Protocol):
    """The wall."""

    def now(self) -> datetime:
        """This moment, aware, in UTC."""
        ...


class Site(Protocol):
    """A place the city knows: its cameras, road map and signal log."""

    @property
    def id(self) -> SiteId: ...  # noqa: D102 - the name says it

    @property
    def name_zh(self) -> str: ...  # noqa: D102 - the name says it

    @property
    def name_en(self) -> str: ...  # noqa: D102 - the name says it

    @property
    def admin_code(self) -> str:
        """Its district, by the code of GB/T 2260."""
        ...

    @property
    def cameras(self) -> tuple[Camera, ...]: ...  # noqa: D102 - the name says it

    @property
    def occluders(self) -> tuple[Occluder, ...]:
        """What stands between cameras and road; empty where the files do not say."""
        ...

    @property
    def road_map(self) -> RoadMap: ...  # noqa: D102 - the name says it

    @property
    def rule_pack(self) -> str:
        """The id of the rule pack that holds here; empty where the city's usual one does."""
        ...

    def bearing_rad(self, heading_rad: float) -> float:
        """A heading of the site's plane as a compass bearing, clockwise from north, 0 to 2 pi."""
        ...

    def coordinates_of(self, x_m: float, y_m: float) -> Coordinates:
        """A place of the site's plane by latitude and longitude."""
        ...

    def place_at(
        self, latitude_deg: float, longitude_deg: float, system: CoordinateSystem
    ) -> tuple[float, float]:
        """The place in metres of the site's plane."""
        ...

    def road_at(self, x_m: float, y_m: float) -> tuple[str, str]:
        """The road's name there in Chinese and English; both empty where none is known."""
        ...

    def signals_for(self, clip: SealedClip) -> SignalLog:
        """The signal phases on this clip's clock, with the doubt of both clocks."""
        ...


class SiteRegister(Protocol):
    """All sites of the city."""

    def sites(self) -> tuple[Site, ...]:
        """Every site, by name."""
        ...

    def site(self, site_id: SiteId) -> Site:
        """One site.

        Raises:
            NotFound: No such site.
        """
        ...

    def locate(self, place: ReportedPlace) -> tuple[Site, tuple[float, float], float]:
        """The site of a reported place, the place in site metres, and one sigma of it in metres.

        Raises:
            NoFootage: The place is at no site with cameras.
        """
        ...


class BlobStore(Protocol):
    """Bytes by their content; written once, never changed, removed only with their last case."""

    def put(self, path: Path, media_type: str) -> BlobRef:
        """Keep a file's bytes; the same bytes are kept once.

        Raises:
            BlobStoreUnavailable: They could not be written.
        """
        ...

    def put_bytes(self, content: bytes, media_type: str) -> BlobRef:
        """Keep bytes that are already in memory; as `put`."""
        ...

    def open(self, blob: BlobRef) -> bytes:
        """The bytes, checked against their hash.

        Raises:
            CustodyBroken: The stored bytes are not those that were kept.
            NotFound: Nothing is kept under this hash.
        """
        ...

    def remove(self, sha256: str) -> None:
        """Forget the bytes of this hash for good; nothing where there are none.

        Raises:
            BlobStoreUnavailable: They could not be removed.
        """
        ...

    def local_path(self, blob: BlobRef) -> AbstractContextManager[Path]:
        """The bytes as a local read-only file, for a decoder; checked against their hash."""
        ...


class Analyst(Protocol):
    """Reconstructs one clip, in a child process with limits of its own."""

    def analyse(self, clip: SealedClip, site: Site, on_progress: "ProgressSink") -> AnalysisRecord:
        """Reconstruct the clip and keep result and exhibits as blobs.

        Raises:
            ClipUnreadable: It cannot be decoded within the limits.
            CalibrationUnreliable: The camera's survey cannot carry metres.
        """
        ...

    def reconstruction(self, record: AnalysisRecord) -> Reconstruction:
        """The measured trajectories and contacts of a finished analysis."""
        ...


class ProgressSink(Protocol):
    """Told how far a long step has come."""

    def __call__(self, share_done: float) -> None:
        """Args: share_done: 0..1."""
        ...
