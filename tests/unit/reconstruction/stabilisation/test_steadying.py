import numpy as np
import pytest

from accident_service.reconstruction.stabilisation.optics import AT_REST
from accident_service.reconstruction.stabilisation.steadying import Steadier
from accident_service.reconstruction.stabilisation.sway import Sway
from tests.scenes.moved_camera import COLUMNS, OPTICS, ROWS, picture_at, pose

INNER = (slice(12, -12), slice(12, -12))


def steadier_of(*poses: np.ndarray) -> Steadier:
    count = len(poses)
    sway = Sway(OPTICS, np.stack(poses), AT_REST, np.zeros(count), np.zeros(count, dtype=bool))
    return Steadier(sway, (ROWS, COLUMNS))


@pytest.mark.parametrize(
    "truth",
    [
        pose(right_px=1.3, down_px=-0.6),
        pose(right_px=8.0, down_px=3.0, roll_rad=0.01),
        pose(zoom=1.08),
    ],
    ids=["sway", "knock", "zoom"],
)
def test_a_moved_picture_comes_back(truth: np.ndarray) -> None:
    still, moved = picture_at(AT_REST), picture_at(truth)
    inner = INNER if truth[3] == 0.0 else (slice(30, -30), slice(40, -40))

    calm = steadier_of(truth).steadied(moved, 0)

    before = np.abs(moved[inner].astype(float) - still[inner]).mean()
    after = np.abs(calm[inner].astype(float) - still[inner]).mean()
    assert after < 0.25 * before


def test_a_picture_at_rest_is_given_back_as_it_is() -> None:
    picture = picture_at(AT_REST)

    assert steadier_of(AT_REST).steadied(picture, 0) is picture
