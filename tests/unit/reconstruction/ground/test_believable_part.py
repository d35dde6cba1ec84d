from dataclasses import replace

import numpy as np
import pytest

from accident_service.quantities.image_plane import ImageSize
from accident_service.reconstruction.ground.believable_part import (
    believable_part,
    believed,
    sights_at,
    without_what_stayed_behind,
)
from accident_service.reconstruction.ground.credible import moves_as_one
from accident_service.reconstruction.ground.joint_fit import FittedTrack
from accident_service.reconstruction.ground.vehicle_fit import fit_vehicle
from accident_service.reconstruction.ground.vehicle_shape import CAR
from tests.scenes.seen_vehicle import CAMERA, FRAME_S, evidence, straight_states, times_s

CLIP_S: np.ndarray = np.arange(200, dtype=np.float64) * FRAME_S
IMAGE = CAMERA.image_size


def track(states: np.ndarray) -> FittedTrack:
    return FittedTrack(
        shape=CAR,
        silhouettes=evidence(states),
        pts_s=times_s(states),
        states=states,
        size_m=CAR.size_m,
        covariance=np.broadcast_to(0.01 * np.eye(4), (len(states), 4, 4)).copy(),
        size_covariance_m2=0.01 * np.eye(4),
        misfit=1.0,
    )


def leaping() -> np.ndarray:
    """Leaves that sway for twelve frames, and a car that drives out of them."""
    states = straight_states()
    states[:12, 3] = np.where(np.arange(12) % 2 == 0, -6.0, 6.0)
    return states


def test_a_car_is_told_from_the_leaves_it_drove_out_of() -> None:
    part = believable_part(track(leaping()), first_frame=30)
    assert part is not None
    assert part.frame_index.tolist() == list(range(42, 90))


def test_what_moves_as_a_vehicle_throughout_is_left_alone() -> None:
    fit = track(straight_states())
    assert believable_part(fit, 0) is None
    assert without_what_stayed_behind(fit, 0, IMAGE) is None
    assert believed(fit, CAMERA, CLIP_S) is fit


def test_a_blow_on_the_road_is_no_reason_to_part_before_from_after() -> None:
    struck = straight_states(speed_mps=np.where(np.arange(60) < 30, 8.0, 3.0))
    assert moves_as_one(track(struck))
    assert believable_part(track(struck), 0) is None
    assert without_what_stayed_behind(track(struck), 0, IMAGE) is None


def test_what_stood_in_the_scene_keeps_every_sight() -> None:
    fit = track(leaping())
    sights = fit.silhouettes
    for told in (replace(sights, stood=True), replace(sights, displaced=True)):
        pushed = replace(fit, silhouettes=told)
        assert believable_part(pushed, 0) is None
        assert without_what_stayed_behind(pushed, 0, IMAGE) is None


def test_what_never_moves_as_a_vehicle_has_no_such_part() -> None:
    jerky = straight_states(speed_mps=np.where(np.arange(60) % 2 == 0, 5.0, 9.0))
    assert believable_part(track(jerky), 0) is None


@pytest.mark.parametrize("way", [1, -1])
def test_a_car_that_stops_dead_at_the_border_has_driven_on(way: int) -> None:
    states = straight_states(speed_mps=np.where(np.arange(60) < 40, 8.0, 0.0))[::way].copy()
    kept = range(40) if way > 0 else range(20, 60)
    fit = track(states)
    standing = np.isclose(states[:, 3], 0.0)
    cut = fit.silhouettes.box_px.copy()
    cut[standing, 2] = IMAGE.width_px - 1
    fit = replace(fit, silhouettes=replace(fit.silhouettes, box_px=cut))
    part = without_what_stayed_behind(fit, 7, IMAGE)
    assert part is not None
    assert part.frame_index.tolist() == [7 + row for row in kept]
    # Where the picture goes on, the same is an accident.
    wide = ImageSize(4 * IMAGE.width_px, 4 * IMAGE.height_px)
    assert without_what_stayed_behind(fit, 7, wide) is None


def test_the_car_is_fitted_anew_without_the_leaves() -> None:
    truth = straight_states()
    seen = evidence(truth)
    swaying = seen.low_px.copy()
    swaying[:12] += 60.0 * np.where(np.arange(12) % 2 == 0, -1.0, 1.0)[:, None]
    first = fit_vehicle(CAMERA, replace(seen, low_px=swaying, high_px=swaying), CLIP_S)
    wild = replace(first, states=np.where(np.arange(60)[:, None] < 12, leaping(), first.states))
    fit = believed(wild, CAMERA, CLIP_S)
    assert fit.pts_s[0] == pytest.approx(12 * FRAME_S)
    assert np.hypot(*(fit.states - truth[12:])[:, :2].T).max() < 0.05


def test_sights_are_renumbered_to_the_clip() -> None:
    fit = track(straight_states())
    rows = np.arange(60) % 2 == 0
    some = sights_at(fit.silhouettes, rows, 5)
    assert some.frame_index.tolist() == list(range(5, 65, 2))
    assert len(some.box_px) == len(some.low_px) == 30
