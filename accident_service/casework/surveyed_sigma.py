"""How sharply a camera measures at a place, by the survey that is in force for it."""

import math
from dataclasses import dataclass

import numpy as np

from accident_service.casework.survey_camera import SurveysInForce
from accident_service.errors import CalibrationUnreliable, NotFound
from accident_service.footage.camera import Camera
from accident_service.quantities.ground_plane import GroundPoints
from accident_service.quantities.identifiers import SiteId
from accident_service.reconstruction.calibration.camera_model import CameraModel
from accident_service.reconstruction.calibration.error_map import expected_error_m
from accident_service.reconstruction.calibration.fit import calibrate
from accident_service.reconstruction.calibration.survey import Survey

# Marks place a camera in half a second, always alike; a page asks again at every view.
_PLACED: dict[Survey, CameraModel | None] = {}
_MOST_PLACED = 256


@dataclass(frozen=True, slots=True)
class SurveyedSigmaAt:
    """Ask the survey; a `SurveyedSigma`."""

    survey_of: SurveysInForce

    def __call__(
        self, site: SiteId, camera: Camera, place_m: tuple[float, float], /
    ) -> float | None:
        """One sigma of either coordinate in metres.

        None where there is no survey, its marks place no camera, or the picture does not
        reach the place.
        """
        try:
            model = _placed(self.survey_of(site, camera.id))
        except (CalibrationUnreliable, NotFound):
            return None
        if model is None:
            return None
        (error_m,) = expected_error_m(model, GroundPoints(np.array([place_m])))
        return float(error_m) / math.sqrt(2) if math.isfinite(error_m) else None


def _placed(survey: Survey) -> CameraModel | None:
    """The camera its marks place, or None where they place none."""
    if survey not in _PLACED:
        while len(_PLACED) >= _MOST_PLACED:
            _PLACED.pop(next(iter(_PLACED)), None)
        try:
            _PLACED[survey] = calibrate(survey).camera
        except CalibrationUnreliable:
            _PLACED[survey] = None
    return _PLACED[survey]
