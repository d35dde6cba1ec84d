"""Pictures of one textured scene by a camera that is turned, knocked and zoomed, exactly."""

import cv2
import numpy as np

from accident_service.reconstruction.stabilisation.optics import AT_REST, Optics
from tests.scenes.moving_pictures import texture

COLUMNS, ROWS = 320, 180
MARGIN_PX = 80
OPTICS = Optics.usual(COLUMNS, ROWS)
_SCENE = texture(ROWS + 2 * MARGIN_PX, COLUMNS + 2 * MARGIN_PX, 5, mean=120.0, spread=32.0)


def pose(
    *, right_px: float = 0.0, down_px: float = 0.0, roll_rad: float = 0.0, zoom: float = 1.0
) -> np.ndarray:
    """The pose at which the middle of the scene appears so far right and down, and so large."""
    turn = [-down_px / OPTICS.focal_y_px, right_px / OPTICS.focal_x_px, roll_rad]
    return np.array([*turn, np.log(zoom), 0.0, 0.0])


def picture_at(
    at: np.ndarray, *, optics: Optics = OPTICS, vehicle_px: float = -100.0, clock: bool = False
) -> np.ndarray:
    """What the camera shows at a pose.

    Args:
        at: (6,), see `optics`.
        optics: Of the camera; its movement says what the pose moves.
        vehicle_px: Where a dark box drives through the lower half.
        clock: Whether letters are burnt into the picture.
    """
    grid = np.stack(np.meshgrid(np.arange(COLUMNS), np.arange(ROWS)), axis=-1).astype(np.float64)
    at_rest = optics.pixels_px(optics.rays(grid.reshape(-1, 2), at), AT_REST)
    from_x, from_y = (at_rest + MARGIN_PX).T.reshape(2, ROWS, COLUMNS).astype(np.float32)
    picture = np.asarray(cv2.remap(_SCENE, from_x, from_y, cv2.INTER_CUBIC), dtype=np.uint8)
    left = round(vehicle_px)
    if left > -60:
        cv2.rectangle(picture, (left, 100), (left + 55, 135), 30, -1)
        cv2.rectangle(picture, (left + 10, 105), (left + 30, 115), 220, -1)
    if clock:
        cv2.putText(picture, "12:27:16 2026", (8, 18), cv2.FONT_HERSHEY_SIMPLEX, 0.6, 255, 2)
    return picture


def apart_px(poses: np.ndarray, truth: np.ndarray, optics: Optics = OPTICS) -> np.ndarray:
    """How far two series of poses put still points of the picture apart, (n,), RMS."""
    grid = np.array([[x, y] for x in (20.0, 160.0, 300.0) for y in (20.0, 90.0, 160.0)])
    rays = optics.rays(grid)
    pairs = zip(poses, truth, strict=True)
    gaps = [optics.pixels_px(rays, one) - optics.pixels_px(rays, other) for one, other in pairs]
    return np.asarray(np.sqrt(np.mean(np.sum(np.array(gaps) ** 2, axis=2), axis=1)))
