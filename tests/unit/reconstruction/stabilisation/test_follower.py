import numpy as np

from accident_service.reconstruction.stabilisation.follower import Follower
from accident_service.reconstruction.stabilisation.optics import AT_REST
from tests.scenes.moved_camera import OPTICS, apart_px, picture_at, pose
from tests.scenes.moving_pictures import texture


def followed(truths: list[np.ndarray]) -> tuple[Follower, np.ndarray, list[bool]]:
    follower = Follower(OPTICS)
    sightings = [follower.follow(picture_at(truth)) for truth in truths]
    return follower, np.stack([one.pose for one in sightings]), [one.lost for one in sightings]


def test_a_slow_zoom_is_followed_from_key_picture_to_key_picture() -> None:
    truths = [pose(zoom=1.0 + 0.02 * step) for step in range(21)]
    follower, poses, lost = followed(truths)

    assert not any(lost)
    assert len(follower.keys) > 3
    assert apart_px(poses, np.stack(truths)).max() < 0.5


def test_coming_back_the_first_key_picture_is_used_again() -> None:
    there_and_back = [*range(11), *range(10, -1, -1)]
    follower, poses, _ = followed([pose(right_px=4.0 * step) for step in there_and_back])

    assert apart_px(poses[-1:], AT_REST[None])[0] < 0.1
    assert len(follower.keys) < 8


def test_another_scene_is_lost_and_the_first_found_again() -> None:
    follower = Follower(OPTICS)
    follower.follow(picture_at(AT_REST))
    elsewhere = follower.follow(texture(180, 320, 77, mean=100.0, spread=40.0))
    back = follower.follow(picture_at(pose(right_px=1.0)))

    assert elsewhere.lost
    assert not back.lost
    assert apart_px(back.pose[None], pose(right_px=1.0)[None])[0] < 0.1


def test_pictures_without_texture_are_at_rest() -> None:
    follower = Follower(OPTICS)
    sightings = [follower.follow(np.full((180, 320), 80, dtype=np.uint8)) for _ in range(3)]

    assert all(np.array_equal(one.pose, AT_REST) and not one.lost for one in sightings)
