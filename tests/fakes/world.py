"""The outside world, small: one site with one camera, its recordings, and a blob store."""

import hashlib
import math
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from tempfile import TemporaryDirectory

from shapely import LineString, box

from accident_service.casefile.analysis import BlobRef, Coordinates
from accident_service.casework.ports import Site
from accident_service.casework.source_ports import DeliveredPart, Delivery, Progress
from accident_service.errors import (
    ClipSourceUnavailable,
    CustodyBroken,
    NoFootage,
    NotFound,
    OutsideWorldFailed,
)
from accident_service.footage.camera import Camera, CameraNetwork, CameraPosition
from accident_service.footage.clip import SealedClip
from accident_service.footage.occluder import Occluder
from accident_service.footage.search import ClipRequest
from accident_service.liability.road_map import Lane, LaneKind, RoadMap
from accident_service.liability.signal_log import SignalLog
from accident_service.quantities.clocks import TimeWindow
from accident_service.quantities.identifiers import CameraId, SiteId
from accident_service.quantities.image_plane import ImageSize
from accident_service.quantities.uncertainty import Estimate
from accident_service.reports.place import CoordinateSystem, ReportedPlace
from tests.fakes import examples


def camera(name: str = examples.CAMERA, **changes: object) -> Camera:
    """A traffic camera that sees the forty metres around the junction's middle."""
    seen = Camera(
        id=CameraId(name),
        network=CameraNetwork.TRAFFIC,
        name_zh="北桅杆",
        name_en="North mast",
        position=CameraPosition(x_m=0.0, y_m=30.0, height_m=8.0),
        field_of_view=box(-40.0, -40.0, 40.0, 40.0),
        clock_offset_s=Estimate(1.4, 0.2),
        retention_days=30,
        source_key=name,
        image_size=ImageSize(1280, 720),
    )
    return replace(seen, **changes)  # type: ignore[arg-type]  # the test says which fields


def road_map() -> RoadMap:
    """One lane eastwards through the middle."""
    lane = Lane(
        id="east-1",
        kind=LaneKind.DRIVE,
        centre_line=LineString([(-50.0, 0.0), (50.0, 0.0)]),
        polygon=box(-50.0, -1.75, 50.0, 1.75),
        width_m=3.5,
    )
    return RoadMap(lanes=(lane,))


@dataclass(frozen=True, slots=True, kw_only=True)
class FakeSite:
    """A `Site` at the middle of its own plane."""

    id: SiteId = examples.SITE
    name_zh: str = "中央路与北路交叉口"
    name_en: str = "Central Road and North Road"
    cameras: tuple[Camera, ...] = field(default_factory=lambda: (camera(),))
    road_map: RoadMap = field(default_factory=road_map)
    rule_pack: str = ""
    occluders: tuple[Occluder, ...] = ()
    admin_code: str = "220302"

    def bearing_rad(self, heading_rad: float) -> float:
        """East lies along x."""
        return (math.pi / 2 - heading_rad) % math.tau

    def coordinates_of(self, x_m: float, y_m: float) -> Coordinates:
        """A made-up degree is 100 km long."""
        return Coordinates(43.17 + y_m / 1e5, 124.35 + x_m / 1e5)

    def place_at(
        self, latitude_deg: float, longitude_deg: float, system: CoordinateSystem
    ) -> tuple[float, float]:
        """`coordinates_of` the other way."""
        return (longitude_deg - 124.35) * 1e5, (latitude_deg - 43.17) * 1e5

    def road_at(self, x_m: float, y_m: float) -> tuple[str, str]:
        """Everything is on one road."""
        return "中央路", "Central Road"

    def signals_for(self, clip: SealedClip) -> SignalLog:
        """No signal is logged here."""
        return SignalLog()


@dataclass(slots=True)
class FakeSiteRegister:
    """A `SiteRegister` of the sites given."""

    known: tuple[Site, ...] = field(default_factory=lambda: (FakeSite(),))

    def sites(self) -> tuple[Site, ...]:
        """Every site."""
        return self.known

    def site(self, site_id: SiteId) -> Site:
        """One site."""
        for one in self.known:
            if one.id == site_id:
                return one
        raise NotFound(f"no site {site_id}")

    def locate(self, place: ReportedPlace) -> tuple[Site, tuple[float, float], float]:
        """The picked site's middle, ten metres unsure."""
        for one in self.known:
            if one.id == place.site:
                return one, (0.0, 0.0), 10.0
        raise NoFootage(f"“{place.words}” is at no site with cameras")


@dataclass(slots=True)
class FakeClipSource:
    """Gives every camera the bytes named for it; the request's own span is covered."""

    recordings: dict[CameraId, bytes] = field(
        default_factory=lambda: {examples.CAMERA: b"a recording"}
    )
    failures: list[OutsideWorldFailed] = field(default_factory=list)  # raised first, in order
    silent: set[CameraId] = field(default_factory=set)  # never answer
    asked: list[CameraId] = field(default_factory=list)

    def fetch(self, request: ClipRequest, into: Path, on_progress: Progress) -> Delivery:
        """Write the recording, or fail as told."""
        self.asked.append(request.camera)
        if self.failures:
            raise self.failures.pop(0)
        if request.camera in self.silent:
            raise ClipSourceUnavailable(f"{request.camera} does not answer")
        if request.camera not in self.recordings:
            raise NoFootage(f"{request.camera} has kept no recording")
        path = into / "recording.mp4"
        path.write_bytes(self.recordings[request.camera])
        part = DeliveredPart(
            path=path,
            span=TimeWindow(request.from_at, request.to_at),
            name="recording.mp4",
            media_type="video/mp4",
        )
        return Delivery(parts=(part,), source_kind="fake", source_address="memory")


@dataclass(slots=True)
class FakeBlobStore:
    """Bytes in memory, by their hash."""

    kept: dict[str, bytes] = field(default_factory=dict)
    failures: list[OutsideWorldFailed] = field(default_factory=list)  # raised first, in order

    def put(self, path: Path, media_type: str) -> BlobRef:
        """Keep a file's bytes."""
        return self.put_bytes(path.read_bytes(), media_type)

    def put_bytes(self, content: bytes, media_type: str) -> BlobRef:
        """Keep bytes."""
        if self.failures:
            raise self.failures.pop(0)
        sha256 = hashlib.sha256(content).hexdigest()
        self.kept.setdefault(sha256, content)
        return BlobRef(sha256=sha256, size_bytes=len(content), media_type=media_type)

    def open(self, blob: BlobRef) -> bytes:
        """The bytes, checked against their hash."""
        if blob.sha256 not in self.kept:
            raise NotFound(f"no bytes {blob.sha256}")
        content = self.kept[blob.sha256]
        if hashlib.sha256(content).hexdigest() != blob.sha256:
            raise CustodyBroken(f"the bytes kept as {blob.sha256} are others")
        return content

    def remove(self, sha256: str) -> None:
        """Forget the bytes."""
        if self.failures:
            raise self.failures.pop(0)
        self.kept.pop(sha256, None)

    @contextmanager
    def local_path(self, blob: BlobRef) -> Iterator[Path]:
        """The bytes as a file."""
        with TemporaryDirectory() as folder:
            path = Path(folder) / blob.sha256
            path.write_bytes(self.open(blob))
            yield path


@dataclass(frozen=True, slots=True)
class FakeThumbnails:
    """Hands out the picture itself."""

    blobs: FakeBlobStore

    def small(self, picture: BlobRef) -> tuple[bytes, str]:
        """The picture, no smaller."""
        return self.blobs.open(picture), picture.media_type
