"""Traffic past a known camera, as a perfect observer of outlines and edges would report it."""

from dataclasses import replace

import cv2
import numpy as np
from numpy.typing import NDArray

from accident_service.quantities.ground_plane import SpacePoints
from accident_service.quantities.image_plane import ImageSize
from accident_service.reconstruction.calibration.camera_model import CameraModel
from accident_service.reconstruction.ground.image_terms import EDGE_PX
from accident_service.reconstruction.ground.vehicle_shape import CAR, WAGON
from accident_service.reconstruction.motion.sights import only_sights
from accident_service.reconstruction.motion.silhouettes import Silhouettes
from accident_service.reconstruction.self_calibration.bundle import SMEAR_PX
from accident_service.reconstruction.self_calibration.seen_vehicles import SeenVehicle
from accident_service.reconstruction.self_calibration.segments import Segments
from tests.scenes.seen_vehicle import Noise, evidence, straight_states
from tests.scenes.street_camera import street_camera

Array = NDArray[np.float64]

# Over the origin and looking along +y, as self-calibration puts it: 1280 x 720, reduced by half.
CAMERA: CameraModel = street_camera(
    position_m=(0.0, 0.0, 7.5), looks_at_m=(0.0, 18.0), k1=-0.1, roll_rad=0.0
).scaled(0.5)
SIZE: ImageSize = CAMERA.image_size
STREET_RAD = 0.5
# Where each drive begins (m), which way it leads (rad) and how fast (m/s).
DRIVES = (
    ((-8.0, 12.0), STREET_RAD, 6.0),
    ((9.0, 28.0), STREET_RAD + np.pi, 7.0),
    ((6.0, 12.0), STREET_RAD + np.pi / 2, 6.0),
    ((-10.0, 30.0), STREET_RAD - np.pi / 2, 5.0),
    ((-9.0, 20.0), STREET_RAD, 8.0),
)


def outlines(*, noise_px: float = 0.0) -> dict[int, Silhouettes]:
    """Every drive's outlines, smeared as recorders smear them, by label."""
    found = {}
    for label, (start_m, heading_rad, speed_mps) in enumerate(DRIVES, 1):
        states = straight_states(start_m=start_m, heading_rad=heading_rad, speed_mps=speed_mps)
        shape = WAGON if label == 2 else CAR
        noise = Noise(outline_px=noise_px, seed=label)
        found[label] = smeared(evidence(states, shape=shape, noise=noise, camera=CAMERA))
    return found


def smeared(silhouettes: Silhouettes) -> Silhouettes:
    """The same, reaching as much further as a real outline does."""
    further = silhouettes.low_px + EDGE_PX + SMEAR_PX
    return replace(silhouettes, low_px=further, high_px=further.copy())


def seen(label: int, *, noise_px: float = 0.0) -> SeenVehicle:
    """One drive in seven moments."""
    rows = np.linspace(0, 59, 7).astype(np.intp)
    return SeenVehicle(label, only_sights(outlines(noise_px=noise_px)[label], rows))


def edges_m() -> Array:
    """Kerbs, lines and posts of the scene, (n, 2, 3): from, to."""
    cos, sin = np.cos(STREET_RAD), np.sin(STREET_RAD)
    along, across = np.array([cos, sin, 0.0]), np.array([-sin, cos, 0.0])
    up = np.array([0.0, 0.0, 1.0])
    middle = np.array([0.0, 20.0, 0.0])
    edges = [(middle + a * across - 7 * along, middle + a * across + 7 * along) for a in
             (-7.0, -3.5, 0.0, 3.5, 7.0)]  # fmt: skip
    edges += [(middle + a * along - 6 * across, middle + a * along + 6 * across) for a in
              (-6.0, 6.0)]  # fmt: skip
    for x, y in ((-8.0, 24.0), (8.0, 26.0), (-6.0, 18.0), (7.0, 17.0)):
        edges.append((np.array([x, y, 0.0]), np.array([x, y, 0.0]) + 5 * up))
    return np.array(edges)


def segments() -> Segments:
    """The edges as a perfect detector would find them."""
    ends = CAMERA.project(SpacePoints(edges_m().reshape(-1, 3))).xy_px.reshape(-1, 2, 2)
    count = len(ends)
    return Segments(ends, np.full(count, 0.01), np.zeros(count, dtype=bool))


def empty_scene() -> NDArray[np.float32]:
    """A picture of the edges, white on a grey road."""
    picture = np.full((SIZE.height_px, SIZE.width_px), 100.0, dtype=np.float32)
    for start, end in segments().ends_px:
        cv2.line(picture, _pixel(start), _pixel(end), 200.0, 3, cv2.LINE_AA)
    return np.asarray(cv2.GaussianBlur(picture, (0, 0), 0.7), dtype=np.float32)


def _pixel(place: Array) -> tuple[int, int]:
    return (round(float(place[0])), round(float(place[1])))


def pitch_rad(camera: CameraModel) -> float:
    """How far below the horizon the camera looks."""
    return float(np.arcsin(-camera.rotation[2, 2]))
