"""Two vehicles whose story is known: one stands, the other runs into it at a known moment."""

import numpy as np

from accident_service.quantities.identifiers import TrackId
from accident_service.quantities.uncertainty import Estimate, Interval
from accident_service.reconstruction.collision.event import CollisionEvent, ContactSide
from accident_service.reconstruction.ground.trajectory import (
    GroundTrajectory,
    VehicleClass,
    VehicleDimensions,
)
from accident_service.reconstruction.result import (
    CalibrationSummary,
    NearMiss,
    Reconstruction,
    TimingSummary,
)

CONTACT_S = 3.0
SIZE = VehicleDimensions(4.5, 1.8, 1.5, 0.1, 0.05)


def straight(
    name: str, *, from_m: tuple[float, float], speed_mps: float, until_s: float
) -> GroundTrajectory:
    """Driving along +x at an even speed until it stops dead."""
    pts_s = np.arange(0.0, 5.0, 0.04)
    along_m = speed_mps * np.minimum(pts_s, until_s)
    count = len(pts_s)
    return GroundTrajectory(
        id=TrackId(name),
        vehicle_class=VehicleClass.CAR,
        dimensions=SIZE,
        pts_s=pts_s,
        xy_m=np.column_stack([from_m[0] + along_m, np.full(count, from_m[1])]),
        heading_rad=np.zeros(count),
        speed_mps=np.where(pts_s < until_s, speed_mps, 0.0),
        xy_sigma_m=np.full((count, 2), 0.1),
        heading_sigma_rad=np.full(count, 0.02),
        speed_sigma_mps=np.full(count, 0.2),
        visible_share=np.ones(count),
    )


# The rear of A is at x = -2.25; B's front reaches it after 3 s.
STANDING = straight("t1", from_m=(0.0, 0.0), speed_mps=0.0, until_s=0.0)
STRIKING = straight("t2", from_m=(-19.5, 0.0), speed_mps=5.0, until_s=CONTACT_S)
PASSING = straight("t3", from_m=(-15.0, 4.0), speed_mps=8.0, until_s=9.0)

CONTACT = CollisionEvent(
    first=ContactSide(
        track=STANDING.id,
        clock=6,
        delta_v_mps=Estimate(2.5, 0.3),
        speed_before_mps=Estimate(0.0, 0.1),
    ),
    second=ContactSide(
        track=STRIKING.id, clock=12, delta_v_mps=None, speed_before_mps=Estimate(5.0, 0.2)
    ),
    pts_s=CONTACT_S,
    pts_interval_s=Interval(2.95, 3.06),
    x_m=-2.25,
    y_m=0.0,
    point_sigma_m=0.15,
    closing_speed_mps=Estimate(5.0, 0.25),
    approach_angle_rad=0.0,
)

TIMING = TimingSummary(
    frame_count=125,
    declared_frame_count=125,
    duration_s=4.96,
    median_interval_s=0.04,
    longest_gap_s=0.04,
    duplicate_count=0,
    regular=True,
)
CALIBRATION = CalibrationSummary(
    point_count=6,
    residual_rms_px=0.9,
    leave_one_out_m=(0.1, 0.2, 0.15, 0.3, 0.1, 0.05),
    camera_height_m=7.5,
)


def rear_end() -> Reconstruction:
    """B runs into the standing A while C passes."""
    return Reconstruction(
        trajectories=(STANDING, STRIKING, PASSING),
        collisions=(CONTACT,),
        near_misses=(),
        timing=TIMING,
        calibration=CALIBRATION,
    )


def close_pass() -> Reconstruction:
    """C passes the standing A and touches nothing."""
    miss = NearMiss(tracks=(STANDING.id, PASSING.id), pts_s=1.9, gap_m=Estimate(2.2, 0.2))
    return Reconstruction(
        trajectories=(STANDING, PASSING),
        collisions=(),
        near_misses=(miss,),
        timing=TIMING,
        calibration=CALIBRATION,
    )
