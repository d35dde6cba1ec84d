"""Lines of the road lie in the picture where the camera sees them, and nowhere they may not."""

import numpy as np

from accident_service.quantities.ground_plane import GroundPoints, SpacePoints
from accident_service.reconstruction.exhibits.painted_road import paint_lines
from accident_service.reconstruction.exhibits.plan import PlanRoad, RoadLine
from accident_service.reconstruction.stabilisation.views import CameraViews
from tests.scenes.street_camera import places_in_view, street_camera

CAMERA = street_camera().scaled(0.25)
SIZE = CAMERA.image_size
VIEW = CameraViews.steady(CAMERA).at(0.0, SIZE.width_px)
PLACES_M = places_in_view(street_camera(), 2, np.random.default_rng(1)).xy_m
BEHIND_M = 2 * CAMERA.position_m[:2] - PLACES_M[0]
# The second line runs on behind the camera, where nothing can be drawn.
ROAD = PlanRoad(
    lines=(
        RoadLine("stop", GroundPoints(PLACES_M)),
        RoadLine("solid_yellow", GroundPoints(np.array([BEHIND_M, PLACES_M[0]]))),
    )
)


def blank() -> np.ndarray:
    return np.zeros((SIZE.height_px, SIZE.width_px, 3), dtype=np.uint8)


def middle_px() -> tuple[int, int]:
    across, down = VIEW.project(SpacePoints(np.array([[*PLACES_M.mean(axis=0), 0.0]]))).xy_px[0]
    return round(float(down)), round(float(across))


def test_a_line_is_drawn_where_the_camera_sees_it() -> None:
    picture = blank()
    paint_lines(picture, ROAD, VIEW, np.ones(picture.shape[:2], dtype=bool))
    down, across = middle_px()
    assert picture[down - 1 : down + 2, across - 1 : across + 2].max() > 200
    assert 0 < np.count_nonzero(picture.any(axis=2)) < 0.1 * picture[..., 0].size


def test_nothing_is_drawn_where_it_may_not_be() -> None:
    picture = blank()
    paint_lines(picture, ROAD, VIEW, np.zeros(picture.shape[:2], dtype=bool))
    assert not picture.any()
