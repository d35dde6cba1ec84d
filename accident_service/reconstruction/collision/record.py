"""A claim written down as the event that the law will read."""

import math

import numpy as np
from numpy.typing import NDArray

from accident_service.quantities.ground_plane import wrapped_rad
from accident_service.quantities.uncertainty import Estimate, Interval
from accident_service.reconstruction.collision.approach_speed import BLUR_S, approach_speed
from accident_service.reconstruction.collision.claim import Claim
from accident_service.reconstruction.collision.encounter import Encounter
from accident_service.reconstruction.collision.event import CollisionEvent, ContactSide
from accident_service.reconstruction.collision.footprint import Footprints
from accident_service.reconstruction.collision.impact import TYRE_STEP_MPS
from accident_service.reconstruction.collision.motion_break import BreakFit
from accident_service.reconstruction.collision.touch import clock_hour
from accident_service.reconstruction.ground.trajectory import GroundTrajectory

Member = tuple[GroundTrajectory, BreakFit, Footprints]

# A vehicle less visible than this around the contact was not seen to touch.
SEEN_SHARE = 0.25
AROUND_S = 0.1
# Skidding begins within the impact, and neither trajectory nor pictures tell the two apart; and
# a body that is not quite where it was taken to be is seen to move the more or the less.
SKIDDING_SHARE = 0.2
# Cars of one size differ in mass by so much, one sigma of their ratio.
MASS_RATIO_SHARE = 0.3
# Of a smoothed step, what leaks into the speed before it.
LEAK_SHARE = 0.05
# Outlines are rectangles, bumpers are not.
ROUNDING_M = 0.1


def event_of(encounter: Encounter, claim: Claim) -> CollisionEvent:
    """The contact in the terms of the road: time, point, sides, speeds, and their doubts."""
    pair = (encounter.first, encounter.second)
    boxes = (claim.touch.first, claim.touch.second)
    members = tuple(zip(pair, claim.fits, boxes, strict=True))
    at_break = [_speed_at_break(trajectory, claim, fit, box) for trajectory, fit, box in members]
    gained = _exchanged([_own_gain(fit, claim) for fit in claim.fits], boxes)
    sides = tuple(
        _side(member, claim, broken, gain)
        for member, broken, gain in zip(members, at_break, gained, strict=True)
    )
    first, second = sides
    x_m, y_m = _point_m(claim)
    headings = [float(box.heading_rad[0]) for box in boxes]
    return CollisionEvent(
        first=first,
        second=second,
        pts_s=claim.pts_s,
        pts_interval_s=_when(claim, sides, at_break),
        x_m=x_m,
        y_m=y_m,
        point_sigma_m=_point_sigma_m(pair, claim),
        closing_speed_mps=_closing(pair, claim, sides, at_break),
        approach_angle_rad=wrapped_rad(headings[1] - headings[0]),
        hidden=any(_hidden(trajectory, claim.pts_s) for trajectory in pair),
    )


def _side(member: Member, claim: Claim, at_break: Estimate, gain: Estimate) -> ContactSide:
    trajectory, _fit, box = member
    return ContactSide(
        track=trajectory.id,
        clock=clock_hour(box, claim.touch.point_m),
        delta_v_mps=gain,
        speed_before_mps=approach_speed(trajectory, claim.pts_s, at_break),
    )


def _own_gain(fit: BreakFit, claim: Claim) -> Estimate:
    """What the vehicle itself shows of its change of velocity, along the push."""
    normal = claim.impact.normal
    left = np.array([-normal[1], normal[0]])
    push = np.column_stack([normal, left]) @ claim.impact.impulse_kgmps
    along = push / np.hypot(*push)
    gain_mps = abs(float(along @ fit.step[:2]))
    step_sigma_mps = math.sqrt(along @ fit.step_covariance[:2, :2] @ along)
    sigma_mps = math.hypot(step_sigma_mps, TYRE_STEP_MPS / 2, SKIDDING_SHARE * gain_mps)
    return Estimate(gain_mps, sigma_mps)


def _exchanged(own: list[Estimate], boxes: tuple[Footprints, Footprints]) -> list[Estimate]:
    """Both changes of velocity, each told by the other's as well: one impulse made both.

    Reference:
        Brach & Brach, Vehicle Accident Analysis and Reconstruction Methods (2011), chapter 6.
    """
    ratio = float(np.prod(boxes[1].half_m) / np.prod(boxes[0].half_m))
    return [_of_both(own[0], own[1], ratio), _of_both(own[1], own[0], 1 / ratio)]


