"""A still is the frame, with the vehicle drawn where the camera sees it."""

import cv2
import numpy as np

from accident_service.quantities.ground_plane import GroundPoints
from accident_service.reconstruction.exhibits.parties import bystander, parties_of, rgb
from accident_service.reconstruction.exhibits.stills import StillCaption, draw_still
from accident_service.reconstruction.frames import ColourFrame
from tests.scenes.street_camera import street_camera
from tests.scenes.two_vehicles import CONTACT, PASSING, rear_end

CAMERA = street_camera()
GREY = np.full((720, 1280, 3), 128, dtype=np.uint8)
CAPTION = StillCaption("接触时刻", "At the moment of contact")


def decoded(png: bytes) -> np.ndarray:
    picture = np.asarray(cv2.imdecode(np.frombuffer(png, np.uint8), cv2.IMREAD_COLOR))
    return picture[:, :, ::-1]


def test_a_party_is_drawn_where_the_camera_sees_it() -> None:
    standing = parties_of(rear_end(), CONTACT)[:1]
    still = decoded(draw_still(ColourFrame(GREY, 3.0), CAMERA, standing, CAPTION))

    corners_px = CAMERA.project_ground(GroundPoints(np.array([[2.25, -0.9], [-2.25, -0.9]]))).xy_px
    for column, row in np.round(corners_px).astype(int):
        near = still[row - 3 : row + 4, column - 3 : column + 4].astype(int)
        assert np.abs(near - rgb("#d55e00")).sum(axis=2).min() < 40


def test_the_frame_itself_is_left_as_it_was_and_the_caption_lies_below() -> None:
    frame = ColourFrame(GREY.copy(), 3.0)

    still = decoded(draw_still(frame, CAMERA, (), CAPTION))

    assert np.array_equal(frame.rgb, GREY)
    assert np.array_equal(still[:720], GREY)
    assert still.shape[0] > 720
    assert still[720:].max() == 255


def test_a_vehicle_not_known_at_the_moment_is_not_drawn() -> None:
    still = decoded(draw_still(ColourFrame(GREY, 99.0), CAMERA, (bystander(PASSING),), CAPTION))

    assert np.array_equal(still[:720], GREY)


def test_the_same_still_is_the_same_bytes() -> None:
    marks = parties_of(rear_end(), CONTACT)
    first, second = (draw_still(ColourFrame(GREY, 2.0), CAMERA, marks, CAPTION) for _ in range(2))

    assert first == second
