"""From the traffic's outlines to the camera that watched it, or the reason why not."""

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from accident_service.errors import CalibrationUnreliable
from accident_service.quantities.image_plane import ImageSize
from accident_service.reconstruction.calibration.camera_model import CameraModel
from accident_service.reconstruction.calibration.summary import CalibrationSummary
from accident_service.reconstruction.motion.silhouettes import Silhouettes
from accident_service.reconstruction.self_calibration.adjust import Adjusted
from accident_service.reconstruction.self_calibration.beliefs import beliefs
from accident_service.reconstruction.self_calibration.follow import best_camera
from accident_service.reconstruction.self_calibration.kinds import DROPPED_COST, as_its_kind
from accident_service.reconstruction.self_calibration.seen_vehicles import (
    SeenVehicle,
    vehicles_to_measure_by,
)
from accident_service.reconstruction.self_calibration.segments import segments_of

Array = NDArray[np.float64]

FEWEST_VEHICLES = 2
# Scales that are tried against the one found, and how much worse they must be.
OTHER_SCALES, AMBIGUOUS_COST = (0.5, 0.67, 1.5, 2.0), 10.0
# Outlines of one clip err alike in ways the fit cannot see: its sigmas are so many times larger.
MODEL_DOUBT = 1.6
# Lengths of passenger vehicles vary by KIND_SHARE about their mean (a van is taken for a large
# car), and their mean differs between places, and with how far outlines are smeared.
POPULATION_SHARE, KIND_SHARE = 0.04, 0.09
_HEIGHT = 11  # the camera's height in the order of its covariance


@dataclass(frozen=True, slots=True, eq=False)
class SelfCalibration:
    """A camera told from traffic alone: the ground under it is the origin, +y is its view.

    All lengths share one doubt, `scale_sigma_share`; it is part of the camera's covariance.
    """

    camera: CameraModel
    vehicle_count: int
    scale_sigma_share: float  # one sigma of every length, as a share of it

    @property
    def summary(self) -> CalibrationSummary:
        """What a document says of it: no survey point, and nothing that could be left out."""
        return CalibrationSummary(
            point_count=0,
            residual_rms_px=0.0,
            leave_one_out_m=(),
            camera_height_m=float(self.camera.position_m[2]),
            vehicle_count=self.vehicle_count,
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
    best = best_camera(size, vehicles, segments_of(levels, vehicles))
    if best is None or len(best.believed) < FEWEST_VEHICLES:
        raise CalibrationUnreliable(
            f"of {len(vehicles)} things that move fewer than {FEWEST_VEHICLES} look like vehicles"
            " on one road, whatever the camera"
        )
    _require_one_scale(best.adjusted.camera, best.believed)
    return with_doubt(best.adjusted, len(best.believed))


def with_doubt(found: Adjusted, vehicle_count: int) -> SelfCalibration:
    """The camera with the doubt of the fit, and that of how large the vehicles really are."""
    covariance = np.linalg.inv(found.information) * MODEL_DOUBT**2
    share = float(np.hypot(POPULATION_SHARE, KIND_SHARE / np.sqrt(vehicle_count)))
    covariance[_HEIGHT, _HEIGHT] += (share * float(found.camera.position_m[2])) ** 2
    known = replace(found.camera, parameter_covariance=np.asarray(covariance))
    return SelfCalibration(known, vehicle_count, share)


def _require_one_scale(camera: CameraModel, vehicles: tuple[SeenVehicle, ...]) -> None:
    """Refuse a clip whose vehicles could as well be of half or of twice the size.

    Raises:
        CalibrationUnreliable: Another scale explains the vehicles nearly as well.
    """
    own = _cost_at(camera, vehicles)
    for factor in OTHER_SCALES:
        place_m = np.array([0.0, 0.0, factor * float(camera.position_m[2])])
        other = replace(camera, translation_m=-camera.rotation @ place_m)
        if _cost_at(other, vehicles) < own + AMBIGUOUS_COST:
            raise CalibrationUnreliable(
                f"the vehicles could as well be {factor:g} times as large: what is seen of"
                " them does not tell their size"
            )


def _cost_at(camera: CameraModel, vehicles: tuple[SeenVehicle, ...]) -> float:
    put = [one for vehicle in vehicles for one in as_its_kind(camera, vehicle)]
    seen = sum(min(one.cost(camera), DROPPED_COST) for one in put)
    unseen = DROPPED_COST * (len(vehicles) - len(put))
    return seen + unseen + float(np.sum(beliefs(camera) ** 2))
