import json
from pathlib import Path

import numpy as np
import pytest

from accident_service.adapters.clip_probe import ClipLimits
from accident_service.adapters.scene_files import read_scene
from accident_service.adapters.video_reader import read_frames
from accident_service.reconstruction.calibration.fit import calibrate
from accident_service.reconstruction.ground.trajectory import GroundTrajectory
from accident_service.reconstruction.motion.vehicle_detector import Detection, SeenKind
from accident_service.reconstruction.reconstruct import MotionOutcome, reconstruct
from accident_service.reconstruction.timeline import without_repeats

VIDEOS = Path(__file__).resolve().parents[3] / "fixtures" / "videos"
# What this version holds on the rendered clip; the targets of the product are tighter.
POSITION_M, CONTACT_S, SPEED_MPS = 1.0, 0.15, 0.5

pytestmark = pytest.mark.video


class Lookout:
    """A detector that boxes two vehicles of the queue: one that is struck, one that never moves."""

    version = "lookout"

    def detect(self, picture: np.ndarray) -> tuple[Detection, ...]:
        factor = picture.shape[1] / 960
        boxes_px = [true_rows(vehicle)[0, 8:12] * factor for vehicle in ("v2", "v1")]
        return tuple(Detection(box_px, SeenKind.VEHICLE, 0.9) for box_px in boxes_px)


def reconstructed(name: str) -> MotionOutcome:
    scene = read_scene(VIDEOS / f"{name}.scene.json")
    frames = without_repeats(read_frames(VIDEOS / f"{name}.mp4", ClipLimits()))
    return reconstruct(
        frames,
        calibrate(scene.survey).camera,
        lane_headings=scene.road_map.lane_headings_rad,
        detector=Lookout(),
    )


@pytest.fixture(scope="module")
def rear_end() -> MotionOutcome:
    return reconstructed("rear_end_queue")


def true_rows(vehicle: str) -> np.ndarray:
    truth = json.loads((VIDEOS / "rear_end_queue.truth.json").read_text())
    (found,) = (one for one in truth["vehicles"] if one["id"] == vehicle)
    return np.array(found["track"], float)


def nearest(outcome: MotionOutcome, vehicle: str, pts_s: float) -> GroundTrajectory:
    rows = true_rows(vehicle)
    row = rows[np.argmin(np.abs(rows[:, 1] - pts_s))]
    known = [one for one in outcome.trajectories if one.covers(pts_s)]

    def apart_m(one: GroundTrajectory) -> float:
        pose = one.pose_at(pts_s)
        return float(np.hypot(pose.x_m - row[2], pose.y_m - row[3]))

    best = min(known, key=apart_m)
    assert apart_m(best) < POSITION_M
    return best


def test_a_vehicle_that_never_moves_is_told_where_it_stands(rear_end: MotionOutcome) -> None:
    standing = [one for one in rear_end.trajectories if one.id.startswith("s")]
    (told,) = standing  # the other one is struck, and known by its motion

    assert nearest(rear_end, "v1", 2.0) is told
    assert np.all(told.speed_mps == 0.0)


def test_the_contact_is_found_between_the_right_two(rear_end: MotionOutcome) -> None:
    (contact,) = rear_end.collisions
    striking, struck = nearest(rear_end, "v3", 4.5), nearest(rear_end, "v2", 4.5)

    assert set(contact.tracks) == {striking.id, struck.id}
    assert contact.pts_s == pytest.approx(5.1966, abs=CONTACT_S)
    assert contact.pts_interval_s.low <= 5.1966 <= contact.pts_interval_s.high


def test_the_waiting_car_is_known_from_the_first_frame_and_faces_along_its_lane(
    rear_end: MotionOutcome,
) -> None:
    struck = nearest(rear_end, "v2", 1.0)

    assert struck.first_pts_s == pytest.approx(0.0)
    assert struck.facing_from_lane
    assert abs(struck.pose_at(3.0).speed_mps) < SPEED_MPS
    assert np.cos(struck.pose_at(3.0).heading_rad - true_rows("v2")[0, 4]) > 0.95


def test_both_stay_apart_and_known_after_the_contact(rear_end: MotionOutcome) -> None:
    assert nearest(rear_end, "v3", 8.0).id != nearest(rear_end, "v2", 8.0).id


def test_the_striking_car_comes_at_its_true_speed(rear_end: MotionOutcome) -> None:
    striking = nearest(rear_end, "v3", 4.5)
    rows = true_rows("v3")
    row = rows[np.argmin(np.abs(rows[:, 1] - 4.5))]

    assert striking.pose_at(4.5).speed_mps == pytest.approx(row[5], abs=SPEED_MPS)


def test_a_close_stop_is_no_contact() -> None:
    assert reconstructed("near_miss").collisions == ()
