"""Trajectories as the `tracks` of an accident-analysis/1 document, and back."""

import numpy as np
from numpy.typing import NDArray

from accident_service.adapters.document_numbers import Json, angle, moment, rounded
from accident_service.adapters.fields import Fields
from accident_service.quantities.identifiers import TrackId
from accident_service.reconstruction.ground.acceleration import accelerations
from accident_service.reconstruction.ground.braking import BrakeOnset
from accident_service.reconstruction.ground.trajectory import (
    GroundTrajectory,
    VehicleClass,
    VehicleDimensions,
)

Array = NDArray[np.float64]


def track_record(trajectory: GroundTrajectory, onsets: tuple[BrakeOnset, ...] = ()) -> Json:
    """One trajectory as a track of the document, with when it began to brake."""
    size = trajectory.dimensions
    gained = np.column_stack(accelerations(trajectory))
    return {
        "id": str(trajectory.id),
        "class": trajectory.vehicle_class.value,
        "length_m": rounded(size.length_m),
        "width_m": rounded(size.width_m),
        "height_m": rounded(size.height_m),
        "sigma_length_m": rounded(size.length_sigma_m),
        "sigma_width_m": rounded(size.width_sigma_m),
        "facing": "lane" if trajectory.facing_from_lane else "motion",
        "braked": [_brake_record(onset) for onset in onsets],
        "poses": [_pose(trajectory, row, gained[row]) for row in range(len(gained))],
    }


def _brake_record(onset: BrakeOnset) -> Json:
    slowing = onset.deceleration_mps2
    return {
        "t_s": moment(onset.pts_s),
        "t_low_s": moment(onset.pts_interval_s.low),
        "t_high_s": moment(onset.pts_interval_s.high),
        "seen_to_begin": onset.seen_to_begin,
        "until_s": moment(onset.until_s),
        "deceleration_mps2": rounded(slowing.value),
        "sigma_deceleration_mps2": rounded(slowing.sigma),
        "lost_mps": rounded(onset.lost_mps),
    }


def _pose(trajectory: GroundTrajectory, row: int, gained_mps2: Array) -> Json:
    return {
        "t_s": moment(trajectory.pts_s[row]),
        "x_m": rounded(trajectory.xy_m[row, 0]),
        "y_m": rounded(trajectory.xy_m[row, 1]),
        "heading_rad": angle(trajectory.heading_rad[row]),
        "speed_mps": rounded(trajectory.speed_mps[row]),
        "acceleration_mps2": rounded(gained_mps2[0]),
        "sigma_x_m": rounded(trajectory.xy_sigma_m[row, 0]),
        "sigma_y_m": rounded(trajectory.xy_sigma_m[row, 1]),
        "correlation_xy": rounded(trajectory.xy_correlation[row % len(trajectory.xy_correlation)]),
        "sigma_heading_rad": angle(trajectory.heading_sigma_rad[row]),
        "sigma_speed_mps": rounded(trajectory.speed_sigma_mps[row]),
        "sigma_acceleration_mps2": rounded(gained_mps2[1]),
        "visible": rounded(trajectory.visible_share[row]),
    }


def trajectory_of(track: Fields) -> GroundTrajectory:
    """One track of a document as a trajectory; absent sigmas mean that it is exact.

    Raises:
        InvalidSite: A field cannot be used; the message says which and what would be accepted.
    """
    poses = list(track.each("poses"))
    pts_s = _column(poses, "t_s")
    if len(pts_s) == 0 or np.any(np.diff(pts_s) <= 0):
        raise track.refuse("poses", "poses in strictly increasing order of t_s, at least one")
    return GroundTrajectory(
        id=TrackId(track.text("id")),
        vehicle_class=track.one_of("class", VehicleClass)
        if track.has("class")
        else VehicleClass.UNKNOWN,
        dimensions=_dimensions(track),
        pts_s=pts_s,
        xy_m=np.column_stack([_column(poses, "x_m"), _column(poses, "y_m")]),
        heading_rad=np.unwrap(_column(poses, "heading_rad")),
        speed_mps=_column(poses, "speed_mps"),
        xy_sigma_m=np.column_stack(
            [_column(poses, "sigma_x_m", 0.0), _column(poses, "sigma_y_m", 0.0)]
        ),
        xy_correlation=_column(poses, "correlation_xy", 0.0),
        heading_sigma_rad=_column(poses, "sigma_heading_rad", 0.0),
        speed_sigma_mps=_column(poses, "sigma_speed_mps", 0.0),
        visible_share=_column(poses, "visible", 1.0),
        facing_from_lane=track.has("facing") and track.text("facing") == "lane",
    )


def _dimensions(track: Fields) -> VehicleDimensions:
    def sigma_m(name: str) -> float:
        return track.number(name, low=0) if track.has(name) else 0.0

    return VehicleDimensions(
        length_m=track.number("length_m", low=0.2, high=30),
        width_m=track.number("width_m", low=0.2, high=5),
        height_m=track.number("height_m", low=0.2, high=6) if track.has("height_m") else 1.5,
        length_sigma_m=sigma_m("sigma_length_m"),
        width_sigma_m=sigma_m("sigma_width_m"),
    )


def _column(poses: list[Fields], name: str, absent: float | None = None) -> Array:
    return np.array(
        [
            absent if absent is not None and not pose.has(name) else pose.number(name)
            for pose in poses
        ],
        dtype=np.float64,
    )
