"""From a wrong camera and wrong poses back to the truth."""

import numpy as np
import pytest

from accident_service.reconstruction.ground.vehicle_shape import CAR, WAGON
from accident_service.reconstruction.self_calibration.adjust import adjusted, posed, total_cost
from accident_service.reconstruction.self_calibration.lines import assigned
from accident_service.reconstruction.self_calibration.starts import placed_roughly
from accident_service.reconstruction.self_calibration.terms import Witness
from tests.scenes.watched_traffic import CAMERA, DRIVES, STREET_RAD, pitch_rad, seen, segments


def test_a_vehicle_finds_its_pose_under_a_known_camera() -> None:
    put = posed(CAMERA, placed_roughly(CAMERA, seen(1), CAR), iterations=20)

    assert put.poses[0, :2] == pytest.approx(DRIVES[0][0], abs=0.1)
    assert put.poses[:, 2] == pytest.approx(STREET_RAD, abs=0.02)


def test_camera_and_vehicles_settle_together_near_the_truth() -> None:
    wrong = CAMERA.moved(np.array([0.15, 0, 0, 0, 0, 0, 0.06, 0, 0.02, 0, 0, -1.0, 0, 0, 0]))
    shapes = (CAR, WAGON, CAR, CAR, CAR)
    vehicles = [placed_roughly(wrong, seen(label), shape) for label, shape in enumerate(shapes, 1)]
    witnesses: tuple[Witness, ...] = (
        *vehicles,
        assigned(CAMERA, segments(), np.array([STREET_RAD])),
    )

    found = adjusted(wrong, witnesses, iterations=30)

    assert found.cost < 0.1 * total_cost(wrong, witnesses)
    assert pitch_rad(found.camera) == pytest.approx(pitch_rad(CAMERA), abs=np.radians(1.0))
    assert found.camera.intrinsics[0, 0] == pytest.approx(CAMERA.intrinsics[0, 0], rel=0.04)
    assert found.camera.position_m[2] == pytest.approx(CAMERA.position_m[2], rel=0.04)
    assert np.linalg.eigvalsh(found.information).min() > 0.0


def test_a_camera_under_the_road_is_out_of_the_question() -> None:
    under = CAMERA.moved(np.array([0.0] * 11 + [-20.0, 0.0, 0.0, 0.0]))

    assert total_cost(under, ()) == np.inf