def _of_both(own_mps: Estimate, others_mps: Estimate, heavier: float) -> Estimate:
    """A change of velocity, and that of another vehicle so much heavier, as one estimate.

    Where the two contradict one another, one is wrong and there is no telling which: the sigma
    grows by as much as they differ (Birge, Phys. Rev. 40, 1932).
    """
    told_mps = heavier * others_mps.value
    told_sigma_mps = math.hypot(heavier * others_mps.sigma, MASS_RATIO_SHARE * told_mps)
    weights = own_mps.sigma**-2, told_sigma_mps**-2
    value_mps = (weights[0] * own_mps.value + weights[1] * told_mps) / sum(weights)
    apart = abs(own_mps.value - told_mps) / math.hypot(own_mps.sigma, told_sigma_mps)
    return Estimate(value_mps, max(apart, 1.0) * sum(weights) ** -0.5)


def _speed_at_break(
    trajectory: GroundTrajectory, claim: Claim, fit: BreakFit, box: Footprints
) -> Estimate:
    ahead = box.axes[0, 0]
    return Estimate(
        float(ahead @ fit.before[:2]),
        math.hypot(
            math.sqrt(ahead @ fit.velocity_covariance[:2, :2] @ ahead),
            _at(trajectory, trajectory.speed_sigma_mps, claim.pts_s),
            LEAK_SHARE * float(np.hypot(*fit.step[:2])),
        ),
    )


def _when(claim: Claim, sides: tuple[ContactSide, ...], at_break: list[Estimate]) -> Interval:
    """The claim's interval; where the blow was blurred, the touch may have come before it."""
    blurred = any(
        abs(side.speed_before_mps.value - broken.value) > broken.sigma
        for side, broken in zip(sides, at_break, strict=True)
    )
    stated = claim.pts_interval_s
    return Interval(stated.low - (BLUR_S / 2 if blurred else 0.0), stated.high)


def _closing(
    pair: tuple[GroundTrajectory, GroundTrajectory],
    claim: Claim,
    sides: tuple[ContactSide, ...],
    at_break: list[Estimate],
) -> Estimate:
    """Closing speed along the normal, from what both vehicles brought."""
    boxes = (claim.touch.first, claim.touch.second)
    toward = [float(box.axes[0, 0] @ claim.impact.normal) for box in boxes]
    broken = claim.impact.closing_mps
    gained_mps = sum(
        sign * share * (side.speed_before_mps.value - speed.value)
        for sign, share, side, speed in zip((1, -1), toward, sides, at_break, strict=True)
    )
    along = claim.fits[0].before[:2] - claim.fits[1].before[:2]
    facing = math.copysign(1.0, float(along @ claim.impact.normal))
    sigma_mps = math.hypot(
        broken.sigma,
        *(share * side.speed_before_mps.sigma for share, side in zip(toward, sides, strict=True)),
        *_aside_mps(pair, claim),
    )
    return Estimate(broken.value + facing * gained_mps, sigma_mps)


def _aside_mps(pair: tuple[GroundTrajectory, GroundTrajectory], claim: Claim) -> list[float]:
    """What a wrong heading turns of each vehicle's speed into closing: all there is in a scrape."""
    return [
        float(np.hypot(*fit.before[:2]))
        * _at(trajectory, trajectory.heading_sigma_rad, claim.pts_s)
        * abs(float(box.axes[0, 1] @ claim.impact.normal))
        for trajectory, fit, box in zip(
            pair, claim.fits, (claim.touch.first, claim.touch.second), strict=True
        )
    ]


def _point_m(claim: Claim) -> tuple[float, float]:
    """The touched points of both bodies where these were at the break, halfway between."""
    places = []
    for fit, box in zip(claim.fits, (claim.touch.first, claim.touch.second), strict=True):
        own = box.own_m(claim.touch.point_m[None, None])[0, 0]
        xy_m, heading_rad = fit.undisturbed_at(np.array([claim.pts_s]))
        places.append(xy_m[0] + own @ Footprints(xy_m, heading_rad, box.half_m).axes[0])
    x_m, y_m = np.mean(places, axis=0)
    return float(x_m), float(y_m)


def _point_sigma_m(pair: tuple[GroundTrajectory, GroundTrajectory], claim: Claim) -> float:
    """Errors of place are shared by neighbours, so two places know no more than one.

    Along the road the point is no better known than the moment.
    """
    pts_s = claim.pts_s
    place_m = max(_at(t, t.xy_sigma_m[:, axis], pts_s) for t in pair for axis in (0, 1))
    velocity = np.mean([fit.before[:2] for fit in claim.fits], axis=0)
    moment_s = (claim.pts_interval_s.high - claim.pts_interval_s.low) / 4
    return math.hypot(place_m, ROUNDING_M, float(np.hypot(*velocity)) * moment_s)


def _hidden(trajectory: GroundTrajectory, pts_s: float) -> bool:
    near = np.abs(trajectory.pts_s - pts_s) <= AROUND_S
    if not near.any():
        return True
    return bool(np.mean(trajectory.visible_share[near]) < SEEN_SHARE)


def _at(trajectory: GroundTrajectory, column: NDArray[np.float64], pts_s: float) -> float:
    return float(np.interp(pts_s, trajectory.pts_s, column))
