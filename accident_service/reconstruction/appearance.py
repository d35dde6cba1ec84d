"""What a vehicle looks like: its colour, and its plate where the picture is sharp enough.

Hints for whoever asks whose vehicle this is, each with its share of agreement; never an
identity by themselves. Nobody looks for the plate: the reconstructed cuboid says where on
the front or rear it must be, give or take its height, and every height is tried.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import product
from typing import Protocol

import cv2
import numpy as np
from numpy.typing import NDArray

from accident_service.errors import InvalidReport
from accident_service.reconstruction.calibration.camera_model import CameraModel
from accident_service.reconstruction.frames import ColourFrame
from accident_service.reconstruction.ground.projection import placed, seen
from accident_service.reconstruction.ground.trajectory import GroundTrajectory, VehiclePose
from accident_service.reconstruction.looks import Appearance
from accident_service.reports.plate import PlateKind, kind_of

Picture = NDArray[np.uint8]
Array = NDArray[np.float64]

# GA 36-2018: an ordinary plate; read with a margin, for the cuboid is some centimetres off.
PLATE_M, MARGIN = (0.44, 0.14), 1.25
PLATE_PATCH_PX = (94, 24)
# Bumpers and tailgates carry it at these heights.
HEIGHTS_M = np.arange(0.30, 1.15, 0.07)
# A plate narrower than this has strokes thinner than a pixel.
LEAST_PLATE_PX = 28.0
# Seen more askew than this, its letters run into one another.
LEAST_FACING = 0.35
MOMENTS = 5
SEEN_WHOLE_SHARE, LEAST_SHOWN_SHARE = 0.7, 0.5


class AppearanceReader(Protocol):
    """Reads small pictures; RGB, (rows, columns, 3)."""

    def plate(self, patch: Picture) -> str:
        """The characters of a plate seen straight on; any nonsense where there is none."""
        ...

    def colour(self, patch: Picture) -> str:
        """The body's colour, one English word."""
        ...


def telling_moments(trajectory: GroundTrajectory, camera: CameraModel) -> tuple[float, ...]:
    """The moments at which the vehicle is best looked at, in order of time."""
    whole = trajectory.visible_share >= SEEN_WHOLE_SHARE
    rows = np.flatnonzero(whole) if whole.any() else np.arange(len(trajectory.pts_s))
    poses = [trajectory.pose_at(float(trajectory.pts_s[row])) for row in rows]
    width_px = np.array([_plate_width_px(camera, trajectory, pose) for pose in poses])
    best = rows[np.argsort(-np.nan_to_num(width_px), kind="stable")[:MOMENTS]]
    return tuple(float(pts_s) for pts_s in np.sort(trajectory.pts_s[best]))


def moments_of(trajectories: Sequence[GroundTrajectory], camera: CameraModel) -> tuple[float, ...]:
    """Every moment at which any of these vehicles is best looked at, in order, each once."""
    return tuple(sorted({pts_s for one in trajectories for pts_s in telling_moments(one, camera)}))


def appearance_of(
    trajectory: GroundTrajectory,
    frames: Iterable[ColourFrame],
    camera: CameraModel,
    reader: AppearanceReader,
) -> Appearance:
    """What the reader makes of the vehicle over these frames; the camera is for their size."""
    colours: Counter[str] = Counter()
    plates: Counter[str] = Counter()
    widest_px = 0.0
    for frame in frames:
        if not trajectory.covers(frame.pts_s):
            continue
        pose = trajectory.pose_at(frame.pts_s)
        body = _body_patch(frame.rgb, camera, trajectory, pose)
        if body is not None:
            colours[reader.colour(body)] += 1
        width_px = _plate_width_px(camera, trajectory, pose)
        widest_px = max(widest_px, width_px)
        if width_px >= LEAST_PLATE_PX:
            patches = plate_patches(frame.rgb, camera, trajectory, pose)
            plates.update(filter(_is_plate, (reader.plate(patch) for patch in patches)))
    colour, colour_share = _agreed(colours)
    plate, plate_share = _agreed(plates)
    return Appearance(
        track=trajectory.id,
        colour=colour,
        colour_share=colour_share,
        plate=plate,
        plate_share=plate_share,
        plate_width_px=widest_px,
    )


