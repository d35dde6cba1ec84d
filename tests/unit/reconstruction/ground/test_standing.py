"""A vehicle is put where the box it fills says, as well as one box can say."""

import numpy as np
import pytest

from accident_service.reconstruction.ground.projection import placed, seen
from accident_service.reconstruction.ground.standing import standing_vehicles
from accident_service.reconstruction.ground.trajectory import VehicleClass
from accident_service.reconstruction.ground.vehicle_shape import CAR, USUAL_FRINGE_M
from accident_service.reconstruction.motion.vehicle_detector import Detection, SeenKind
from tests.scenes.street_camera import street_camera

CAMERA = street_camera()
LANE_RAD = 0.3


def lanes(_x_m: float, _y_m: float) -> tuple[float, ...]:
    return (LANE_RAD,)


def no_lanes(_x_m: float, _y_m: float) -> tuple[float, ...]:
    return ()


def box_of(pose: tuple[float, float, float], kind: SeenKind = SeenKind.VEHICLE) -> Detection:
    body_m = CAR.points_m(np.array([4.5, 1.79, 1.48, USUAL_FRINGE_M]))
    pixels = seen(CAMERA, placed(body_m, np.array([pose])))[0]
    return Detection(np.concatenate([pixels.min(axis=0), pixels.max(axis=0)]), kind, 0.8)


@pytest.mark.parametrize("place_m", [(0.0, 6.0), (-5.0, 9.0), (8.0, 14.0)])
def test_a_car_is_found_where_it_stands(place_m: tuple[float, float]) -> None:
    (car,) = standing_vehicles(CAMERA, [box_of((*place_m, LANE_RAD))], lanes)

    assert car.shape.vehicle_class is VehicleClass.CAR
    assert car.pose[:2] == pytest.approx(place_m, abs=0.1)
    assert car.pose[2] == pytest.approx(LANE_RAD, abs=0.03)
    assert np.all(car.sigma[:2] < 0.6)


def test_boxes_that_are_a_little_off_put_it_within_its_doubt() -> None:
    truth_m = np.array([0.0, 8.0])
    clean = box_of((*truth_m, LANE_RAD))
    size_px = float(np.max(clean.box_px[2:] - clean.box_px[:2]))
    noise = np.random.default_rng(3).normal(0.0, 0.03 * size_px, (40, 4))
    inside = []
    for row in noise:
        (car,) = standing_vehicles(
            CAMERA, [Detection(clean.box_px + row, SeenKind.VEHICLE, 0.8)], lanes
        )
        inside.append(np.abs(car.pose[:2] - truth_m) < 1.96 * car.sigma[:2])

    assert np.mean(inside) > 0.9


def test_what_a_nearer_vehicle_hides_does_not_pull_it_forward() -> None:
    far = box_of((0.0, 10.0, LANE_RAD))
    cut_px = far.box_px.copy()
    cut_px[3] -= 0.35 * (cut_px[3] - cut_px[1])
    near_px = np.array([cut_px[0] - 20, cut_px[3] - 8, cut_px[2] + 20, cut_px[3] + 90])
    cut = Detection(cut_px, SeenKind.VEHICLE, 0.8)
    nearer = Detection(near_px, SeenKind.VEHICLE, 0.9)

    alone = standing_vehicles(CAMERA, [cut], lanes)
    behind = [one for one in standing_vehicles(CAMERA, [nearer, cut], lanes) if one.pose[1] > 8.5]

    assert not alone or abs(alone[0].pose[1] - 10.0) > 1.0
    assert behind
    assert behind[0].pose[1] == pytest.approx(10.0, abs=2 * float(behind[0].sigma[1]) + 0.2)


def test_no_vehicle_is_placed_where_nothing_says_how_it_stands() -> None:
    assert standing_vehicles(CAMERA, [box_of((0.0, 6.0, LANE_RAD))], no_lanes) == ()


def test_people_are_not_vehicles() -> None:
    walker = box_of((0.0, 6.0, LANE_RAD), SeenKind.PERSON)

    assert standing_vehicles(CAMERA, [walker], lanes) == ()


def test_two_boxes_a_metre_apart_are_one_car_that_moved_and_two_a_lane_apart_two() -> None:
    ahead, left = np.array([np.cos(LANE_RAD), np.sin(LANE_RAD)]), np.array([-0.2955, 0.9553])
    first = np.array([0.0, 6.0])

    def placed_count(second: np.ndarray) -> int:
        boxes = [box_of((*place, LANE_RAD)) for place in (first, second)]
        return len(standing_vehicles(CAMERA, boxes, lanes))

    assert placed_count(first + 1.5 * ahead + 1.0 * left) == 1
    assert placed_count(first + 2.6 * left) == 2
    assert placed_count(first + 5.5 * ahead) == 2
