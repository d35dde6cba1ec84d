from dataclasses import replace

import numpy as np

from accident_service.reconstruction.ground.joint_fit import FittedTrack
from accident_service.reconstruction.ground.parting import parted
from accident_service.reconstruction.ground.vehicle_fit import fit_vehicle
from accident_service.reconstruction.ground.vehicle_shape import CAR, TRUCK, VehicleShape
from accident_service.reconstruction.motion.packed_frames import PackedFrames
from accident_service.reconstruction.motion.silhouettes import silhouettes_of
from tests.scenes.abreast import LABEL, abreast, side_by_side
from tests.scenes.seen_vehicle import CAMERA


def apart(*tracks: np.ndarray, shape: VehicleShape = CAR) -> list[FittedTrack]:
    scene = abreast(*tracks, shape=shape)
    silhouettes = silhouettes_of(scene, scene.labels)[LABEL]
    fit = fit_vehicle(CAMERA, silhouettes, scene.clip.pts_s)
    return parted(scene, CAMERA, LABEL, fit)


def off_m(fit: FittedTrack, states: np.ndarray) -> float:
    first = round(float(fit.pts_s[0]) / 0.04)
    truth = states[first : first + len(fit.states)]
    return float(np.median(np.hypot(*(fit.states - truth)[:, :2].T)))


def test_two_cars_abreast_from_first_to_last_are_two() -> None:
    near, far = side_by_side()
    fits = apart(near, far)
    assert len(fits) == 2
    for truth in (near, far):
        best = min(fits, key=lambda fit: off_m(fit, truth))
        # Masks are whole pixels of some 5 cm across and 10 to 15 along the line of sight.
        assert off_m(best, truth) < 0.25
        assert len(best.states) == len(truth)
        assert np.abs(best.size_m - CAR.size_m)[:2].max() < 0.3


def test_one_that_closes_in_on_the_other_stays_apart_to_the_touch() -> None:
    near, far = side_by_side(apart_m=3.2)
    far[:, 1] -= np.linspace(0.0, 1.4, len(far))
    fits = apart(near, far)
    assert len(fits) == 2
    assert min(off_m(fit, near) for fit in fits) < 0.25
    assert min(off_m(fit, far) for fit in fits) < 0.3


def test_one_car_stays_one() -> None:
    near, _ = side_by_side()
    assert apart(near) == []


def test_a_lorry_is_not_two_cars() -> None:
    near, _ = side_by_side()
    assert apart(near, shape=TRUCK) == []


def test_a_walker_is_not_tried() -> None:
    near, _ = side_by_side()
    small = abreast(near)
    silhouettes = silhouettes_of(small, small.labels)[LABEL]
    fit = fit_vehicle(CAMERA, silhouettes, small.clip.pts_s)
    assert fit.misfit < 2.0
    assert parted(small, CAMERA, LABEL, fit) == []


def test_after_they_part_the_label_is_told_anew() -> None:
    near, far = side_by_side(frames=80)
    alone = abreast(near)
    scene = abreast(near, far)
    labels: PackedFrames[np.uint16] = PackedFrames()
    for index in range(len(near)):
        labels.append((scene if index < 50 else alone).labels[index])
    scene = replace(scene, labels=labels)
    silhouettes = silhouettes_of(scene, scene.labels)[LABEL]
    fits = parted(scene, CAMERA, LABEL, fit_vehicle(CAMERA, silhouettes, scene.clip.pts_s))
    assert min(off_m(fit, far) for fit in fits) < 0.25
    longest = max(fits, key=lambda fit: len(fit.states))
    assert len(longest.states) == len(near)
    assert off_m(longest, near) < 0.25
