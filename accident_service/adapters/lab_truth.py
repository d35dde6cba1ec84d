"""Read the exact tracks of a rendered clip (`lab-truth/1`) as if they had been measured.

The sigmas are small stand-ins: they let detectors built for doubt be tried where there is
hardly any.
"""

import numpy as np
from numpy.typing import NDArray

from accident_service.adapters.fields import Fields
from accident_service.adapters.given_contacts import TRUSTED_POINT_SIGMA_M, pose_near
from accident_service.quantities.ground_plane import wrapped_rad
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
    Reconstruction,
    TimingSummary,
)

LAB_FORMAT = "lab-truth/1"
POSITION_SIGMA_M = 0.05
HEADING_SIGMA_RAD = 0.01
SPEED_SIGMA_MPS = 0.05
CONTACT_SIGMA_S = 0.01
# Parts of another vehicle that move on their own are no vehicles.
NOT_VEHICLES = frozenset({"door"})
RIDDEN = frozenset({"ebike", "bicycle", "motorcycle", "cyclist", "tricycle"})


def truth_reconstruction(fields: Fields, *, least_visible: float = 0.0) -> Reconstruction:
    """The tracks and collisions of a rendered clip.

    Args:
        least_visible: Moments at which less of a vehicle is seen are left out, as a tracker
            would have to; 0 keeps them all.

    Raises:
        InvalidSite: A field is missing or cannot be used.
    """
    columns = fields.table.get("track_columns")
    if not isinstance(columns, list):
        raise fields.refuse("track_columns", "the names of a track row's columns")
    trajectories = tuple(
        _trajectory(vehicle, rows)
        for vehicle in fields.each("vehicles")
        if vehicle.text("class") not in NOT_VEHICLES
        and len(rows := _rows(vehicle, columns, least_visible))
    )
    by_id = {str(trajectory.id): trajectory for trajectory in trajectories}
    collisions = tuple(
        _collision(collision, by_id)
        for collision in fields.each("collisions")
        if set(_ids(collision)) <= set(by_id)
    )
    return Reconstruction(
        trajectories=trajectories,
        collisions=collisions,
        near_misses=(),
        timing=timing_of_frames(np.asarray(fields.table.get("pts"), dtype=np.float64)),
        calibration=CalibrationSummary(
            point_count=0, residual_rms_px=0.0, leave_one_out_m=(0.0,), camera_height_m=0.0
        ),
    )


def timing_of_frames(pts_s: NDArray[np.float64]) -> TimingSummary:
    """The clock of frames none of which is missing or repeated."""
    intervals_s = np.diff(pts_s) if len(pts_s) > 1 else np.ones(1)
    median_s = float(np.median(intervals_s))
    return TimingSummary(
        frame_count=len(pts_s),
        declared_frame_count=None,
        duration_s=float(pts_s[-1] - pts_s[0]),
        median_interval_s=median_s,
        longest_gap_s=float(np.max(intervals_s)),
        duplicate_count=0,
        regular=bool(np.max(intervals_s) < 1.5 * median_s),
    )


def _rows(vehicle: Fields, columns: list[str], least_visible: float) -> NDArray[np.float64]:
    """The wanted columns: t, x, y, heading, speed, visible."""
    table = np.asarray(vehicle.table.get("track"), dtype=np.float64)
    if table.ndim != 2 or table.shape[1] != len(columns):
        return np.empty((0, 6))
    wanted = [columns.index(name) for name in ("t", "x", "y", "heading", "speed", "visible")]
    rows: NDArray[np.float64] = table[:, wanted]
    return rows[rows[:, 5] >= least_visible]


def _trajectory(vehicle: Fields, rows: NDArray[np.float64]) -> GroundTrajectory:
    count = len(rows)
    return GroundTrajectory(
        id=TrackId(vehicle.text("id")),
        vehicle_class=_vehicle_class(vehicle.text("class")),
        dimensions=VehicleDimensions(
            vehicle.number("length"), vehicle.number("width"), vehicle.number("height"), 0.05, 0.05
        ),
        pts_s=rows[:, 0],
        xy_m=rows[:, 1:3],
        heading_rad=np.unwrap(rows[:, 3]),
        speed_mps=rows[:, 4],
        xy_sigma_m=np.full((count, 2), POSITION_SIGMA_M),
        heading_sigma_rad=np.full(count, HEADING_SIGMA_RAD),
        speed_sigma_mps=np.full(count, SPEED_SIGMA_MPS),
        visible_share=rows[:, 5],
    )


def _vehicle_class(name: str) -> VehicleClass:
    if name in RIDDEN:
        return VehicleClass.TWO_WHEELER
    return VehicleClass(name) if name in list(VehicleClass) else VehicleClass.UNKNOWN


def _ids(collision: Fields) -> tuple[str, str]:
    match collision.table.get("ids"):
        case [str() as first, str() as second]:
            return (first, second)
        case _:
            raise collision.refuse("ids", "the ids of two vehicles")


def _collision(collision: Fields, by_id: dict[str, GroundTrajectory]) -> CollisionEvent:
    pts_s = collision.number("t")
    point_m = collision.point_m("point")
    ids = _ids(collision)
    headings = [pose_near(by_id[name], pts_s).heading_rad for name in ids]
    first, second = (_side(collision, name) for name in ids)
    return CollisionEvent(
        first=first,
        second=second,
        pts_s=pts_s,
        pts_interval_s=Interval(pts_s - 2 * CONTACT_SIGMA_S, pts_s + 2 * CONTACT_SIGMA_S),
        x_m=point_m[0],
        y_m=point_m[1],
        point_sigma_m=TRUSTED_POINT_SIGMA_M,
        closing_speed_mps=Estimate(collision.number("closing_speed"), SPEED_SIGMA_MPS),
        approach_angle_rad=wrapped_rad(headings[1] - headings[0]),
    )


def _side(collision: Fields, name: str) -> ContactSide:
    return ContactSide(
        track=TrackId(name),
        clock=int(collision.within("contact_clock").number(name, low=1, high=12)),
        delta_v_mps=Estimate(collision.within("delta_v").number(name), SPEED_SIGMA_MPS),
        speed_before_mps=Estimate(collision.within("speed_before").number(name), SPEED_SIGMA_MPS),
    )
