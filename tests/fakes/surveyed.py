"""A fake world whose camera sees a street and was surveyed by marks of known truth."""

from dataclasses import replace

import numpy as np
from shapely import MultiPoint, Polygon

from accident_service.casework.camera_ports import CameraKey
from accident_service.footage.camera import Camera, CameraPosition
from accident_service.reconstruction.calibration.survey import Survey
from tests.fakes import examples
from tests.fakes.casework import FakeWorld
from tests.fakes.world import FakeSite, FakeSiteRegister, camera
from tests.scenes.street_camera import SIZE, places_in_view, street_camera, surveyed

KEY = CameraKey(examples.SITE, examples.CAMERA)
TRUTH = street_camera()


def street_survey(*, marks: int = 10, seed: int = 5, click_sigma_px: float = 1.0) -> Survey:
    """Marks on the road, clicked with this noise."""
    rng = np.random.default_rng(seed)
    places = places_in_view(TRUTH, marks, rng)
    return surveyed(TRUTH, places, click_sigma_px=click_sigma_px, rng=rng)


def street_camera_of_register() -> Camera:
    """The camera as its city's file has it: its field is where the marks are."""
    x_m, y_m, height_m = (float(value) for value in TRUTH.position_m)
    seen = np.array([(one.x_m, one.y_m) for one in street_survey(marks=60).points])
    field = MultiPoint(seen).convex_hull
    if not isinstance(field, Polygon):
        raise TypeError("marks on a line see no field")
    return replace(
        camera(),
        position=CameraPosition(x_m=x_m, y_m=y_m, height_m=height_m),
        image_size=SIZE,
        field_of_view=field,
    )


def street_world(*, survey: Survey | None = None) -> FakeWorld:
    """One site with this camera; the folder's survey is ten marks unless another is given."""
    world = FakeWorld()
    world.sites = FakeSiteRegister((FakeSite(cameras=(street_camera_of_register(),)),))
    world.folder_surveys.known[KEY] = survey or street_survey()
    return world
