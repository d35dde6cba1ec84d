"""Whole clips: sway, a knock, a zoom, and views that are gone."""

import numpy as np
import pytest

from accident_service.errors import CameraMoved
from accident_service.reconstruction.stabilisation.optics import AT_REST
from accident_service.reconstruction.stabilisation.sway import Sway, require_one_view, sway_of
from tests.scenes.moved_camera import OPTICS, apart_px, picture_at, pose
from tests.scenes.moving_pictures import texture

FRAMES = 60


def clip_of(truths: list[np.ndarray]) -> np.ndarray:
    """A car drives through, and the recorder writes its clock into every picture."""
    return np.stack(
        [
            picture_at(truth, vehicle_px=-60.0 + 5.0 * index, clock=True)
            for index, truth in enumerate(truths)
        ]
    )


def swaying(index: int, *, px: float = 0.8) -> np.ndarray:
    return pose(right_px=px * np.sin(0.7 * index), down_px=0.5 * px * np.cos(0.45 * index))


def left_px(sway: Sway, truths: list[np.ndarray], at_home: slice) -> float:
    """Root mean square of what steadying leaves, from the truth's own usual pose."""
    usual = np.median(truths[at_home], axis=0)
    given, wanted = sway.poses - sway.home, np.stack(truths) - usual
    return float(np.sqrt(np.mean(apart_px(given, wanted) ** 2)))


def test_sway_is_found_to_a_tenth_of_a_pixel_through_traffic_and_letters() -> None:
    truths = [swaying(index) for index in range(FRAMES)]
    sway = sway_of(clip_of(truths), OPTICS)

    assert left_px(sway, truths, slice(None)) < 0.1
    assert not sway.lost.any()
    spread_px = sway.turn_sigma_rad[1] * OPTICS.focal_x_px
    assert spread_px == pytest.approx(0.8 / np.sqrt(2), rel=0.2)


def test_a_knock_leaves_the_survey_with_the_pose_before() -> None:
    knocked = pose(right_px=9.0, down_px=-5.0, roll_rad=0.01)
    truths = [swaying(index, px=0.3) + (knocked if index >= 35 else 0.0) for index in range(FRAMES)]
    sway = sway_of(clip_of(truths), OPTICS)

    assert left_px(sway, truths, slice(0, 35)) < 0.25
    assert sway.at_home()[:35].all()
    assert not sway.at_home()[35:].any()


def test_a_clip_that_begins_zoomed_belongs_to_the_whole_view() -> None:
    zooms = [1.3] * 25 + [1.3 - 0.03 * step for step in range(10)] + [1.0] * 25
    truths = [pose(zoom=zoom) for zoom in zooms]
    sway = sway_of(clip_of(truths), OPTICS)

    enlarged = np.exp(sway.poses[:, 3] - sway.home[3])
    assert enlarged == pytest.approx(np.array(zooms), rel=0.01)
    assert sway.at_home()[-20:].all()


def test_a_clip_without_texture_is_steady() -> None:
    sway = sway_of(np.full((8, 180, 320), 90, dtype=np.uint8), OPTICS)

    assert np.all(sway.poses == 0.0)
    assert not sway.lost.any()


def test_sway_in_full_size_pixels_is_the_same_turn() -> None:
    truths = [swaying(index) for index in range(12)]
    reduced = sway_of(clip_of(truths), OPTICS)
    full = reduced.scaled(2.0)

    assert full.spread_rad == pytest.approx(reduced.spread_rad)
    assert full.sigma_px == pytest.approx(2 * reduced.sigma_px)
    assert full.optics.focal_x_px == 2 * OPTICS.focal_x_px


def test_a_view_gone_for_long_is_a_verdict_with_its_moment() -> None:
    elsewhere = texture(180, 320, 77, mean=100.0, spread=40.0)
    frames = np.stack([picture_at(swaying(index)) for index in range(20)] + [elsewhere] * 10)
    sway = sway_of(frames, OPTICS)

    require_one_view(sway, np.linspace(0.0, 1.16, 30))
    with pytest.raises(CameraMoved, match=r"after 3\.80 s"):
        require_one_view(sway, np.linspace(0.0, 5.8, 30))


def test_a_view_covered_for_a_while_and_seen_again_is_one_view() -> None:
    cover = texture(180, 320, 77, mean=100.0, spread=40.0)
    still = [picture_at(swaying(index)) for index in range(24)]
    sway = sway_of(np.stack(still[:12] + [cover] * 10 + still[12:]), OPTICS)

    assert np.flatnonzero(sway.lost).tolist() == list(range(12, 22))
    require_one_view(sway, np.linspace(0.0, 6.6, 34))


def test_a_bus_that_fills_half_the_picture_is_not_the_camera() -> None:
    """It holds half of the corners and drives off at four pixels a picture, hiding others."""
    bus = texture(100, 230, 9, mean=150.0, spread=45.0)
    frames = np.stack([picture_at(AT_REST) for _ in range(16)])
    for index, frame in enumerate(frames):
        left = 10 + 4 * index
        frame[50:150, left : left + 230] = bus[:, : 320 - left]
    sway = sway_of(frames, OPTICS)

    assert np.max(apart_px(sway.poses - sway.home, np.zeros((16, 6)))) < 0.5
