"""Camera models as files (`accident-camera/1`): written when calibrated, read to measure."""

from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from accident_service.adapters.analysis_files import calibration_record, write_document
from accident_service.adapters.document_numbers import Json, finite_or_null, rounded
from accident_service.adapters.fields import Fields, read_json
from accident_service.adapters.scene_files import read_image_size
from accident_service.reconstruction.calibration.camera_model import PARAMETER_COUNT, CameraModel
from accident_service.reconstruction.calibration.error_map import ErrorMap
from accident_service.reconstruction.calibration.fit import Calibration

CAMERA_FORMAT = "accident-camera/1"
Array = NDArray[np.float64]


def camera_record(camera: CameraModel) -> Json:
    """The camera in numbers as exact as they are known; metres of the site, pixels, radians."""
    return {
        "image_size_px": [camera.image_size.width_px, camera.image_size.height_px],
        "intrinsics_px": camera.intrinsics.tolist(),
        "distortion": camera.distortion.tolist(),
        "rotation": camera.rotation.tolist(),
        "translation_m": camera.translation_m.tolist(),
        "position_m": [rounded(value) for value in camera.position_m],
        "parameter_covariance": camera.parameter_covariance.tolist(),
    }


def error_map_record(errors: ErrorMap, camera: CameraModel) -> Json:
    """The error map: rows along y, columns along x, null where the camera sees no road."""
    return {
        "x_m": [rounded(value) for value in errors.x_m],
        "y_m": [rounded(value) for value in errors.y_m],
        "error_m": [[finite_or_null(cell) for cell in row] for row in errors.error_m],
        "usable_error_m": errors.usable_error_m,
        "usable_area_m2": rounded(errors.usable_area_m2),
        "usable_reach_m": rounded(errors.usable_reach_m(camera)),
    }


def write_camera(path: Path, calibration: Calibration, errors: ErrorMap) -> None:
    """Write a calibrated camera with what its survey is worth; the same bytes on every run."""
    document: Json = {
        "format": CAMERA_FORMAT,
        "camera": camera_record(calibration.camera),
        "calibration": calibration_record(calibration.summary),
        "rejected_points": [index + 1 for index in calibration.rejected],
        "error_map": error_map_record(errors, calibration.camera),
    }
    write_document(path, document)


def read_camera(path: Path) -> CameraModel:
    """Read the camera of a file that `write_camera` wrote.

    Raises:
        InvalidSite: The file cannot be read, or a field cannot be used.
    """
    fields = read_json(path)
    if fields.table.get("format") != CAMERA_FORMAT:
        raise fields.refuse("format", f"'{CAMERA_FORMAT}'")
    camera = fields.within("camera")
    square = (PARAMETER_COUNT, PARAMETER_COUNT)
    return CameraModel(
        image_size=read_image_size(camera, "image_size_px"),
        intrinsics=_array(camera, "intrinsics_px", (3, 3)),
        distortion=_array(camera, "distortion", (5,)),
        rotation=_array(camera, "rotation", (3, 3)),
        translation_m=_array(camera, "translation_m", (3,)),
        parameter_covariance=_array(camera, "parameter_covariance", square),
    )


def _array(fields: Fields, name: str, shape: tuple[int, ...]) -> Array:
    accepted = f"finite numbers of shape {shape}"
    try:
        values = np.array(fields.table.get(name), dtype=np.float64)
    except (TypeError, ValueError) as fault:
        raise fields.refuse(name, accepted) from fault
    if values.shape != shape or not np.all(np.isfinite(values)):
        raise fields.refuse(name, accepted)
    return values
