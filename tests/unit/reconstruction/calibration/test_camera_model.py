"""The camera carries points both ways, agrees with OpenCV, and knows its own doubt."""

from dataclasses import replace

import cv2
import numpy as np
import pytest

from accident_service.quantities.ground_plane import GroundPoints, SpacePoints
from accident_service.quantities.image_plane import ImageSize, PixelPoints
from accident_service.reconstruction.calibration.camera_model import PARAMETER_COUNT, CameraModel
from tests.scenes.street_camera import places_in_view, street_camera

CAMERA = street_camera()
LENS = (5e-4, 5e-4, 3e-3)  # sigmas of p1, p2, k3
PLACES = places_in_view(CAMERA, 40, np.random.default_rng(1))


def with_doubt(camera: CameraModel, sigmas: np.ndarray) -> CameraModel:
    return CameraModel(
        camera.image_size,
        camera.intrinsics,
        camera.distortion,
        camera.rotation,
        camera.translation_m,
        np.diag(sigmas**2),
    )


def test_pixels_go_to_the_road_and_back() -> None:
    seen = CAMERA.project_ground(PLACES)

    assert CAMERA.to_ground(seen).xy_m == pytest.approx(PLACES.xy_m, abs=1e-6)


def test_projection_agrees_with_an_independent_one() -> None:
    space = np.column_stack([PLACES.xy_m, np.linspace(0.0, 2.0, len(PLACES))])
    turn, _ = cv2.Rodrigues(CAMERA.rotation)
    expected, _ = cv2.projectPoints(
        space, turn, CAMERA.translation_m, CAMERA.intrinsics, CAMERA.distortion
    )

    assert CAMERA.project(SpacePoints(space)).xy_px == pytest.approx(
        np.asarray(expected).reshape(-1, 2), abs=1e-6
    )


def test_a_height_above_the_road_is_met_at_that_height() -> None:
    space = np.column_stack([PLACES.xy_m, np.full(len(PLACES), 1.4)])
    seen = CAMERA.project(SpacePoints(space))

    assert CAMERA.to_ground(seen, 1.4).xy_m == pytest.approx(PLACES.xy_m, abs=1e-6)


def test_the_sky_is_nowhere_on_the_road() -> None:
    assert np.isnan(CAMERA.to_ground(PixelPoints(np.array([[640.0, -400.0]]))).xy_m).all()


def test_what_is_behind_the_camera_is_not_seen() -> None:
    behind = SpacePoints(np.array([[4.0, -40.0, 1.0]]))

    assert np.isnan(CAMERA.project(behind).xy_px).all()
    assert np.isnan(CAMERA.pixels_per_metre(GroundPoints(np.array([[4.0, -40.0]])))).all()


def test_the_position_is_where_it_was_put() -> None:
    assert CAMERA.position_m == pytest.approx([4.0, -14.0, 7.5])


def test_a_metre_square_to_the_view_has_the_stated_size() -> None:
    place = np.array([[0.0, 6.0, 0.0]])
    aside = CAMERA.rotation[0]
    ends = CAMERA.project(SpacePoints(np.vstack([place - aside / 2, place + aside / 2]))).xy_px

    scale = CAMERA.pixels_per_metre(GroundPoints(place[:, :2]))[0]
    assert np.hypot(*(ends[1] - ends[0])) == pytest.approx(scale, rel=0.02)


def test_a_reduced_image_keeps_its_corner_not_its_first_pixels_centre() -> None:
    """A pixel of the half-size image covers two by two: its centre is between them."""
    half = CAMERA.scaled(0.5)

    full_px = CAMERA.project_ground(PLACES).xy_px
    assert half.image_size == ImageSize(640, 360)
    assert half.project_ground(PLACES).xy_px == pytest.approx((full_px + 0.5) / 2 - 0.5, abs=1e-9)


def test_reducing_an_image_does_not_change_what_is_known_of_the_road() -> None:
    sigmas = np.array(
        [0.01, 0.001, 5.0, 5.0, 0.01, 0.01, 0.002, 0.002, 0.002, 0.05, 0.05, 0.05, *LENS]
    )
    doubtful = with_doubt(CAMERA, sigmas)

    whole = doubtful.ground_sigma_m(PLACES)
    assert doubtful.scaled(0.5).ground_sigma_m(PLACES) == pytest.approx(whole, rel=1e-3)


