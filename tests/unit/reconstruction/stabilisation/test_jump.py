import numpy as np
import pytest

from accident_service.reconstruction.stabilisation.jump import poses_after_jump
from accident_service.reconstruction.stabilisation.landmarks import landmarks_of
from accident_service.reconstruction.stabilisation.optics import AT_REST
from tests.scenes.moved_camera import OPTICS, apart_px, picture_at, pose
from tests.scenes.moving_pictures import texture

KEY = landmarks_of(picture_at(AT_REST), OPTICS, AT_REST)


@pytest.mark.parametrize(
    "truth",
    [pose(right_px=45.0, down_px=-20.0), pose(zoom=1.5), pose(right_px=20.0, roll_rad=0.08)],
    ids=["knock", "zoom", "turned"],
)
def test_a_jump_is_found_to_a_tenth_of_a_pixel(truth: np.ndarray) -> None:
    (found,) = poses_after_jump(OPTICS, KEY, picture_at(truth))

    assert apart_px(found[None], truth[None])[0] < 0.1


def test_another_scene_has_no_pose() -> None:
    elsewhere = texture(180, 320, 77, mean=100.0, spread=40.0)

    assert poses_after_jump(OPTICS, KEY, elsewhere) == ()
    assert poses_after_jump(OPTICS, KEY, np.full((180, 320), 60, dtype=np.uint8)) == ()
