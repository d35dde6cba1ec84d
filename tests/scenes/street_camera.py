"""Cameras as streets have them, known exactly: the truth calibration is asked to find again."""

import numpy as np

from accident_service.quantities.ground_plane import GroundPoints, SpacePoints
from accident_service.quantities.image_plane import ImageSize, PixelPoints
from accident_service.reconstruction.calibration.camera_model import PARAMETER_COUNT, CameraModel
from accident_service.reconstruction.calibration.survey import Survey, SurveyPoint

SIZE = ImageSize(1280, 720)


def street_camera(
    *,
    position_m: tuple[float, float, float] = (4.0, -14.0, 7.5),
    looks_at_m: tuple[float, float] = (0.0, 6.0),
    focal_px: float = 800.0,
    k1: float = -0.13,
    roll_rad: float = 0.01,
) -> CameraModel:
    """A camera on a mast that looks down at the road; no doubt about it at all."""
    position = np.array(position_m)
    forward = np.array([*looks_at_m, 0.0]) - position
    forward /= np.linalg.norm(forward)
    right = np.cross(forward, [0.0, 0.0, 1.0])
    right /= np.linalg.norm(right)
    level = np.stack([right, np.cross(forward, right), forward])
    cosine, sine = np.cos(roll_rad), np.sin(roll_rad)
    rotation = np.array([[cosine, -sine, 0.0], [sine, cosine, 0.0], [0.0, 0.0, 1.0]]) @ level
    return CameraModel(
        image_size=SIZE,
        intrinsics=np.array([[focal_px, 0.0, 644.0], [0.0, focal_px, 356.0], [0.0, 0.0, 1.0]]),
        distortion=np.array([k1, k1 * k1, 0.0, 0.0, 0.0]),
        rotation=rotation,
        translation_m=-rotation @ position,
        parameter_covariance=np.zeros((PARAMETER_COUNT, PARAMETER_COUNT)),
    )


def places_in_view(
    camera: CameraModel, count: int, rng: np.random.Generator, *, within_m: float = 45.0
) -> GroundPoints:
    """Places on the road spread over the lower three quarters of the image."""
    found: list[np.ndarray] = []
    while len(found) < count:
        pixel = np.array([[rng.uniform(30, 1250), rng.uniform(170, 700)]])
        place = camera.to_ground(PixelPoints(pixel)).xy_m[0]
        near = np.hypot(*(place - camera.position_m[:2])) < within_m
        if near and all(np.hypot(*(place - other)) > 3.0 for other in found):
            found.append(place)
    return GroundPoints(np.array(found))


def surveyed(
    camera: CameraModel,
    places: GroundPoints,
    *,
    click_sigma_px: float = 0.0,
    rng: np.random.Generator | None = None,
    heights_m: np.ndarray | None = None,
) -> Survey:
    """The survey an operator of this care would make of these places."""
    z_m = np.zeros(len(places)) if heights_m is None else heights_m
    seen = camera.project(SpacePoints(np.column_stack([places.xy_m, z_m]))).xy_px
    if rng is not None:
        seen = seen + rng.normal(0.0, click_sigma_px, seen.shape)
    rows = np.column_stack([seen, places.xy_m, z_m])
    return Survey(camera.image_size, tuple(_point(row) for row in rows))


def _point(row: np.ndarray) -> SurveyPoint:
    pixel_x_px, pixel_y_px, x_m, y_m, z_m = (float(value) for value in row)
    return SurveyPoint(pixel_x_px, pixel_y_px, x_m, y_m, z_m)
