import json
from pathlib import Path

import numpy as np
import pytest

from accident_service.adapters.clip_probe import ClipLimits
from accident_service.adapters.scene_files import read_scene
from accident_service.adapters.video_reader import read_frames
from accident_service.errors import TimelineUnusable
from accident_service.reconstruction.calibration.fit import calibrate
from accident_service.reconstruction.frames import GrayFrame
from accident_service.reconstruction.ground.trajectory import GroundTrajectory
from accident_service.reconstruction.reconstruct import MotionOutcome, reconstruct
from tests.scenes.moving_pictures import MovingRectangle, pictures
from tests.scenes.street_camera import street_camera

CLIP = Path(__file__).parents[3] / "fixtures" / "videos" / "rear_end_queue.mp4"


def test_a_still_street_has_nothing_to_tell() -> None:
    outcome = reconstruct(pictures(MovingRectangle((60.0,) * 30, 50)), street_camera())
    assert outcome == MotionOutcome(trajectories=(), collisions=(), near_misses=())


def test_a_clip_of_three_frames_is_refused() -> None:
    frames = [GrayFrame(np.zeros((90, 160), dtype=np.uint8), i * 0.04) for i in range(3)]
    with pytest.raises(TimelineUnusable):
        reconstruct(frames, street_camera())


@pytest.fixture(scope="module")
def truth() -> dict[str, np.ndarray]:
    """Time, x, y, heading, speed of each party, from the clip's truth."""
    document = json.loads(CLIP.with_suffix(".truth.json").read_text(encoding="utf-8"))
    columns = [document["track_columns"].index(name) for name in ("t", "x", "y", "speed")]
    return {
        vehicle["id"]: np.array(vehicle["track"], dtype=object)[:, columns].astype(float)
        for vehicle in document["vehicles"]
        if vehicle["party"]
    }


@pytest.fixture(scope="module")
def outcome() -> MotionOutcome:
    scene = read_scene(CLIP.with_suffix(".scene.json"))
    camera = calibrate(scene.survey).camera
    return reconstruct(
        read_frames(CLIP, ClipLimits()), camera, lane_headings=scene.road_map.lane_headings_rad
    )


def nearest(outcome: MotionOutcome, path: np.ndarray) -> tuple[GroundTrajectory, np.ndarray]:
    """The trajectory closest to a true path, and its distance from it at common moments."""

    def distance_m(trajectory: GroundTrajectory) -> np.ndarray:
        common = [row for row in path if trajectory.covers(row[0])]
        poses = [trajectory.pose_at(row[0]) for row in common]
        pairs = zip(poses, common, strict=True)
        return np.array([np.hypot(pose.x_m - row[1], pose.y_m - row[2]) for pose, row in pairs])

    candidates = [(one, distance_m(one)) for one in outcome.trajectories]
    return min(candidates, key=lambda pair: float(np.median(pair[1])) if len(pair[1]) else np.inf)


@pytest.mark.video
def test_both_parties_of_a_rear_end_are_where_they_were(
    outcome: MotionOutcome, truth: dict[str, np.ndarray]
) -> None:
    for path in truth.values():
        _, distance_m = nearest(outcome, path)
        assert np.median(distance_m) < 1.0


@pytest.mark.video
def test_they_are_two_tracks(outcome: MotionOutcome, truth: dict[str, np.ndarray]) -> None:
    tracks = {nearest(outcome, path)[0].id for path in truth.values()}
    assert len(tracks) == len(truth)


@pytest.mark.video
def test_progress_only_grows(outcome: MotionOutcome) -> None:
    told: list[float] = []
    reconstruct(pictures(MovingRectangle((60.0,) * 30, 50)), street_camera(), progress=told.append)
    assert told == sorted(told)
    assert told[-1] == 1.0
    assert outcome.trajectories
