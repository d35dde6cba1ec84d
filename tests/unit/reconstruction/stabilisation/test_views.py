"""The truth is a camera whose own rotation and focal length are changed by the movement."""

from dataclasses import replace

import numpy as np
import pytest

from accident_service.quantities.ground_plane import SpacePoints
from accident_service.reconstruction.calibration.camera_model import CameraModel
from accident_service.reconstruction.stabilisation.optics import AT_REST, turned_by
from accident_service.reconstruction.stabilisation.sway import Sway
from accident_service.reconstruction.stabilisation.views import CameraViews, optics_of
from tests.scenes.street_camera import street_camera

CAMERA = street_camera()
PLACES = SpacePoints(np.array([[0.0, 14.0, 0.0], [3.0, 18.0, 1.5], [-4.0, 25.0, 0.0]]))
KNOCKED = np.array([0.01, -0.02, 0.006, 0.0, 0.0, 0.0])
ZOOMED = np.array([0.0, 0.0, 0.0, np.log(1.2), 0.0, 0.0])
MOMENTS_S = np.array([0.0, 1.0, 2.0])


def turned(camera: CameraModel, pose: np.ndarray) -> CameraModel:
    """The camera with its body turned on the spot and its picture zoomed about the middle."""
    rotation = turned_by(pose[:3]) @ camera.rotation
    intrinsics, size = camera.intrinsics.copy(), camera.image_size
    middle = np.array([(size.width_px - 1) / 2, (size.height_px - 1) / 2])
    zoom = np.exp(pose[3])
    intrinsics[[0, 1], [0, 1]] *= zoom
    intrinsics[:2, 2] = middle + zoom * (intrinsics[:2, 2] - middle)
    return replace(
        camera,
        rotation=rotation,
        translation_m=-rotation @ camera.position_m,
        intrinsics=intrinsics,
    )


def views(poses: np.ndarray, home: np.ndarray = AT_REST) -> CameraViews:
    surveyed = turned(CAMERA, home)
    still = np.zeros(len(poses))
    sway = Sway(optics_of(CAMERA), poses, home, still, still.astype(bool))
    return CameraViews(surveyed, MOMENTS_S, sway)


@pytest.mark.parametrize("pose", [AT_REST, KNOCKED, ZOOMED])
@pytest.mark.parametrize("width_share", [1.0, 0.5])
def test_points_appear_where_the_moved_camera_shows_them(
    pose: np.ndarray, width_share: float
) -> None:
    shown = views(np.stack([AT_REST, AT_REST, pose]))
    width_px = round(width_share * CAMERA.image_size.width_px)

    seen_px = shown.at(1.9, width_px).project(PLACES).xy_px

    true = turned(CAMERA, pose).scaled(width_share)
    assert seen_px == pytest.approx(true.project(PLACES).xy_px, abs=0.01)


def test_a_survey_made_after_the_knock_holds_there() -> None:
    shown = views(np.stack([AT_REST, KNOCKED, KNOCKED]), home=KNOCKED)
    width_px = CAMERA.image_size.width_px

    before_px = shown.at(0.0, width_px).project(PLACES).xy_px
    after_px = shown.at(2.0, width_px).project(PLACES).xy_px

    assert before_px == pytest.approx(CAMERA.project(PLACES).xy_px, abs=0.01)
    assert after_px == pytest.approx(turned(CAMERA, KNOCKED).project(PLACES).xy_px, abs=0.01)


def test_a_steady_camera_is_its_own_view() -> None:
    assert CameraViews.steady(CAMERA).at(3.0, CAMERA.image_size.width_px) is CAMERA
