"""Steps told by a car's own flow cells, with a blow between two pictures."""

from dataclasses import replace

import numpy as np
import pytest

from accident_service.reconstruction.ground.image_terms import evidence_of
from accident_service.reconstruction.ground.joint_fit import FittedTrack
from accident_service.reconstruction.ground.seen_motion import SeenMotions, seen_motion
from tests.scenes.pictured import COUNT, first_fit, pictures
from tests.scenes.seen_vehicle import CAMERA, straight_states, times_s

ROW = 15  # the first after the blow
SPEED = np.where(np.arange(COUNT) < ROW, 8.0, 4.0)
COURSE = straight_states(speed_mps=SPEED, frame_count=COUNT, start_m=(-9.0, 6.0))


def steps_of(fit: FittedTrack) -> np.ndarray:
    seen = seen_motion(fit, evidence_of(CAMERA, fit.silhouettes, 25.0))
    assert np.all(seen.to_s > seen.from_s)
    return np.asarray(np.hypot(*seen.velocity[:, :2].T))


def test_a_blow_is_in_one_step_and_in_no_other() -> None:
    fit = first_fit(COURSE)
    true_mps = np.hypot(*np.diff(COURSE[:, :2], axis=0).T) / np.diff(times_s(COURSE))

    seen_mps = steps_of(fit)

    assert seen_mps == pytest.approx(true_mps, abs=0.6)


def test_a_repeated_picture_is_joined_to_the_step_that_makes_up_for_it() -> None:
    fit = first_fit(COURSE)
    told = fit.silhouettes
    repeated = int(np.flatnonzero(told.frame_index == ROW - 5)[0])
    flow = told.backward_px.copy()
    flow[repeated + 1] += flow[repeated]
    flow[repeated] = 0.0

    seen_mps = steps_of(replace(fit, silhouettes=replace(told, backward_px=flow)))

    assert len(seen_mps) == len(steps_of(fit)) - 1
    assert seen_mps[: ROW - 2].min() > 6.5


def test_every_fit_is_asked_for_its_own_pictures() -> None:
    fits = [first_fit(COURSE), first_fit(straight_states(frame_count=COUNT, start_m=(-9.0, 1.5)))]

    motions = SeenMotions(fits, pictures(COURSE, fits[1].states), CAMERA)

    assert motions.of(0) is motions.of(0)
    assert np.median(np.hypot(*motions.of(1).velocity[:, :2].T)) == pytest.approx(8.0, abs=1.0)