def test_the_stated_sigma_is_the_scatter_of_cameras_drawn_from_the_doubt() -> None:
    sigmas = np.array(
        [0.01, 0.001, 4.0, 4.0, 0.005, 0.005, 2e-3, 2e-3, 2e-3, 0.05, 0.05, 0.05, *LENS]
    )
    places = GroundPoints(PLACES.xy_m[:6])
    seen = CAMERA.project_ground(places)
    rng = np.random.default_rng(5)

    drawn = np.stack(
        [CAMERA.moved(rng.normal(0.0, sigmas)).to_ground(seen).xy_m for _ in range(600)]
    )

    stated = with_doubt(CAMERA, sigmas).ground_sigma_m(places)
    assert drawn.std(axis=0) == pytest.approx(stated, rel=0.12)


def test_a_camera_known_exactly_has_no_doubt() -> None:
    assert CAMERA.ground_sigma_m(PLACES) == pytest.approx(0.0)


def test_moving_the_camera_moves_its_place_and_nothing_else() -> None:
    change = np.zeros(PARAMETER_COUNT)
    change[9:12] = [1.0, 2.0, 0.5]

    moved = CAMERA.moved(change)

    assert moved.position_m == pytest.approx([5.0, -12.0, 8.0])
    assert moved.rotation == pytest.approx(CAMERA.rotation)


@pytest.mark.parametrize("distortion", [np.zeros(4), np.zeros((5, 1))])
def test_a_lens_that_is_not_modelled_is_refused(distortion: np.ndarray) -> None:
    with pytest.raises(ValueError, match="five terms"):
        CameraModel(
            CAMERA.image_size,
            CAMERA.intrinsics,
            distortion,
            CAMERA.rotation,
            CAMERA.translation_m,
            CAMERA.parameter_covariance,
        )


def test_a_covariance_of_another_shape_is_refused() -> None:
    with pytest.raises(ValueError, match="covariance"):
        CameraModel(
            CAMERA.image_size,
            CAMERA.intrinsics,
            CAMERA.distortion,
            CAMERA.rotation,
            CAMERA.translation_m,
            np.zeros((6, 6)),
        )


def test_the_derivative_of_the_projection_agrees_with_small_differences() -> None:
    space = np.column_stack([PLACES.xy_m, np.linspace(0.0, 2.0, len(PLACES))])
    step = np.array([1e-4, -2e-4, 3e-4])

    pixels, jacobian = CAMERA.project_with_jacobian(SpacePoints(space))

    assert pixels.xy_px == pytest.approx(CAMERA.project(SpacePoints(space)).xy_px)
    ahead = CAMERA.project(SpacePoints(space + step)).xy_px
    behind = CAMERA.project(SpacePoints(space - step)).xy_px
    assert (ahead - behind) / 2 == pytest.approx(jacobian @ step, abs=1e-6)


def test_a_lens_off_its_axis_is_carried_both_ways_too() -> None:
    lens = np.array([-0.13, 0.017, 8e-4, -5e-4, 0.004])
    camera = replace(CAMERA, distortion=lens)
    space = np.column_stack([PLACES.xy_m, np.linspace(0.0, 2.0, len(PLACES))])
    turn, _ = cv2.Rodrigues(camera.rotation)
    expected, _ = cv2.projectPoints(space, turn, camera.translation_m, camera.intrinsics, lens)

    seen, jacobian = camera.project_with_jacobian(SpacePoints(space))

    assert seen.xy_px == pytest.approx(np.asarray(expected).reshape(-1, 2), abs=1e-6)
    assert camera.to_ground(camera.project_ground(PLACES)).xy_m == pytest.approx(
        PLACES.xy_m, abs=1e-6
    )
    step = np.array([1e-4, -2e-4, 3e-4])
    ahead, behind = (camera.project(SpacePoints(space + s * step)).xy_px for s in (1, -1))
    assert (ahead - behind) / 2 == pytest.approx(jacobian @ step, abs=1e-6)
