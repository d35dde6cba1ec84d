"""The grid of views holds one near the truth, whose street direction is right."""

import numpy as np

from accident_service.reconstruction.self_calibration.directions import line_views
from accident_service.reconstruction.self_calibration.segments import Segments
from tests.scenes.watched_traffic import CAMERA, SIZE, STREET_RAD, pitch_rad, segments


def test_one_of_the_best_views_is_near_the_true_one() -> None:
    views = line_views(SIZE, segments(), most=5)

    near = [
        view
        for view in views
        if abs(pitch_rad(view.camera) - pitch_rad(CAMERA)) < np.radians(4)
        and abs(np.log(view.camera.intrinsics[0, 0] / CAMERA.intrinsics[0, 0])) < 0.25
    ]
    assert near
    off = (near[0].direction_rad - STREET_RAD + np.pi / 4) % (np.pi / 2) - np.pi / 4
    assert np.abs(off).min() < np.radians(6)


def test_views_come_best_first_and_none_twice() -> None:
    views = line_views(SIZE, segments(), most=5)

    assert [view.score for view in views] == sorted((v.score for v in views), reverse=True)
    assert len({view.camera.intrinsics[0, 0] * 100 + pitch_rad(view.camera) for view in views}) == 5


def test_without_lines_there_is_no_view() -> None:
    assert (
        line_views(SIZE, Segments(np.zeros((0, 2, 2)), np.zeros(0), np.zeros(0, bool)), most=5)
        == ()
    )
