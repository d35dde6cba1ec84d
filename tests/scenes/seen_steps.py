"""What pictures would tell of each step of a true course: never smoothed, but noisy."""

from dataclasses import dataclass

import numpy as np

from accident_service.reconstruction.ground.seen_motion import SeenMotion
from accident_service.reconstruction.ground.trajectory import GroundTrajectory
from tests.scenes.courses import Course


@dataclass(frozen=True, slots=True)
class Seeing:
    """How well the steps of one vehicle are seen."""

    noise_mps: float = 0.1
    noise_radps: float = 0.05
    constant_mps: float = 0.1  # shared by all steps, as by a body that is not quite there
    constant_radps: float = 0.1
    believed: float = 1.0  # what the noise is taken for, in its true sigmas


def some_seeing(rng: np.random.Generator) -> Seeing:
    """Of between good and poor, as the analysed clips show it."""
    noise_mps = float(rng.uniform(0.03, 0.3))
    return Seeing(
        noise_mps=noise_mps,
        noise_radps=0.5 * noise_mps,
        constant_mps=0.2,
        constant_radps=0.15,
        believed=float(rng.uniform(0.5, 2.0)),
    )


def seen_steps(
    truth: Course, trajectory: GroundTrajectory, rng: np.random.Generator, how: Seeing
) -> SeenMotion:
    """The mean velocities between the moments of the trajectory."""
    pts_s = trajectory.pts_s
    step_s = np.diff(pts_s)[:, None]

    def rates(xy_m: np.ndarray, heading_rad: np.ndarray) -> np.ndarray:
        return np.diff(np.column_stack([xy_m, heading_rad]), axis=0) / step_s

    true_m = np.column_stack([np.interp(pts_s, truth.pts_s, one) for one in truth.xy_m.T])
    true_rad = np.interp(pts_s, truth.pts_s, truth.heading_rad)
    noise = np.array([how.noise_mps, how.noise_mps, how.noise_radps])
    constant = np.array([how.constant_mps, how.constant_mps, how.constant_radps])
    velocity = rates(true_m, true_rad) + rng.normal(0.0, constant)
    velocity += rng.normal(0.0, noise, velocity.shape)
    return SeenMotion(
        from_s=pts_s[:-1],
        to_s=pts_s[1:],
        velocity=velocity,
        covariance=np.tile(np.diag((how.believed * noise) ** 2), (len(velocity), 1, 1)),
        smoothed=rates(trajectory.xy_m, trajectory.heading_rad),
    )
