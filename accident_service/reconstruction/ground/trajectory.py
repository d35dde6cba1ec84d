"""Where one vehicle was on the road, moment by moment, and how well we know it."""

from dataclasses import dataclass, field, replace
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from accident_service.quantities.identifiers import TrackId

# Errors along x and along y that have nothing to do with one another, in every row.
UNRELATED = np.zeros(1)


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
    xy_correlation: float = 0.0

    def at(self, pts_s: float, later: "VehiclePose") -> "VehiclePose":
        """The pose between this one and a later one of the same path, each measure by itself."""
        share = (pts_s - self.pts_s) / (later.pts_s - self.pts_s)

        def between(before: float, after: float) -> float:
            return before + share * (after - before)

        return VehiclePose(
            pts_s=pts_s,
            x_m=between(self.x_m, later.x_m),
            y_m=between(self.y_m, later.y_m),
            heading_rad=between(self.heading_rad, later.heading_rad),
            speed_mps=between(self.speed_mps, later.speed_mps),
            x_sigma_m=between(self.x_sigma_m, later.x_sigma_m),
            y_sigma_m=between(self.y_sigma_m, later.y_sigma_m),
            heading_sigma_rad=between(self.heading_sigma_rad, later.heading_sigma_rad),
            speed_sigma_mps=between(self.speed_sigma_mps, later.speed_sigma_mps),
            xy_correlation=between(self.xy_correlation, later.xy_correlation),
        )

    def sigma_m(self, direction_rad: float) -> float:
        """One sigma of the position along a direction."""
        x_m, y_m = (
            float(np.cos(direction_rad)) * self.x_sigma_m,
            float(np.sin(direction_rad)) * self.y_sigma_m,
        )
        return float(np.sqrt(x_m**2 + y_m**2 + 2.0 * self.xy_correlation * x_m * y_m))


@dataclass(frozen=True, slots=True, eq=False)
class GroundTrajectory:
    """The smoothed path of one vehicle; one row per analysed frame, in time order.

    Positions are of the footprint's centre. Speed is signed along the vehicle's own
    heading: reversing is negative. Sigmas are one standard deviation and are held to it.
    What a camera tells worst lies along its line of sight, so errors of x and y go together.
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
    xy_correlation: NDArray[np.float64] = field(
        default_factory=UNRELATED.copy
    )  # (n,), or one for all
    facing_from_lane: bool = False  # front and rear told by the lane, not by its own driving

    def __post_init__(self) -> None:
        if len(self.pts_s) == 0 or np.any(np.diff(self.pts_s) <= 0):
            raise ValueError(f"trajectory {self.id} needs increasing times")

    @property
    def xy_covariance_m2(self) -> NDArray[np.float64]:
        """Of every position, (n, 2, 2)."""
        x_m, y_m = self.xy_sigma_m.T
        shared_m2 = self.xy_correlation * x_m * y_m
        return np.stack([x_m**2, shared_m2, shared_m2, y_m**2], axis=1).reshape(-1, 2, 2)

    def doubted(self, covariance_m2: NDArray[np.float64]) -> "GroundTrajectory":
        """The same path with more doubt of every position, (n, 2, 2), or one for all, (2, 2)."""
        whole = self.xy_covariance_m2 + covariance_m2
        sigma_m = np.sqrt(np.diagonal(whole, axis1=1, axis2=2))
        shared = whole[:, 0, 1] / np.maximum(sigma_m.prod(axis=1), 1e-12)
        return replace(self, xy_sigma_m=sigma_m, xy_correlation=shared)

    def at_rows(self, kept: NDArray[np.bool_]) -> "GroundTrajectory":
        """The same over some of its moments, (n,); at least one."""
        return replace(
            self,
            pts_s=self.pts_s[kept],
            xy_m=self.xy_m[kept],
            heading_rad=self.heading_rad[kept],
            speed_mps=self.speed_mps[kept],
            xy_sigma_m=self.xy_sigma_m[kept],
            heading_sigma_rad=self.heading_sigma_rad[kept],
            speed_sigma_mps=self.speed_sigma_mps[kept],
            visible_share=self.visible_share[kept],
            xy_correlation=np.broadcast_to(self.xy_correlation, len(self.pts_s))[kept],
        )

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

    def pose_of_row(self, row: int) -> VehiclePose:
        """The pose at one of its own moments."""
        shared = self.xy_correlation[row if len(self.xy_correlation) > 1 else 0]
        return VehiclePose(
            pts_s=float(self.pts_s[row]),
            x_m=float(self.xy_m[row, 0]),
            y_m=float(self.xy_m[row, 1]),
            heading_rad=float(self.heading_rad[row]),
            speed_mps=float(self.speed_mps[row]),
            x_sigma_m=float(self.xy_sigma_m[row, 0]),
            y_sigma_m=float(self.xy_sigma_m[row, 1]),
            heading_sigma_rad=float(self.heading_sigma_rad[row]),
            speed_sigma_mps=float(self.speed_sigma_mps[row]),
            xy_correlation=float(shared),
        )

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

        row = int(np.searchsorted(self.pts_s, pts_s, side="right")) - 1
        before = self.pose_of_row(row)
        if before.pts_s == pts_s:
            return before
        return before.at(pts_s, self.pose_of_row(row + 1))