def plate_patches(
    picture: Picture, camera: CameraModel, trajectory: GroundTrajectory, pose: VehiclePose
) -> list[Picture]:
    """The places a plate may be on the end that faces the camera, each seen straight on."""
    columns, rows = PLATE_PATCH_PX
    target = np.array([[0, 0], [columns, 0], [columns, rows], [0, rows]], dtype=np.float32) - 0.5
    patches = []
    for height_m in HEIGHTS_M:
        corners_px = _plate_corners_px(camera, trajectory, pose, float(height_m))
        if np.all(np.isfinite(corners_px)):
            straight = cv2.getPerspectiveTransform(corners_px.astype(np.float32), target)
            patch = cv2.warpPerspective(picture, straight, PLATE_PATCH_PX, flags=cv2.INTER_CUBIC)
            patches.append(np.asarray(patch, dtype=np.uint8))
    return patches


def _plate_corners_px(
    camera: CameraModel, trajectory: GroundTrajectory, pose: VehiclePose, height_m: float
) -> Array:
    """The plate's corners (4, 2) from the viewer's upper left, clockwise."""
    end = _facing_end(camera, pose)
    wide_m, tall_m = MARGIN * PLATE_M[0] / 2, MARGIN * PLATE_M[1] / 2
    ahead_m = end * trajectory.dimensions.length_m / 2
    # Looking at the front, the vehicle's right is at the viewer's left; at the rear, its left.
    across_m = np.array([-end, end, end, -end]) * wide_m
    up_m = height_m + np.array([tall_m, tall_m, -tall_m, -tall_m])
    return _seen_px(camera, pose, np.column_stack([np.full(4, ahead_m), across_m, up_m]))


def _seen_px(camera: CameraModel, pose: VehiclePose, body_m: Array) -> Array:
    """Where points (n, 3) in the vehicle's own axes appear, (n, 2)."""
    at = np.array([[pose.x_m, pose.y_m, pose.heading_rad]])
    return np.asarray(seen(camera, placed(body_m, at))[0])


def _facing_end(camera: CameraModel, pose: VehiclePose) -> float:
    return 1.0 if _facing(camera, pose) >= 0.0 else -1.0


def _facing(camera: CameraModel, pose: VehiclePose) -> float:
    """Cosine between where the vehicle points and where the camera is, on the ground."""
    to_camera = camera.position_m[:2] - np.array([pose.x_m, pose.y_m])
    ahead = np.array([np.cos(pose.heading_rad), np.sin(pose.heading_rad)])
    return float(ahead @ to_camera / max(float(np.hypot(*to_camera)), 1e-6))


def _plate_width_px(camera: CameraModel, trajectory: GroundTrajectory, pose: VehiclePose) -> float:
    """How wide the plate itself appears, 0 where its end faces away or is out of view."""
    if abs(_facing(camera, pose)) < LEAST_FACING:
        return 0.0
    corners_px = _plate_corners_px(camera, trajectory, pose, 0.5)
    size = np.array([camera.image_size.width_px, camera.image_size.height_px])
    if not np.all(np.isfinite(corners_px)) or np.any((corners_px < 0) | (corners_px > size)):
        return 0.0
    return float(np.hypot(*(corners_px[1] - corners_px[0]))) / MARGIN


def _body_patch(
    picture: Picture, camera: CameraModel, trajectory: GroundTrajectory, pose: VehiclePose
) -> Picture | None:
    """The box around the cuboid; None where most of it is out of the picture."""
    size = trajectory.dimensions
    signs: Array = np.array(list(product((0.5, -0.5), (0.5, -0.5), (0.0, 1.0))))
    corners = signs * np.array([size.length_m, size.width_m, size.height_m])
    pixels = _seen_px(camera, pose, corners)
    rows, columns = picture.shape[:2]
    if not np.all(np.isfinite(pixels)):
        return None
    low, high = np.floor(pixels.min(axis=0)), np.ceil(pixels.max(axis=0)) + 1
    inside_low, inside_high = np.maximum(low, 0), np.minimum(high, [columns, rows])
    shown = np.prod(np.maximum(inside_high - inside_low, 0)) / np.prod(high - low)
    if shown < LEAST_SHOWN_SHARE:
        return None
    (left, top), (right, bottom) = inside_low.astype(int), inside_high.astype(int)
    return picture[top:bottom, left:right]


def _is_plate(text: str) -> bool:
    try:
        return kind_of(text) is not PlateKind.NONE
    except InvalidReport:
        return False


def _agreed(readings: Counter[str]) -> tuple[str, float]:
    if not readings:
        return "", 0.0
    ((value, count),) = readings.most_common(1)
    return value, count / sum(readings.values())
