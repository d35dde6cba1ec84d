"""Which way each vehicle of a contact came, by the compass and the site's road names."""

import numpy as np

from accident_service.casefile.analysis import Way
from accident_service.casework.ports import Site
from accident_service.quantities.uncertainty import COVERAGE_FACTOR, Estimate
from accident_service.reconstruction.ground.trajectory import GroundTrajectory

# Long enough before the contact to precede a swerve, short enough to be the same road. [design]
BEFORE_S = 5.0
# Slower than this a heading says where a car faces, not where it goes. [design]
MOVING_MPS = 1.0


def way_to(trajectory: GroundTrajectory, contact_pts_s: float, site: Site) -> Way | None:
    """Its direction when it was first seen to move within the last seconds before the contact.

    None where no moment shows for certain (k = 2) that it moved. A vehicle that reverses
    goes where its rear points.
    """
    earlier = trajectory.pts_s < contact_pts_s
    near = trajectory.pts_s >= contact_pts_s - BEFORE_S
    doubt_mps = COVERAGE_FACTOR * trajectory.speed_sigma_mps
    moving = np.abs(trajectory.speed_mps) - doubt_mps > MOVING_MPS
    rows = np.flatnonzero(earlier & near & moving)
    if len(rows) == 0:
        return None
    row = int(rows[0])
    backwards = trajectory.speed_mps[row] < 0.0
    heading_rad = float(trajectory.heading_rad[row]) + (np.pi if backwards else 0.0)
    road_zh, road_en = site.road_at(*(float(one) for one in trajectory.xy_m[row]))
    return Way(
        bearing_rad=Estimate(
            site.bearing_rad(heading_rad), float(trajectory.heading_sigma_rad[row])
        ),
        road_zh=road_zh,
        road_en=road_en,
    )
