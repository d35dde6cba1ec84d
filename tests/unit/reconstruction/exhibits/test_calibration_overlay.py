import cv2
import numpy as np

from accident_service.quantities.ground_plane import GroundPoints
from accident_service.reconstruction.calibration.error_map import error_map
from accident_service.reconstruction.exhibits.calibration_overlay import overlay
from accident_service.reconstruction.frames import ColourFrame
from tests.scenes.street_camera import places_in_view, street_camera, surveyed

CAMERA = street_camera()
SURVEY = surveyed(CAMERA, places_in_view(CAMERA, 6, np.random.default_rng(3)))


def drawn(rejected: tuple[int, ...] = ()) -> np.ndarray:
    grey = ColourFrame(np.full((720, 1280, 3), 100, dtype=np.uint8), 0.0)
    png = overlay(grey, SURVEY, CAMERA, error_map(CAMERA), rejected)
    picture = cv2.imdecode(np.frombuffer(png, np.uint8), cv2.IMREAD_COLOR)
    return np.asarray(picture)[..., ::-1]


def test_the_grid_lies_where_the_camera_sees_whole_metres() -> None:
    picture = drawn().astype(int)

    crossing = CAMERA.project_ground(GroundPoints(np.array([[0.0, 5.0]]))).xy_px[0]
    column, row = np.round(crossing).astype(int)
    near = picture[row - 2 : row + 3, column - 2 : column + 3]
    assert np.any(np.abs(near - 100).sum(axis=2) > 60)


def test_marks_left_out_are_red() -> None:
    row, column = np.round(SURVEY.clicked().xy_px[2][::-1]).astype(int)

    red = drawn((2,))[row - 9 : row + 10, column - 9 : column + 10].astype(int)
    assert np.any((red[..., 0] > 200) & (red[..., 1] < 110))
