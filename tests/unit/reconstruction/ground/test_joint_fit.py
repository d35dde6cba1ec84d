import numpy as np
import pytest

from accident_service.reconstruction.ground.first_guess import rough_path, states_along
from accident_service.reconstruction.ground.image_terms import evidence_of
from accident_service.reconstruction.ground.joint_fit import FittedTrack, settle
from accident_service.reconstruction.ground.vehicle_shape import CAR
from accident_service.reconstruction.motion.silhouettes import Silhouettes
from tests.scenes.fitted import fit_track
from tests.scenes.seen_vehicle import CAMERA, Noise, evidence, straight_states, times_s


def fitted(states: np.ndarray, noise: Noise, size_m: np.ndarray | None = None) -> FittedTrack:
    seen = evidence(states, size_m=size_m, noise=noise)
    pts_s = times_s(states)
    start = states_along(rough_path(CAMERA, seen, pts_s), pts_s)
    return fit_track(CAMERA, CAR, seen, (pts_s, start))


def braking() -> np.ndarray:
    speed = np.interp(np.arange(80) * 0.04, [0.0, 1.0, 2.4, 9.0], [8.0, 8.0, 2.0, 2.0])
    return straight_states(speed_mps=speed, frame_count=80)


def test_noiseless_evidence_gives_the_truth_back() -> None:
    states = braking()
    fit = fitted(states, Noise())
    assert np.hypot(*(fit.states - states)[:, :2].T).max() < 0.12
    assert np.abs(fit.states[10:-10, 2] - states[10:-10, 2]).max() < np.radians(1.0)
    assert np.median(np.abs(fit.states[:, 3] - states[:, 3])) < 0.05


def test_a_longer_car_is_found_longer() -> None:
    size_m = CAR.size_m + np.array([0.35, 0.0, 0.0, 0.0])
    fit = fitted(braking(), Noise(), size_m)
    assert fit.size_m[0] == pytest.approx(size_m[0], abs=0.15)


def test_a_blow_is_not_smoothed_away() -> None:
    speed = np.where(np.arange(80) < 40, 6.0, 3.0)
    fit = fitted(straight_states(speed_mps=speed, frame_count=80), Noise(flow_px=0.1))
    assert fit.states[36, 3] == pytest.approx(6.0, abs=0.4)
    assert fit.states[44, 3] == pytest.approx(3.0, abs=0.4)


def test_stated_sigmas_hold_the_truth_over_seeds() -> None:
    states = braking()
    inside = []
    for seed in range(8):
        fit = fitted(states, Noise(outline_px=1.5, flow_px=0.2, seed=seed))
        sigma = np.sqrt(np.diagonal(fit.covariance, axis1=1, axis2=2))
        inside.append(np.abs(fit.states - states) <= 2 * sigma)
    held = np.mean(inside, axis=(0, 1))
    # Noise of single frames only; what is common to all frames is added in `trajectories`.
    assert (held > 0.85).all()


def test_a_fit_goes_on_from_where_a_trial_stopped() -> None:
    states = braking()
    pts_s = times_s(states)
    evidence_seen = evidence_of(CAMERA, evidence(states, noise=Noise()), 25.0)
    start = states_along(rough_path(CAMERA, evidence_seen.silhouettes, pts_s), pts_s)
    trial = settle(evidence_seen, CAR, (pts_s, start), iterations=4)
    onwards = settle(evidence_seen, CAR, (pts_s, trial.states), size_m=trial.size_m)
    at_once = settle(evidence_seen, CAR, (pts_s, start), iterations=40)
    assert onwards.states == pytest.approx(at_once.states, abs=0.02)
    assert onwards.size_m[:3] == pytest.approx(at_once.size_m[:3], abs=0.02)


def test_a_standing_vehicle_that_is_struck_has_its_speed_at_once() -> None:
    speed = np.where(np.arange(80) < 40, 0.0, 2.0 * 0.97 ** np.arange(-40, 40))
    states = straight_states(speed_mps=speed, frame_count=80, start_m=(-2.0, 3.0))
    seen = evidence(states, noise=Noise(flow_px=0.1))
    moved = {
        name: getattr(seen, name)[40:]
        for name in Silhouettes.__slots__
        if name not in {"stood", "displaced"}
    }
    fit = fit_track(CAMERA, CAR, Silhouettes(**moved, stood=True), (times_s(states), states * 1.0))
    assert fit.states[38, 3] == pytest.approx(0.0, abs=0.1)
    assert fit.states[42, 3] == pytest.approx(speed[42], abs=0.3)
