"""A site as its folder describes it: place, cameras with their surveys, road, signals."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from accident_service.adapters.site_files.plane import SitePlane, to_wgs84
from accident_service.casefile.analysis import Coordinates
from accident_service.errors import CalibrationUnreliable
from accident_service.footage.camera import Camera
from accident_service.footage.clip import SealedClip
from accident_service.footage.occluder import Occluder
from accident_service.liability.road_map import RoadMap
from accident_service.liability.signal_log import ApproachSignal, Phase, PhaseChange, SignalLog
from accident_service.quantities.identifiers import CameraId, SiteId
from accident_service.quantities.uncertainty import Estimate
from accident_service.reconstruction.calibration.survey import Survey
from accident_service.reports.place import CoordinateSystem

# Changes this long before a clip still tell what its first picture was shown. [design]
LONGEST_PHASE_S = 600.0


@dataclass(frozen=True, slots=True)
class LoggedPhase:
    """One line of the controller's log."""

    changed_at: datetime
    approach: str
    phase: Phase


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """Everything a city's files say of one place; a `casework.ports.Site`."""

    id: SiteId
    name_zh: str
    name_en: str
    admin_code: str
    plane: SitePlane
    radius_m: float  # the site reaches this far from (0, 0)
    cameras: tuple[Camera, ...]
    surveys: tuple[tuple[CameraId, Survey], ...]
    road_map: RoadMap
    phases: tuple[LoggedPhase, ...]  # in order of time
    signal_clock_s: Estimate  # controller's clock minus true time
    rule_pack: str = ""  # the id of the rule pack that holds here; empty: the usual one
    occluders: tuple[Occluder, ...] = ()
    road_names: tuple[tuple[str, str, str], ...] = ()  # approach, its road in Chinese, in English

    def survey_of(self, camera: CameraId) -> Survey:
        """The survey of one camera.

        Raises:
            CalibrationUnreliable: The camera was never surveyed.
        """
        for known, survey in self.surveys:
            if known == camera:
                return survey
        raise CalibrationUnreliable(f"camera {camera} of site {self.id} has no survey points")

    def bearing_rad(self, heading_rad: float) -> float:
        """A heading of the site's plane as a compass bearing; see the port."""
        return self.plane.bearing_rad(heading_rad)

    def coordinates_of(self, x_m: float, y_m: float) -> Coordinates:
        """A place of the site's plane by latitude and longitude; see the port."""
        return Coordinates(*self.plane.to_degrees(x_m, y_m))

    def place_at(
        self, latitude_deg: float, longitude_deg: float, system: CoordinateSystem
    ) -> tuple[float, float]:
        """A place by latitude and longitude in metres of the site's plane; see the port."""
        return self.plane.to_metres(*to_wgs84(latitude_deg, longitude_deg, system))

    def road_at(self, x_m: float, y_m: float) -> tuple[str, str]:
        """The name of the road there; see the port.

        Said only where every lane at the place belongs to one named road: in a junction, and
        on lanes of no approach, it is nobody's.
        """
        names = {approach: (zh, en) for approach, zh, en in self.road_names}
        roads = {names.get(lane.approach or "") for lane in self.road_map.lanes_at(x_m, y_m)}
        named = roads.pop() if len(roads) == 1 else None
        return named or ("", "")

    def signals_for(self, clip: SealedClip) -> SignalLog:
        """The phases on this clip's clock, with the doubt of both clocks.

        The clip's second 0 is `from_at` by the camera; the log is by the controller. Both
        are taken to true time by their offsets, and their doubts add up in squares.
        """
        start_at = clip.from_at - timedelta(seconds=clip.time_offset_s.value)
        start_at += timedelta(seconds=self.signal_clock_s.value)
        length_s = (clip.to_at - clip.from_at).total_seconds()
        by_approach: dict[str, list[PhaseChange]] = {}
        for logged in self.phases:
            pts_s = (logged.changed_at - start_at).total_seconds()
            if -LONGEST_PHASE_S <= pts_s <= length_s + LONGEST_PHASE_S:
                changes = by_approach.setdefault(logged.approach, [])
                changes.append(PhaseChange(pts_s, logged.phase))
        sigma_s = (clip.time_offset_s.sigma**2 + self.signal_clock_s.sigma**2) ** 0.5
        return SignalLog(
            approaches=tuple(
                ApproachSignal(approach=approach, changes=tuple(by_approach[approach]))
                for approach in sorted(by_approach)
            ),
            clock_sigma_s=sigma_s,
        )
