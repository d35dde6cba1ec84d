from dataclasses import replace

import numpy as np

from accident_service.reconstruction.ground.body_cover import patch_of
from accident_service.reconstruction.ground.joint_fit import FittedTrack
from accident_service.reconstruction.ground.one_or_several import are_better, is_doubtful
from accident_service.reconstruction.ground.together import Moments
from accident_service.reconstruction.ground.vehicle_fit import fit_vehicle
from accident_service.reconstruction.ground.vehicle_shape import CAR
from accident_service.reconstruction.motion.scene_motion import SceneMotion
from accident_service.reconstruction.motion.silhouettes import silhouettes_of
from tests.scenes.abreast import LABEL, abreast, side_by_side
from tests.scenes.fitted import fit_track
from tests.scenes.seen_vehicle import CAMERA, evidence, times_s

ROWS = np.arange(0, 50, 5)


def taken_for_one(scene: SceneMotion) -> FittedTrack:
    return fit_vehicle(CAMERA, silhouettes_of(scene, scene.labels)[LABEL], scene.clip.pts_s)


def moments_of(scene: SceneMotion, fit: FittedTrack) -> Moments:
    boxes = fit.silhouettes.box_px
    patches = tuple(
        patch_of(scene.told[k], scene.labels[k], LABEL, boxes[k]) for k in ROWS.tolist()
    )
    return Moments(CAMERA, patches, fit.states[ROWS, :3])


def fitted(states: np.ndarray) -> FittedTrack:
    return fit_track(CAMERA, CAR, evidence(states), (times_s(states), states))


def test_two_cars_taken_for_one_are_doubtful_and_better_told_as_two() -> None:
    near, far = side_by_side()
    scene = abreast(near, far)
    one = taken_for_one(scene)
    assert is_doubtful(one)
    both = [fitted(near), fitted(far)]
    assert are_better(moments_of(scene, one), scene.clip.pts_s[ROWS], one, both)


def test_one_car_is_no_better_told_as_two() -> None:
    near, far = side_by_side()
    scene = abreast(near)
    one = taken_for_one(scene)
    assert not is_doubtful(one)
    both = [fitted(near), fitted(far)]
    assert not are_better(moments_of(scene, one), scene.clip.pts_s[ROWS], one, both)


def test_a_ghost_that_goes_nowhere_is_no_vehicle() -> None:
    near, far = side_by_side()
    scene = abreast(near, far)
    one = taken_for_one(scene)
    left = fitted(far)
    ghost = replace(left, states=np.repeat(left.states[:1], len(left.states), axis=0))
    assert not are_better(
        moments_of(scene, one), scene.clip.pts_s[ROWS], one, [fitted(near), ghost]
    )


def test_an_account_with_an_impossible_size_is_refused() -> None:
    near, far = side_by_side()
    scene = abreast(near, far)
    one = taken_for_one(scene)
    huge = replace(fitted(far), size_m=CAR.size_m * np.array([1.0, 1.0, 1.3, 1.0]))
    assert not are_better(moments_of(scene, one), scene.clip.pts_s[ROWS], one, [fitted(near), huge])
