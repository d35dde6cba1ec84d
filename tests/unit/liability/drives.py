"""Vehicles on those roads: stated motions, contacts between them, and whole accidents."""

import math
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date

import numpy as np

from accident_service.liability.fact import Fact
from accident_service.liability.facts.observe import Observation
from accident_service.liability.proposal import LiabilityProposal
from accident_service.liability.propose import propose
from accident_service.liability.road_map import RoadMap
from accident_service.liability.rulebook import Rulebook
from accident_service.liability.signal_log import SignalLog
from accident_service.liability.thresholds import Thresholds
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
from tests.unit.liability import roads

CONTACT_S = 7.0
CLIP_S = 9.0
FRAME_S = 0.04
LENGTH_M, CAR_WIDTH_M = 4.5, 1.8
A, B, C = TrackId("A"), TrackId("B"), TrackId("C")
OCCURRED_ON = date(2026, 3, 1)

State = tuple[float, float, float, float]  # x_m, y_m, heading_rad, speed_mps
Motion = Callable[[float], State]


def straight(
    x_m: float, y_m: float, heading_rad: float, speed_mps: float, *, at_s: float = CONTACT_S
) -> Motion:
    """Steady along its heading, at (x_m, y_m) when the clock shows `at_s`."""

    def state(pts_s: float) -> State:
        gone_m = speed_mps * (pts_s - at_s)
        return (
            x_m + gone_m * math.cos(heading_rad),
            y_m + gone_m * math.sin(heading_rad),
            heading_rad,
            speed_mps,
        )

    return state


def standing(x_m: float, y_m: float, heading_rad: float = 0.0) -> Motion:
    """At rest."""
    return straight(x_m, y_m, heading_rad, 0.0)


def track(
    name: TrackId,
    motion: Motion,
    *,
    from_s: float = 0.0,
    sigma_scale: float = 1.0,
    vehicle_class: VehicleClass = VehicleClass.CAR,
) -> GroundTrajectory:
    """The motion as a tracker would hand it on, with sigmas of 0.05 m, 0.01 rad, 0.05 m/s."""
    pts_s = np.arange(from_s, CLIP_S, FRAME_S)
    rows = np.array([motion(float(moment)) for moment in pts_s])
    count = len(pts_s)
    return GroundTrajectory(
        id=name,
        vehicle_class=vehicle_class,
        dimensions=VehicleDimensions(LENGTH_M, CAR_WIDTH_M, 1.5, 0.02, 0.02),
        pts_s=pts_s,
        xy_m=rows[:, :2],
        heading_rad=np.unwrap(rows[:, 2]),
        speed_mps=rows[:, 3],
        xy_sigma_m=np.full((count, 2), 0.05 * sigma_scale),
        heading_sigma_rad=np.full(count, 0.01 * sigma_scale),
        speed_sigma_mps=np.full(count, 0.05 * sigma_scale),
        visible_share=np.ones(count),
    )


def contact(
    point_m: tuple[float, float], clocks: tuple[int, int], *, pair: tuple[TrackId, TrackId] = (A, B)
) -> CollisionEvent:
    """A contact at `CONTACT_S`, known to a twentieth of a second and ten centimetres."""
    sides = [
        ContactSide(track=name, clock=clock, delta_v_mps=None, speed_before_mps=Estimate(0.0, 0.1))
        for name, clock in zip(pair, clocks, strict=True)
    ]
    return CollisionEvent(
        first=sides[0],
        second=sides[1],
        pts_s=CONTACT_S,
        pts_interval_s=Interval(CONTACT_S - 0.05, CONTACT_S + 0.05),
        x_m=point_m[0],
        y_m=point_m[1],
        point_sigma_m=0.1,
        closing_speed_mps=Estimate(3.0, 0.1),
        approach_angle_rad=0.0,
    )


