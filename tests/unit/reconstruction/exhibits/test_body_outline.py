import numpy as np

from accident_service.reconstruction.exhibits.body_outline import body_outline_px
from accident_service.reconstruction.exhibits.outlines import cuboid_of
from tests.scenes.street_camera import street_camera
from tests.scenes.two_vehicles import rear_end

CAMERA = street_camera()
SIZE = (1280, 720)


def test_the_hull_holds_every_corner_of_the_body() -> None:
    vehicle = rear_end().trajectories[0]
    outline = np.array(body_outline_px(CAMERA, vehicle, 3.0, SIZE))
    corners = CAMERA.project(cuboid_of(vehicle.pose_at(3.0), vehicle.dimensions)).xy_px
    assert 4 <= len(outline) <= 8
    assert np.all(corners >= outline.min(axis=0) - 0.01)
    assert np.all(corners <= outline.max(axis=0) + 0.01)


def test_no_outline_where_the_vehicle_is_not_known() -> None:
    assert body_outline_px(CAMERA, rear_end().trajectories[0], 999.0, SIZE) == ()


def test_no_outline_out_of_the_picture() -> None:
    assert body_outline_px(CAMERA, rear_end().trajectories[0], 3.0, (1, 1)) == ()
