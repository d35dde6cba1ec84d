"""From the traffic's outlines to the camera that watched it, or the reason why not."""

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from accident_service.errors import CalibrationUnreliable
from accident_service.quantities.image_plane import ImageSize
from accident_service.reconstruction.calibration.camera_model import CameraModel
from accident_service.reconstruction.calibration.summary import CalibrationSummary
from accident_service.reconstruction.motion.silhouettes import Silhouettes
from accident_service.reconstruction.self_calibration.adjust import Adjusted, adjusted
from accident_service.reconstruction.self_calibration.beliefs import beliefs
from accident_service.reconstruction.self_calibration.dashes import dashed_lines
from accident_service.reconstruction.self_calibration.follow import (
    MOST_STEPS,
    Followed,
    best_camera,
    followed,
)
from accident_service.reconstruction.self_calibration.kinds import (
    as_its_kind,
    cost_when_left_out,
    kind_cost,
)
from accident_service.reconstruction.self_calibration.lane_marks import LAID_OUT_SHARE, lane_marks
from accident_service.reconstruction.self_calibration.seen_vehicles import (
    SeenVehicle,
    vehicles_to_measure_by,
)
from accident_service.reconstruction.self_calibration.segments import Segments, segments_of

Array = NDArray[np.float64]

FEWEST_VEHICLES = 2
# Two fragments agree by chance; the vehicles must be as credible as this together.
LEAST_CREDIBILITY = 1.5
# Fewer than three sure vehicles must also be this share of the traffic.
SURE_VEHICLES, LEAST_EXPLAINED_SHARE = 3.0, 1.0 / 3.0
# Scales that are tried against the one found, and how much worse they must be.
OTHER_SCALES, AMBIGUOUS_COST = (0.5, 0.67, 1.5, 2.0), 10.0
# Beyond this the doubt is no longer stated but the camera refused: 1.4 times as large.
WORST_SCALE_LOG = 0.35
# Outlines of one clip err alike in ways the fit cannot see: its sigmas are so many times larger.
MODEL_DOUBT = 1.6
# Lengths of passenger vehicles vary by KIND_SHARE about their mean (a van is taken for a large
# car), and their mean differs between places, and with how far outlines are smeared.
POPULATION_SHARE, KIND_SHARE = 0.04, 0.09
_HEIGHT = 11  # the camera's height in the order of its covariance


@dataclass(frozen=True, slots=True, eq=False)
class SelfCalibration:
    """A camera told from traffic, and from lane lines: under it is the origin, +y is its view.

    All lengths share one doubt, `scale_sigma_share`; it is part of the camera's covariance.
    """

    camera: CameraModel
    vehicle_count: int
    scale_sigma_share: float  # one sigma of every length, as a share of it
    dash_count: int = 0  # dashes of lane lines that told the scale besides

    @property
    def told_by(self) -> str:
        """Who told it, in words."""
        vehicles = f"{self.vehicle_count} vehicles that drove by"
        return (
            f"{vehicles} and {self.dash_count} dashes of lane lines"
            if self.dash_count
            else vehicles
        )

    @property
    def summary(self) -> CalibrationSummary:
        """What a document says of it: no survey point, and nothing that could be left out."""
        return CalibrationSummary(
            point_count=0,
            residual_rms_px=0.0,
            leave_one_out_m=(),
            camera_height_m=float(self.camera.position_m[2]),
            vehicle_count=self.vehicle_count,
            dash_count=self.dash_count,
            scale_sigma_share=self.scale_sigma_share,
        )

    def for_picture(self, size: ImageSize) -> "SelfCalibration":
        """The same for the full picture that was reduced to look for traffic."""
        factor = size.width_px / self.camera.image_size.width_px
        return replace(self, camera=replace(self.camera.scaled(factor), image_size=size))


def self_calibrate(
    size: ImageSize, evidence: dict[int, Silhouettes], levels: NDArray[np.float32]
) -> SelfCalibration:
    """Tell focal length, tilt and height of the camera from vehicles that drive by.

    Args:
        size: Of the picture the evidence was seen in.
        evidence: What moved, by label.
        levels: The empty scene, (rows, columns); its straight edges tell the tilt.

    Raises:
        CalibrationUnreliable: Too little drives by, or it does not tell.
    """
    vehicles = vehicles_to_measure_by(evidence)
    if len(vehicles) < FEWEST_VEHICLES:
        raise CalibrationUnreliable(
            f"vehicles seen whole on their way: {len(vehicles)}; at least {FEWEST_VEHICLES} are"
            " needed to tell the camera from them"
        )
    segments = segments_of(levels, vehicles)
    best, doubt_log = best_camera(size, vehicles, segments), 0.0
    if best is not None:
        best, doubt_log = _of_one_scale(best, vehicles, segments)
    if best is None or sum(one.credibility for one in best.believed) < LEAST_CREDIBILITY:
        raise CalibrationUnreliable(
            f"of {len(vehicles)} things that move fewer than {FEWEST_VEHICLES} surely look like"
            " vehicles on one road, whatever the camera"
        )
    _require_most_explained(best, vehicles)
    told = with_doubt(best.adjusted, len(best.believed), doubt_log)
    return _by_lane_marks(told, best, levels)


