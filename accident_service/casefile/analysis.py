"""What one analysis of one clip left in the file: the figures people read, and the blobs."""

from dataclasses import dataclass

from accident_service.quantities.identifiers import ClipId, TrackId
from accident_service.quantities.uncertainty import Estimate, Interval
from accident_service.reconstruction.looks import Appearance
from accident_service.reconstruction.result import TimingSummary

SVG = "image/svg+xml"
FILM = "video/mp4"


@dataclass(frozen=True, slots=True, kw_only=True)
class BlobRef:
    """Bytes in the blob store, by content."""

    sha256: str
    size_bytes: int
    media_type: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Exhibit:
    """A picture or film made for people."""

    kind: str  # "still", "plan", "speed-curve", "gap-curve", "camera-film", "plan-film"
    name: str  # unique within the analysis; safe as a file name
    caption_zh: str
    caption_en: str
    pts_s: float | None
    blob: BlobRef


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """Which way a vehicle went some seconds before the contact, and on which road.

    `bearing_rad` is of its motion, not of its front: clockwise from north, 0 to 2 pi. The
    road's names are empty where the site's files name none there.
    """

    bearing_rad: Estimate
    road_zh: str = ""
    road_en: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasuredVehicle:
    """One vehicle of the contact, in the figures a decision rests on."""

    track: TrackId
    vehicle_class: str
    contact_clock: int
    speed_before_mps: Interval
    delta_v_mps: Interval | None
    look: Appearance | None = None  # where somebody read it; a hint, never an identity
    way: Way | None = None  # None where it did not move for certain


@dataclass(frozen=True, slots=True)
class Coordinates:
    """A place in WGS 84."""

    latitude_deg: float
    longitude_deg: float


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasuredContact:
    """The contact the case is about; intervals are k = 2."""

    pts_s: float
    pts_interval_s: Interval
    x_m: float
    y_m: float
    point_sigma_m: float
    closing_speed_mps: Interval
    vehicles: tuple[MeasuredVehicle, MeasuredVehicle]
    coordinates: Coordinates | None = None  # None only in files kept before it was


@dataclass(frozen=True, slots=True, kw_only=True)
class AnalysisRecord:
    """One finished reconstruction of one sealed clip; never changed, only superseded."""

    clip: ClipId
    contact: MeasuredContact | None
    vehicle_count: int
    decoded_share: float | None
    worst_leave_one_out_m: float
    result: BlobRef  # the canonical accident-analysis/1 document
    exhibits: tuple[Exhibit, ...]
    versions: tuple[tuple[str, str], ...]  # (what, version), part of the proposal's identity
    timing: TimingSummary | None = None  # None only in files kept before it was
    views: BlobRef | None = None  # how the camera stood at each picture; None as above
    scene: BlobRef | None = None  # survey, road and signals it was measured by; None before
    picture_log: BlobRef | None = None  # the accident-pictures/1 document; None before it was

    @property
    def films(self) -> tuple[Exhibit, ...]:
        """The films, which show the way to the contact and from it."""
        return tuple(one for one in self.exhibits if one.blob.media_type == FILM)

    @property
    def pictures(self) -> tuple[Exhibit, ...]:
        """Each picture once, in its order: as vector drawing where there is one."""
        drawn = {one.name.rpartition(".")[0] for one in self.exhibits if one.blob.media_type == SVG}
        return tuple(
            one
            for one in self.exhibits
            if one.blob.media_type == SVG
            or (one.blob.media_type != FILM and one.name.rpartition(".")[0] not in drawn)
        )