def reconstruction(
    *trajectories: GroundTrajectory,
    collisions: tuple[CollisionEvent, ...] = (),
    near_misses: tuple[NearMiss, ...] = (),
) -> Reconstruction:
    """A good clip of a well-surveyed camera."""
    return Reconstruction(
        trajectories=trajectories,
        collisions=collisions,
        near_misses=near_misses,
        timing=TimingSummary(
            frame_count=225,
            declared_frame_count=225,
            duration_s=CLIP_S,
            median_interval_s=FRAME_S,
            longest_gap_s=FRAME_S,
            duplicate_count=0,
            regular=True,
        ),
        calibration=CalibrationSummary(
            point_count=12,
            residual_rms_px=0.8,
            leave_one_out_m=(0.05, 0.1, 0.12),
            camera_height_m=7.0,
        ),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Accident:
    """Everything a proposal is made from."""

    found: Reconstruction
    road_map: RoadMap
    signals: SignalLog = field(default_factory=SignalLog)
    told: tuple[Fact, ...] = ()

    def observed(self) -> Observation:
        """What the detectors see of its first contact."""
        return Observation(
            reconstruction=self.found,
            collision=self.found.collisions[0],
            road_map=self.road_map,
            signals=self.signals,
            thresholds=Thresholds.built_in(),
            told_by_officer=self.told,
        )

    def proposed(self, *, worlds: int = 0) -> LiabilityProposal:
        """What is proposed, without a second look unless worlds for one are asked for."""
        return propose(
            self.found,
            self.road_map,
            self.signals,
            occurred_on=OCCURRED_ON,
            rulebook=Rulebook.built_in(),
            worlds=worlds,
            told=self.told,
        )


def rear_end(*, sigma_scale: float = 1.0, leader: Motion | None = None) -> Accident:
    """B runs into A, which stands in the near lane at x = 20 behind a standing C."""
    return Accident(
        found=reconstruction(
            track(A, leader or standing(20.0, 0.0), sigma_scale=sigma_scale),
            track(B, straight(15.5, 0.0, 0.0, 8.0), sigma_scale=sigma_scale),
            track(C, standing(27.0, 0.0)),
            collisions=(contact((17.75, 0.0), (6, 12)),),
        ),
        road_map=roads.straight_road(),
    )


def moving_over(y_at_contact_m: float, *, x_m: float, speed_mps: float, over_s: float) -> Motion:
    """From the near lane's middle, leftwards over the last `over_s` before the contact."""

    def state(pts_s: float) -> State:
        share = min(max((pts_s - CONTACT_S + over_s) / over_s, 0.0), 1.2)
        sideways_mps = y_at_contact_m / over_s if 0 < share < 1.2 else 0.0
        return (
            x_m + speed_mps * (pts_s - CONTACT_S),
            y_at_contact_m * share,
            math.atan2(sideways_mps, speed_mps),
            speed_mps,
        )

    return state


def cut_in(*, sigma_scale: float = 1.0, from_s: float = 0.0) -> Accident:
    """B moves over from the near lane into the far one, where A drives on."""
    return Accident(
        found=reconstruction(
            track(A, straight(10.0, 3.5, 0.0, 12.0), sigma_scale=sigma_scale, from_s=from_s),
            track(
                B,
                moving_over(1.75, x_m=12.0, speed_mps=12.5, over_s=1.5),
                sigma_scale=sigma_scale,
                from_s=from_s,
            ),
            collisions=(contact((11.5, 2.65), (1, 9)),),
        ),
        road_map=roads.straight_road(),
    )


def turning_left(pts_s: float) -> State:
    """From approach W at 7 m/s, then round an arc of 8 m that begins at x = -8."""
    along_m = 7.0 * (pts_s - CONTACT_S) + 8.0 * math.radians(40)
    if along_m <= 0:
        return (-8.0 + along_m, -1.75, 0.0, 7.0)
    turn_rad = min(along_m / 8.0, math.pi / 2)
    beyond_m = max(along_m - 8.0 * math.pi / 2, 0.0)
    return (
        -8.0 + 8.0 * math.sin(turn_rad),
        -1.75 + 8.0 * (1 - math.cos(turn_rad)) + beyond_m,
        turn_rad,
        7.0,
    )


def left_turn(
    *, sigma_scale: float = 1.0, from_s: float = 0.0, lights: SignalLog | None = None
) -> Accident:
    """B turns left from approach W across A, which comes straight from approach E."""
    return Accident(
        found=reconstruction(
            track(A, straight(1.25, 1.75, math.pi, 10.0), sigma_scale=sigma_scale),
            track(B, turning_left, sigma_scale=sigma_scale, from_s=from_s),
            collisions=(contact((-1.0, 1.6), (12, 12)),),
        ),
        road_map=roads.junction(),
        signals=roads.signals(W="green", E="green") if lights is None else lights,
    )
