"""Frames are read once; their moments are asked for afterwards."""

import numpy as np

from accident_service.reconstruction.frames import CapturedFrames, GrayFrame


def test_frames_come_as_they_are_and_their_moments_as_the_camera_had_them() -> None:
    frames = [GrayFrame(np.zeros((4, 4), np.uint8), pts_s) for pts_s in (0.0, 0.04, 0.12)]
    captured = CapturedFrames(iter(frames), lambda pts_s: pts_s + 1.0)

    assert [frame.pts_s for frame in captured] == [0.0, 0.04, 0.12]
    assert captured.capture_times_s(np.array([0.0, 0.04])).tolist() == [1.0, 1.04]
