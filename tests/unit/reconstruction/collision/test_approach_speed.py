import numpy as np
import pytest

from accident_service.quantities.identifiers import TrackId
from accident_service.quantities.uncertainty import Estimate
from accident_service.reconstruction.collision.approach_speed import approach_speed
from accident_service.reconstruction.ground.trajectory import (
    GroundTrajectory,
    VehicleClass,
    VehicleDimensions,
)

BLOW_S = 2.0


def braking_into_a_blow(*, blurred_s: float) -> GroundTrajectory:
    """8 m/s, braking at 2 m/s2 into a blow at 2 s that takes all of it, then blurred."""
    fine_s = np.arange(0.0, 4.0, 0.005)
    true_mps = np.where(fine_s < BLOW_S, 8.0 - 2.0 * fine_s, 0.0)
    width = max(1, round(blurred_s / 0.005))
    blurred = np.convolve(np.pad(true_mps, width, mode="edge"), np.ones(width) / width, "same")
    pts_s = np.arange(0.0, 4.0, 0.04)
    count = len(pts_s)
    return GroundTrajectory(
        id=TrackId("t1"),
        vehicle_class=VehicleClass.CAR,
        dimensions=VehicleDimensions(4.5, 1.8, 1.5, 0.1, 0.1),
        pts_s=pts_s,
        xy_m=np.zeros((count, 2)),
        heading_rad=np.zeros(count),
        speed_mps=np.interp(pts_s, fine_s, blurred[width:-width]),
        xy_sigma_m=np.full((count, 2), 0.1),
        heading_sigma_rad=np.full(count, 0.02),
        speed_sigma_mps=np.full(count, 0.1),
        visible_share=np.ones(count),
    )


@pytest.mark.parametrize("blurred_s", [0.0, 0.2, 0.4])
def test_the_interval_holds_the_true_speed_however_much_the_blow_is_blurred(
    blurred_s: float,
) -> None:
    trajectory = braking_into_a_blow(blurred_s=blurred_s)
    at_break = Estimate(
        float(np.interp(BLOW_S - 0.02, trajectory.pts_s, trajectory.speed_mps)), 0.1
    )

    speed = approach_speed(trajectory, BLOW_S, at_break).interval

    assert speed.low <= 4.0 <= speed.high


def test_where_both_readings_agree_the_doubt_is_that_of_the_trajectory() -> None:
    trajectory = braking_into_a_blow(blurred_s=0.0)

    speed = approach_speed(trajectory, BLOW_S, Estimate(4.0, 0.1))

    assert speed.value == pytest.approx(4.0, abs=0.02)
    assert speed.sigma == pytest.approx(0.1, abs=0.02)


def test_a_vehicle_first_seen_at_the_blow_keeps_the_reading_at_the_break() -> None:
    trajectory = braking_into_a_blow(blurred_s=0.0)
    at_break = Estimate(4.0, 0.3)

    assert approach_speed(trajectory, 0.1, at_break) is at_break
