"""What is known of one contact between two vehicles, or of one that did not come about."""

from dataclasses import dataclass

from accident_service.quantities.identifiers import TrackId
from accident_service.quantities.uncertainty import Estimate, Interval


@dataclass(frozen=True, slots=True, kw_only=True)
class ContactSide:
    """The contact as one of the two vehicles felt it."""

    track: TrackId
    clock: int  # 1..12 seen from above, 12 = front, 3 = right, 6 = rear, 9 = left
    delta_v_mps: Estimate | None
    speed_before_mps: Estimate

    @property
    def zone(self) -> str:
        """The part of the body: front, right, rear or left; corners belong to the ends."""
        for zone, hours in (("front", (11, 12, 1)), ("rear", (5, 6, 7)), ("right", (2, 3, 4))):
            if self.clock in hours:
                return zone
        return "left"


@dataclass(frozen=True, slots=True, kw_only=True)
class CollisionEvent:
    """First touch of a pair.

    `pts_s` is the best single moment; `pts_interval_s` holds the true one 95 times in
    a hundred. `hidden` says that the contact is inferred from the motion, not seen.
    `camera_error_m` is how far off one position read from the camera is expected to be at
    the point: infinite where the camera cannot place it, zero where no camera was read.
    """

    first: ContactSide
    second: ContactSide
    pts_s: float
    pts_interval_s: Interval
    x_m: float
    y_m: float
    point_sigma_m: float
    closing_speed_mps: Estimate
    approach_angle_rad: float  # heading of second relative to first, in (-pi, pi]
    hidden: bool = False
    camera_error_m: float = 0.0

    @property
    def tracks(self) -> tuple[TrackId, TrackId]:
        """The pair, in the order of the sides."""
        return (self.first.track, self.second.track)

    def side_of(self, track: TrackId) -> ContactSide:
        """The contact as `track` felt it.

        Raises:
            KeyError: `track` took no part in this contact.
        """
        for side in (self.first, self.second):
            if side.track == track:
                return side
        raise KeyError(track)


@dataclass(frozen=True, slots=True, kw_only=True)
class NearMiss:
    """Two vehicles that came close and did not touch, or touched so lightly that none shows it.

    The gap is between their outlines at the closest moment; below zero they overlap, which
    within its sigma is no touch.
    """

    tracks: tuple[TrackId, TrackId]
    pts_s: float
    gap_m: Estimate
