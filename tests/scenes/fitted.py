"""One vehicle fitted with one shape, as the stations of a reconstruction do it with several."""

import numpy as np
from numpy.typing import NDArray

from accident_service.reconstruction.calibration.camera_model import CameraModel
from accident_service.reconstruction.ground.image_terms import evidence_of
from accident_service.reconstruction.ground.joint_fit import FittedTrack, settle
from accident_service.reconstruction.ground.vehicle_shape import VehicleShape
from accident_service.reconstruction.motion.silhouettes import Silhouettes

Array = NDArray[np.float64]


def fit_track(
    camera: CameraModel,
    shape: VehicleShape,
    silhouettes: Silhouettes,
    start: tuple[Array, Array],
) -> FittedTrack:
    """`settle` with one shape, and the covariance of what comes out."""
    rate_hz = 1.0 / float(np.median(np.diff(start[0])))
    return settle(evidence_of(camera, silhouettes, rate_hz), shape, start).with_covariance()