def with_doubt(found: Adjusted, vehicle_count: int, doubt_log: float) -> SelfCalibration:
    """The camera with the doubt of the fit, and that of how large the vehicles really are.

    Args:
        doubt_log: Logarithm of the scale of another camera that explains as much; 0 for none.
    """
    sizes = float(np.hypot(POPULATION_SHARE, KIND_SHARE / np.sqrt(vehicle_count)))
    return with_scale_doubt(found, vehicle_count, float(np.hypot(sizes, doubt_log)))


def with_scale_doubt(found: Adjusted, vehicle_count: int, share: float) -> SelfCalibration:
    """The camera with the doubt of the fit, and with this one of all lengths (one sigma)."""
    covariance = np.linalg.inv(found.information) * MODEL_DOUBT**2
    covariance[_HEIGHT, _HEIGHT] += (share * float(found.camera.position_m[2])) ** 2
    known = replace(found.camera, parameter_covariance=np.asarray(covariance))
    return SelfCalibration(known, vehicle_count, share)


def _by_lane_marks(
    told: SelfCalibration, best: Followed, levels: NDArray[np.float32]
) -> SelfCalibration:
    """The camera that explains the road's dashes too, where they are of one known rhythm.

    Vehicles together may be larger or smaller than those of other places, which the fit does
    not know: what is left between their scale and that of the dashes is shared out by the
    doubt of either.
    """
    lines = dashed_lines(levels, told.camera, best.direction_rad)
    marks = lane_marks(lines, told.camera, told.scale_sigma_share)
    if marks is None:
        return told
    witnesses = (*best.adjusted.witnesses, marks)
    again = adjusted(best.adjusted.camera, witnesses, iterations=MOST_STEPS)
    share = 1.0 / float(np.hypot(1.0 / told.scale_sigma_share, 1.0 / LAID_OUT_SHARE))
    believed = (share / LAID_OUT_SHARE) ** 2
    camera = _rescaled(again.camera, marks.scale(again.camera) ** believed)
    scaled = with_scale_doubt(replace(again, camera=camera), told.vehicle_count, share)
    return replace(scaled, dash_count=marks.dash_count)


def explained_share(best: Followed, vehicles: tuple[SeenVehicle, ...]) -> float:
    """How much of the traffic, by size and way, the camera shows as vehicles, 0 to 1.

    By number would not do: a crowded view has more bits of vehicles than vehicles.
    """
    all_px2 = sum(one.worth_px2 for one in vehicles)
    return sum(one.worth_px2 for one in best.believed) / all_px2


def _require_most_explained(best: Followed, vehicles: tuple[SeenVehicle, ...]) -> None:
    """Refuse a camera that takes fragments for vehicles and leaves the vehicles over.

    Raises:
        CalibrationUnreliable: Too little of what moves is explained.
    """
    share = explained_share(best, vehicles)
    sure = sum(one.credibility for one in best.believed)
    if sure < SURE_VEHICLES and share < LEAST_EXPLAINED_SHARE:
        raise CalibrationUnreliable(
            f"the best camera explains {100 * share:.0f} % of what drives by; at least"
            f" {100 * LEAST_EXPLAINED_SHARE:.0f} % is needed"
        )


def _of_one_scale(
    best: Followed, vehicles: tuple[SeenVehicle, ...], segments: Segments
) -> tuple[Followed, float]:
    """The best once vehicles of half or of twice the size were tried too.

    Returns:
        It, and how far off (logarithm) another scale is that explains the clip nearly as well.

    Raises:
        CalibrationUnreliable: That is too far to measure anything.
    """
    most = _cost_at(best.adjusted.camera, vehicles) + AMBIGUOUS_COST
    found = [best]
    for factor in OTHER_SCALES:
        other = _rescaled(best.adjusted.camera, factor)
        if _cost_at(other, vehicles) < most:
            start = replace(best, adjusted=replace(best.adjusted, camera=other))
            found.append(followed(start, vehicles, segments))
    found.sort(key=lambda one: one.cost)
    rivals = [one for one in found if one.cost < found[0].cost + AMBIGUOUS_COST]
    height_m = np.array([one.adjusted.camera.position_m[2] for one in rivals])
    off_log = np.log(height_m / height_m[0])
    farthest = float(off_log[np.argmax(np.abs(off_log))])
    if abs(farthest) > WORST_SCALE_LOG:
        raise CalibrationUnreliable(
            f"the vehicles could as well be {np.exp(farthest):.1f} times as large: what is seen"
            " of them does not tell their size"
        )
    return found[0], abs(farthest)


def _rescaled(camera: CameraModel, factor: float) -> CameraModel:
    return replace(camera, translation_m=camera.translation_m * factor)


def _cost_at(camera: CameraModel, vehicles: tuple[SeenVehicle, ...]) -> float:
    seen = 0.0
    for vehicle in vehicles:
        most = cost_when_left_out(vehicle)
        put = as_its_kind(camera, vehicle)
        seen += min(most, put[0].cost(camera) + kind_cost(put[0].shape)) if put else most
    return seen + float(np.sum(beliefs(camera) ** 2))
