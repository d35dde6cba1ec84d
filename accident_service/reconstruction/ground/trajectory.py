"""Where one vehicle was on the road, moment by moment, and how well we know it."""

from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from accident_service.quantities.identifiers import TrackId


class VehicleClass(StrEnum):
    """What kind of road user a track is, as far as its size and motion tell."""

    CAR = "car"
    SUV = "suv"
    VAN = "van"
    PICKUP = "pickup"
    TRUCK = "truck"
    BUS = "bus"
    TWO_WHEELER = "two-wheeler"
    PEDESTRIAN = "pedestrian"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class VehicleDimensions:
    """Outer size of the cuboid, with one sigma of each measure."""

    length_m: float
    width_m: float
    height_m: float
    length_sigma_m: float
    width_sigma_m: float


@dataclass(frozen=True, slots=True)
class VehiclePose:
    """One vehicle at one moment."""

    pts_s: float
    x_m: float
    y_m: float
    heading_rad: float
    speed_mps: float
    x_sigma_m: float
    y_sigma_m: float
    heading_sigma_rad: float
    speed_sigma_mps: float


@dataclass(frozen=True, slots=True, eq=False)
class GroundTrajectory:
    """The smoothed path of one vehicle; one row per analysed frame, in time order.

    Positions are of the footprint's centre. Speed is signed along the vehicle's own
    heading: reversing is negative. Sigmas are one standard deviation and are held to it.
    """

    id: TrackId
    vehicle_class: VehicleClass
    dimensions: VehicleDimensions
    pts_s: NDArray[np.float64]  # (n,), strictly increasing
    xy_m: NDArray[np.float64]  # (n, 2)
    heading_rad: NDArray[np.float64]  # (n,), unwrapped
    speed_mps: NDArray[np.float64]  # (n,)
    xy_sigma_m: NDArray[np.float64]  # (n, 2)
    heading_sigma_rad: NDArray[np.float64]  # (n,)
    speed_sigma_mps: NDArray[np.float64]  # (n,)
    visible_share: NDArray[np.float64]  # (n,), 0 hidden .. 1 fully seen
    facing_from_lane: bool = False  # front and rear told by the lane, not by its own driving

    def __post_init__(self) -> None:
        if len(self.pts_s) == 0 or np.any(np.diff(self.pts_s) <= 0):
            raise ValueError(f"trajectory {self.id} needs increasing times")

    @property
    def first_pts_s(self) -> float:
        """When the vehicle is first known."""
        return float(self.pts_s[0])

    @property
    def last_pts_s(self) -> float:
        """When the vehicle is last known."""
        return float(self.pts_s[-1])

    def covers(self, pts_s: float) -> bool:
        """Is the vehicle known at this moment?"""
        return self.first_pts_s <= pts_s <= self.last_pts_s

    def pose_at(self, pts_s: float) -> VehiclePose:
        """The pose at a moment between two frames, linearly interpolated.

        Raises:
            ValueError: The trajectory does not cover `pts_s`.
        """
        if not self.covers(pts_s):
            raise ValueError(
                f"{self.id} is known from {self.first_pts_s} s to {self.last_pts_s} s,"
                f" not at {pts_s} s"
            )

        def between(column: NDArray[np.float64]) -> float:
            return float(np.interp(pts_s, self.pts_s, column))

        return VehiclePose(
            pts_s=pts_s,
            x_m=between(self.xy_m[:, 0]),
            y_m=between(self.xy_m[:, 1]),
            heading_rad=between(self.heading_rad),
            speed_mps=between(self.speed_mps),
            x_sigma_m=between(self.xy_sigma_m[:, 0]),
            y_sigma_m=between(self.xy_sigma_m[:, 1]),
            heading_sigma_rad=between(self.heading_sigma_rad),
            speed_sigma_mps=between(self.speed_sigma_mps),
        )
