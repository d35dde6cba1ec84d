import numpy as np
import pytest

from accident_service.reconstruction.ground.arrangement import Placement, arranged
from accident_service.reconstruction.ground.body_cover import patch_of
from accident_service.reconstruction.ground.vehicle_shape import BUS, CAR, VehicleShape
from accident_service.reconstruction.motion.foreground import ROAD
from accident_service.reconstruction.motion.silhouettes import silhouettes_of
from tests.scenes.abreast import LABEL, abreast, side_by_side
from tests.scenes.seen_vehicle import CAMERA, straight_states

AT = 25
# Half a step of the grid each way, and what a body's roundness leaves open.
TOLERANCE_M = 0.6


def placements(
    *tracks: np.ndarray, about: np.ndarray, shape: VehicleShape = CAR
) -> list[Placement]:
    scene = abreast(*tracks, shape=shape)
    box = silhouettes_of(scene, scene.labels)[LABEL].box_px[AT]
    patch = patch_of(scene.told[AT], scene.labels[AT], LABEL, box)
    return arranged(patch, CAMERA, about)


@pytest.mark.parametrize(("apart_m", "behind_m"), [(3.0, 0.5), (2.4, 2.0), (3.4, -1.5)])
def test_two_cars_abreast_are_found_where_they_are(apart_m: float, behind_m: float) -> None:
    near, far = side_by_side(apart_m=apart_m, behind_m=behind_m)
    found = placements(near, far, about=(near[AT] + far[AT]) / 2)
    assert len(found) == 2
    for truth in (near[AT, :2], far[AT, :2]):
        assert min(np.hypot(*(one.xy_m - truth)) for one in found) < TOLERANCE_M


def test_three_cars_in_a_slanting_row_are_three() -> None:
    near, middle = side_by_side(behind_m=2.5)
    far = middle + np.array([-2.5, 3.0, 0.0, 0.0])
    assert len(placements(near, middle, far, about=middle[AT])) == 3


def test_one_car_is_one() -> None:
    near, _ = side_by_side()
    assert len(placements(near, about=near[AT])) == 1


def test_one_behind_the_other_are_two() -> None:
    first = straight_states(frame_count=50, start_m=(-9.0, 3.5))
    second = first - np.array([5.5, 0.0, 0.0, 0.0])
    assert len(placements(first, second, about=first[AT])) == 2


def test_nothing_is_found_of_a_thing_as_small_as_a_walker() -> None:
    near, _ = side_by_side()
    labels = np.zeros((CAMERA.image_size.height_px, CAMERA.image_size.width_px), np.uint16)
    labels[150:170, 300:306] = LABEL
    empty = np.full(labels.shape, ROAD, np.uint8)
    patch = patch_of(empty, labels, LABEL, np.array([300.0, 150.0, 305.0, 169.0]))
    assert arranged(patch, CAMERA, near[AT]) == []


def test_vehicles_stay_out_of_each_others_footprint() -> None:
    near, _ = side_by_side()
    found = placements(near, about=near[AT], shape=BUS)
    for one in found:
        for other in found:
            gap = np.abs(one.xy_m - other.xy_m)
            assert one is other or gap[0] > 4.0 or gap[1] > 1.4
