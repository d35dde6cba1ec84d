"""Ports of the camera register's living side: how asking went, and who surveyed what when."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import NamedTuple, Protocol

from accident_service.casefile.analysis import BlobRef
from accident_service.footage.health import FetchHistory, FetchOutcome
from accident_service.quantities.identifiers import CameraId, CaseId, ClipId, OfficerId, SiteId
from accident_service.reconstruction.calibration.survey import Survey


class CameraKey(NamedTuple):
    """One camera of the city."""

    site: SiteId
    camera: CameraId


class PlaceOutcome(StrEnum):
    """What became of looking for cameras about a reported place."""

    ASKED = "asked"
    UNSEEN = "unseen"  # at a site, where no camera looks
    OVERWRITTEN = "overwritten"  # seen, but asked for too late
    NO_SITE = "no-site"


@dataclass(frozen=True, slots=True, kw_only=True)
class AccidentPlace:
    """Where an accident was reported; x and y are metres of the site's plane."""

    case: CaseId
    site: SiteId | None
    x_m: float
    y_m: float
    sigma_m: float
    at: datetime  # of the accident
    outcome: PlaceOutcome


@dataclass(frozen=True, slots=True, kw_only=True)
class WantedClip:
    """A recording a case waits for, and how long its camera keeps it."""

    case: CaseId
    key: CameraKey
    kept_until_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedClip:
    """How asking a camera for a case's recording went; `outcome` is None before any answer."""

    kept_until_at: datetime
    outcome: FetchOutcome | None = None
    at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FetchNote:
    """How one request ended."""

    case: CaseId
    key: CameraKey
    at: datetime
    outcome: FetchOutcome


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadingNote:
    """How one sealed clip of the camera read, and by which survey it was measured."""

    case: CaseId
    key: CameraKey
    clip: ClipId
    at: datetime
    standing: str  # a `RateStanding`, or the code of the evidence gap
    measured: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceTally:
    """The places of one site in a nutshell: another one wherever any of them changes."""

    count: int
    unseen: int
    newest_at: datetime
    sums_m: tuple[float, float, float]  # of x, y and sigma


class CameraDiary(Protocol):
    """What happened with every camera; written by the workers, read at the desk."""

    def note_place(self, place: AccidentPlace, wanted: Sequence[WantedClip]) -> None:
        """Where an accident was and which recordings are wanted for it; the last note stands."""
        ...

    def note_fetch(self, note: FetchNote) -> None:
        """How a request ended; only an answer ends the waiting for the recording."""
        ...

    def asked_of(self, case: CaseId) -> Mapping[CameraId, AskedClip]:
        """Every camera a case wants a recording of, and how the newest request ended."""
        ...

    def note_reading(self, note: ReadingNote) -> None:
        """How a clip read."""
        ...

    def histories(
        self, cameras: Sequence[CameraKey], *, now_at: datetime
    ) -> Mapping[CameraKey, FetchHistory]:
        """The requests to those of the cameras that were ever asked."""
        ...

    def last_readings(self, cameras: Sequence[CameraKey]) -> Mapping[CameraKey, ReadingNote]:
        """The newest reading of those of the cameras that have one."""
        ...

    def readings(self, key: CameraKey, *, limit: int) -> tuple[ReadingNote, ...]:
        """The newest readings of one camera, newest first."""
        ...

    def waiting(self) -> tuple[WantedClip, ...]:
        """Recordings that open cases still wait for, the one overwritten first on top."""
        ...

    def places(self, *, since: datetime, site: SiteId | None = None) -> tuple[AccidentPlace, ...]:
        """Where accidents were reported since then, at this site or, where None, everywhere."""
        ...

    def tallies(self, *, since: datetime) -> Mapping[SiteId | None, PlaceTally]:
        """The places since then in a nutshell, by site; None stands for no site."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class SurveyFigures:
    """What a survey is worth, as it was when it was saved."""

    rms_px: float
    worst_leave_one_out_m: float  # infinite where no mark can be left out
    usable_share: float  # of its field of view, 0..1, known to 0.3 m
    usable_area_m2: float
    usable_reach_m: float


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptSurvey:
    """One version of a camera's survey; never changed, only followed by another.

    Version 0 is what the site's folder says; it bears no date unless the folder gives one.
    """

    key: CameraKey
    version: int
    survey: Survey
    made_at: datetime | None = None
    made_by: OfficerId | None = None
    made_by_name: str = ""
    note: str = ""
    figures: SurveyFigures | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CameraStill:
    """A picture of a camera that marks are clicked in; from a sealed clip or sent by an officer."""

    key: CameraKey
    picture: BlobRef
    taken_from: str  # the clip it was cut from; empty where it was sent
    kept_at: datetime
    kept_by: OfficerId


class SurveyBook(Protocol):
    """All versions of all surveys made at the desk, and the pictures they were made in."""

    def versions(self, key: CameraKey) -> tuple[KeptSurvey, ...]:
        """Every version made at the desk, newest first."""
        ...

    def newest(self) -> Mapping[CameraKey, KeptSurvey]:
        """The newest version of every camera surveyed at the desk."""
        ...

    def add(self, survey: KeptSurvey) -> None:
        """Keep the next version.

        Raises:
            CaseMovedOn: Somebody kept this version first.
        """
        ...

    def keep_still(self, still: CameraStill) -> None:
        """Keep a picture; the same picture is kept once."""
        ...

    def stills(self, key: CameraKey) -> tuple[CameraStill, ...]:
        """The camera's pictures, newest first."""
        ...


class FolderSurveys(Protocol):
    """The surveys as the sites' folders have them."""

    def __call__(self, site: SiteId, camera: CameraId, /) -> Survey:
        """The survey of one camera.

        Raises:
            NotFound: No such site.
            CalibrationUnreliable: The camera was never surveyed.
        """
        ...
