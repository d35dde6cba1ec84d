import cv2
import numpy as np

from accident_service.reconstruction.calibration.error_map import error_map
from accident_service.reconstruction.exhibits.error_map_figure import draw_error_map
from tests.scenes.street_camera import places_in_view, street_camera, surveyed

CAMERA = street_camera()


def test_the_map_is_drawn_the_same_every_time() -> None:
    survey = surveyed(CAMERA, places_in_view(CAMERA, 6, np.random.default_rng(3)))

    first = draw_error_map(error_map(CAMERA), CAMERA, survey, (1,))
    again = draw_error_map(error_map(CAMERA), CAMERA, survey, (1,))

    assert first.png == again.png
    picture = np.asarray(cv2.imdecode(np.frombuffer(first.png, np.uint8), cv2.IMREAD_COLOR))
    assert picture.shape[1] > 1000
