"""A car half hidden by a nearer one, whose first fit slid into that."""

from dataclasses import replace

import numpy as np
import pytest

from accident_service.reconstruction.ground.apart import borders_between, kept_apart
from accident_service.reconstruction.ground.borders import reach_m
from accident_service.reconstruction.ground.joint_fit import FittedTrack
from tests.scenes.pictured import COUNT, first_fit, pictures
from tests.scenes.seen_vehicle import CAMERA, straight_states

FAR = straight_states(frame_count=COUNT, start_m=(-9.0, 5.5))
NEAR = straight_states(frame_count=COUNT, start_m=(-8.0, 3.5))
SLID_M = 1.0 * np.linspace(0.0, 1.0, COUNT)


def slid_in() -> list[FittedTrack]:
    far = first_fit(FAR)
    states = far.states.copy()
    states[:, 1] = FAR[:, 1] - SLID_M
    doubtful = far.covariance * 25.0
    return [replace(far, states=states, covariance=doubtful), first_fit(NEAR)]


def gap_m(fits: list[FittedTrack]) -> np.ndarray:
    """Between the sides that face one another, of two that drive along x."""
    aside = np.tile([0.0, 1.0], (COUNT, 1))
    return -reach_m(aside, fits[1].states, fits[1].size_m) - reach_m(
        -aside, fits[0].states, fits[0].size_m
    )


@pytest.mark.parametrize("abreast", [False, True])
def test_who_slid_into_a_nearer_one_is_drawn_back(abreast: bool) -> None:  # noqa: FBT001 - a case
    fits = slid_in()
    blurred = fits if abreast else []

    again = kept_apart(fits, pictures(FAR, NEAR), CAMERA, abreast=blurred)

    assert gap_m(fits).min() < -0.3
    assert gap_m(again).min() > -0.1
    for fit, states in zip(again, (FAR, NEAR), strict=True):
        # Soft shadow alone draws a first fit a third of a metre to the camera.
        assert np.median(np.hypot(*(fit.states - states)[:, :2].T)) < 0.45


def test_the_line_lies_nearer_to_the_one_less_in_doubt() -> None:
    fits = slid_in()
    for_far, for_near = borders_between((fits[0], fits[1]), CAMERA)
    gives_way_m = reach_m(for_far.outwards, fits[0].states[for_far.rows], fits[0].size_m)
    stays_m = reach_m(for_near.outwards, fits[1].states[for_near.rows], fits[1].size_m)

    assert for_far.at_m == pytest.approx(-for_near.at_m)
    assert (gives_way_m - for_far.at_m)[-1] > (stays_m - for_near.at_m)[-1] > 0.0


def test_who_keeps_apart_is_left_alone() -> None:
    fits = [first_fit(FAR), first_fit(straight_states(frame_count=COUNT, start_m=(-8.0, 1.0)))]

    assert kept_apart(fits, pictures(FAR, NEAR), CAMERA) == fits


def test_a_vehicle_told_twice_is_not_drawn_out_of_itself() -> None:
    far, near = slid_in()
    states = far.states - np.outer(SLID_M, [0.0, 1.0, 0.0, 0.0])
    twice = replace(far, states=states, misfit=5.0)

    assert borders_between((replace(twice, misfit=1.0), near), CAMERA) != ()
    assert borders_between((twice, near), CAMERA) == ()


def test_two_that_are_never_known_at_once_have_no_border() -> None:
    first, later = first_fit(FAR), first_fit(NEAR)
    later = replace(later, pts_s=later.pts_s + 100.0)

    assert borders_between((first, later), CAMERA) == ()
