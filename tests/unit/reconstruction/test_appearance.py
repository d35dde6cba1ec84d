"""The cuboid says where the plate is; a picture painted there is found again, straight."""

from dataclasses import replace

import cv2
import numpy as np

from accident_service.quantities.ground_plane import SpacePoints
from accident_service.reconstruction.appearance import (
    PLATE_M,
    PLATE_PATCH_PX,
    appearance_of,
    moments_of,
    plate_patches,
    telling_moments,
)
from accident_service.reconstruction.frames import ColourFrame
from tests.scenes.street_camera import street_camera
from tests.scenes.two_vehicles import STANDING, STRIKING

# Behind a car that stands at the origin and points along +x, near enough to read its plate.
CAMERA = street_camera(position_m=(-9.0, 1.5, 3.0), looks_at_m=(-2.0, 0.0), focal_px=1400.0)
PLATE = np.random.default_rng(5).integers(0, 2, (6, 20)).repeat(20, 0).repeat(20, 1) * 255
PLATE_HEIGHT_M = 0.79
READ, NONSENSE = "鄂A52QF8", "鄂1警"


def street_with_plate() -> np.ndarray:
    """A grey street with a plate of known pattern on the rear of the standing car."""
    picture = np.full((720, 1280, 3), 128, dtype=np.uint8)
    across_m, up_m = PLATE_M[0] / 2, PLATE_M[1] / 2
    corners_m = [
        (-2.25, across_m, PLATE_HEIGHT_M + up_m),
        (-2.25, -across_m, PLATE_HEIGHT_M + up_m),
        (-2.25, -across_m, PLATE_HEIGHT_M - up_m),
        (-2.25, across_m, PLATE_HEIGHT_M - up_m),
    ]
    seen_px = CAMERA.project(SpacePoints(np.array(corners_m))).xy_px.astype(np.float32)
    rows, columns = PLATE.shape
    flat = np.array([[0, 0], [columns, 0], [columns, rows], [0, rows]], np.float32)
    onto = cv2.getPerspectiveTransform(flat, seen_px)
    paint = np.repeat(PLATE[..., None], 3, axis=2).astype(np.uint8)
    cv2.warpPerspective(paint, onto, (1280, 720), dst=picture, borderMode=cv2.BORDER_TRANSPARENT)
    return picture


def likeness(patch: np.ndarray) -> float:
    """Correlation of the patch's middle, without its margin, with the plate's pattern."""
    if np.ptp(patch) == 0:
        return 0.0
    columns, rows = PLATE_PATCH_PX
    middle = patch[round(rows * 0.1) : round(rows * 0.9), round(columns * 0.1) : -9, 0]
    pattern = cv2.resize(PLATE.astype(np.float32), middle.shape[::-1], interpolation=cv2.INTER_AREA)
    return float(np.corrcoef(middle.ravel().astype(float), pattern.ravel())[0, 1])


class Reader:
    """Reads the pattern where it is seen straight on, and nonsense everywhere else."""

    def plate(self, patch: np.ndarray) -> str:
        return READ if likeness(patch) > 0.7 else NONSENSE

    def colour(self, patch: np.ndarray) -> str:
        return "white" if patch.mean() > 100 else "black"


def test_the_plate_is_found_at_its_height_and_seen_straight() -> None:
    patches = plate_patches(street_with_plate(), CAMERA, STANDING, STANDING.pose_at(1.0))

    assert max(likeness(patch) for patch in patches) > 0.7
    assert sum(likeness(patch) > 0.7 for patch in patches) <= 2


def test_what_is_no_plate_is_no_reading() -> None:
    look = appearance_of(STANDING, [ColourFrame(street_with_plate(), 1.0)], CAMERA, Reader())

    assert (look.plate, look.plate_share) == (READ, 1.0)
    assert (look.colour, look.colour_share) == ("white", 1.0)
    assert look.plate_width_px > 60


def test_a_plate_too_small_to_read_is_said_to_be_so() -> None:
    far = CAMERA.scaled(0.2)
    frame = ColourFrame(np.zeros((144, 256, 3), dtype=np.uint8), 1.0)

    look = appearance_of(STANDING, [frame], far, Reader())

    assert look.plate == ""
    assert 10 < look.plate_width_px < 20


def test_it_is_looked_at_while_it_is_seen_whole_and_near() -> None:
    hidden = replace(STRIKING, visible_share=np.where(STRIKING.pts_s < 2.5, 0.2, 1.0))

    assert min(telling_moments(hidden, CAMERA)) >= 2.5
    assert moments_of([hidden, STANDING], CAMERA) == tuple(
        sorted({*telling_moments(hidden, CAMERA), *telling_moments(STANDING, CAMERA)})
    )
