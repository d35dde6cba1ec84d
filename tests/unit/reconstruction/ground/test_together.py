from dataclasses import replace

import numpy as np
import pytest

from accident_service.reconstruction.ground.arrangement import Placement
from accident_service.reconstruction.ground.body_cover import patch_of
from accident_service.reconstruction.ground.together import (
    Followed,
    Moments,
    followed,
    own_share,
    unexplained_share,
)
from accident_service.reconstruction.ground.vehicle_shape import CAR
from accident_service.reconstruction.motion.silhouettes import silhouettes_of
from tests.scenes.abreast import LABEL, abreast, side_by_side
from tests.scenes.seen_vehicle import CAMERA, straight_states

ROWS = np.arange(0, 50, 5)


def moments(*tracks: np.ndarray) -> Moments:
    scene = abreast(*tracks)
    boxes = silhouettes_of(scene, scene.labels)[LABEL].box_px
    patches = tuple(
        patch_of(scene.told[k], scene.labels[k], LABEL, boxes[k]) for k in ROWS.tolist()
    )
    return Moments(CAMERA, patches, np.mean(tracks, axis=0)[ROWS, :3])


def test_vehicles_that_draw_near_each_other_are_followed_apart() -> None:
    near, far = side_by_side(apart_m=3.2)
    far[:, 1] -= np.linspace(0.0, 0.8, len(far))
    placements = [Placement(CAR, near[25, :2]), Placement(CAR, far[25, :2])]
    found = followed(moments(near, far), 5, placements)
    for one, truth in zip(found, (near, far), strict=True):
        assert one.seen.all()
        assert np.hypot(*(one.poses - truth[ROWS, :3])[:, :2].T).max() < 0.5


def test_one_that_overtakes_is_followed() -> None:
    near, far = side_by_side()
    far[:, 0] += np.linspace(-1.5, 1.5, len(far))
    placements = [Placement(CAR, near[25, :2]), Placement(CAR, far[25, :2])]
    found = followed(moments(near, far), 5, placements)
    assert np.abs(found[1].poses[:, 0] - far[ROWS, 0]).max() < 0.7


def test_what_is_not_there_is_not_seen() -> None:
    near, far = side_by_side(apart_m=7.0)
    scene = moments(near)
    about = replace(scene, poses=near[ROWS, :3])
    placements = [Placement(CAR, near[25, :2]), Placement(CAR, far[25, :2])]
    found = followed(about, 5, placements)
    assert found[0].seen.all()
    assert not found[1].seen.any()


def test_both_together_leave_less_unexplained_than_either() -> None:
    near, far = side_by_side()
    scene = moments(near, far)
    seen = np.ones(len(ROWS), dtype=bool)
    one, other = (Followed(CAR, CAR.size_m, states[ROWS, :3], seen) for states in (near, far))
    both = unexplained_share(scene, [one, other])
    assert both.max() < 0.05
    assert unexplained_share(scene, [one]).min() > both.max() + 0.2
    assert unexplained_share(scene, [other]).min() > both.max() + 0.2


def test_what_each_covers_alone_is_its_own_share() -> None:
    near, far = side_by_side()
    scene = moments(near, far)
    seen = np.ones(len(ROWS), dtype=bool)
    one, other = (Followed(CAR, CAR.size_m, states[ROWS, :3], seen) for states in (near, far))
    shares = own_share(scene, [one, other])
    assert (shares > 0.25).all()
    assert own_share(scene, [one, one]) == pytest.approx(0.0)
    assert own_share(scene, [one])[0] > 0.9


def test_two_that_brake_together_bumper_to_bumper_are_followed() -> None:
    first = straight_states(speed_mps=np.maximum(9.0 - 0.3 * np.arange(50), 0.0), frame_count=50)
    second = first - np.array([4.6, 0.0, 0.0, 0.0])
    placements = [Placement(CAR, first[10, :2]), Placement(CAR, second[10, :2])]
    found = followed(moments(first, second), 2, placements)
    for one, truth in zip(found, (first, second), strict=True):
        assert one.seen.all()
        assert np.hypot(*(one.poses - truth[ROWS, :3])[:, :2].T).max() < 0.8
