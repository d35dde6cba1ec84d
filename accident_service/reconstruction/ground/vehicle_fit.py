"""Which kind of vehicle, facing which way: try what is plausible and keep what explains best."""

import numpy as np
from numpy.typing import NDArray

from accident_service.errors import VehicleLost
from accident_service.quantities.ground_plane import GroundPoints
from accident_service.reconstruction.calibration.camera_model import CameraModel
from accident_service.reconstruction.ground.first_guess import (
    numbered_from,
    rough_path,
    smoothed,
    states_along,
    way_m,
)
from accident_service.reconstruction.ground.image_terms import Evidence, evidence_of
from accident_service.reconstruction.ground.joint_fit import FittedTrack, Settled, settle
from accident_service.reconstruction.ground.vehicle_shape import (
    BUS,
    CAR,
    RARITY,
    RIDER,
    TRUCK,
    VAN,
    WAGON,
    WALKER,
    VehicleShape,
)
from accident_service.reconstruction.motion.silhouettes import Silhouettes

Array = NDArray[np.float64]

SLIGHT = (RIDER, WALKER)

# Over less way than this, the direction of travel does not tell the heading.
TELLING_WAY_M = 2.0
HEADINGS_TRIED = 8
FEWEST_SIGHTS = 6
# So many steps show which kind it is; only the best is refined to the end.
TRIAL_ITERATIONS = 6
# What looks so many times taller than wide may be a walker or a rider, however tall; seen from
# its end and from high above, a vehicle may too, and only a far worse fit rules it out.
SLENDER, FAR_WORSE = 1.2, 1.3
# A track says about so much of how rare its kind is.
INDEPENDENT_FINDS = 20.0


def fit_vehicle(camera: CameraModel, silhouettes: Silhouettes, pts_s: Array) -> FittedTrack:
    """The kind, size and poses that explain the evidence best.

    Args:
        pts_s: Times of all frames of the clip; the track is fitted from its first sight (or
            from the start, where it stood in the scene until then) to its last.

    Raises:
        VehicleLost: Too little is seen of it, or not on the road.
    """
    if len(silhouettes) < FEWEST_SIGHTS:
        raise VehicleLost(f"seen in {len(silhouettes)} frames; {FEWEST_SIGHTS} are needed")
    first = 0 if silhouettes.stood else int(silhouettes.frame_index[0])
    own, own_s = numbered_from(first, silhouettes), pts_s[first : silhouettes.frame_index[-1] + 1]
    path = rough_path(camera, own, own_s)
    if not np.isfinite(path).all():
        raise VehicleLost("it is never seen on the road")
    evidence = evidence_of(camera, own, 1.0 / float(np.median(np.diff(own_s))))
    shapes = _plausible(_apparent_m(camera, own, path), slender=_slenderness(own) > SLENDER)
    if way_m(path) >= TELLING_WAY_M:
        starts = [states_along(path, own_s)]
    else:
        starts = _turned_starts(evidence, shapes[0], (own_s, path))
    trials = [
        settle(evidence, shape, (own_s, start), iterations=TRIAL_ITERATIONS)
        for shape in shapes
        for start in starts
    ]
    fair = FAR_WORSE if WAGON in shapes else 1.0
    best = min(trials, key=lambda one: badness(one) * (fair if one.shape in SLIGHT else 1.0))
    fit = settle(evidence, best.shape, (own_s, best.states), size_m=best.size_m)
    return fit.with_covariance()


def fit_along(
    camera: CameraModel, silhouettes: Silhouettes, pts_s: Array, way: Array
) -> FittedTrack:
    """The fit of one of several vehicles that together look like one thing.

    What is seen of it says little of its kind and its middle; where it is, is roughly known.

    Args:
        pts_s: Times of all frames of the clip.
        way: Frame of the clip, x, y (m) and heading (rad), (k, 4), of consecutive frames.

    Raises:
        VehicleLost: Too little is seen of it.
    """
    if len(silhouettes) < FEWEST_SIGHTS:
        raise VehicleLost(f"seen in {len(silhouettes)} frames; {FEWEST_SIGHTS} are needed")
    first, last = int(silhouettes.frame_index[0]), int(silhouettes.frame_index[-1])
    own, own_s = numbered_from(first, silhouettes), pts_s[first : last + 1]
    frames = np.arange(first, last + 1)
    path = np.column_stack([np.interp(frames, way[:, 0], way[:, axis]) for axis in (1, 2)])
    evidence = evidence_of(camera, own, 1.0 / float(np.median(np.diff(own_s))))
    start = states_along(smoothed(path, own_s), own_s)
    trials = [
        settle(evidence, shape, (own_s, start), iterations=TRIAL_ITERATIONS)
        for shape in (CAR, WAGON, VAN)
    ]
    best = min(trials, key=unlikeliness)
    fit = settle(evidence, best.shape, (own_s, best.states), size_m=best.size_m)
    return fit.with_covariance()


def badness(fit: Settled | FittedTrack) -> float:
    """Misfit, and what the size strays from the kind's, per outline."""
    stray = ((fit.size_m - fit.shape.size_m) / fit.shape.size_sigma_m)[:3]
    return fit.misfit + 0.05 * float(np.mean(stray**2))


def unlikeliness(fit: Settled) -> float:
    """Misfit per outline, and how rare the kind is among vehicles that are mistaken for it."""
    return badness(fit) + RARITY.get(fit.shape.vehicle_class, 0.0) / INDEPENDENT_FINDS


def _apparent_m(camera: CameraModel, silhouettes: Silhouettes, path: Array) -> float:
    """Larger extent of the thing as it looks, in metres; cut-off sights count as they are."""
    box = silhouettes.box_px
    extent_px = np.maximum(box[:, 2] - box[:, 0], box[:, 3] - box[:, 1]) + 1.0
    scale = camera.pixels_per_metre(GroundPoints(path[silhouettes.frame_index]))
    return float(np.nanpercentile(extent_px / scale, 75))


def _slenderness(silhouettes: Silhouettes) -> float:
    """How many times taller than wide it usually looks."""
    width_px, height_px = np.median(silhouettes.box_px[:, 2:] - silhouettes.box_px[:, :2], axis=0)
    return float((height_px + 1.0) / (width_px + 1.0))


def _plausible(apparent_m: float, *, slender: bool) -> tuple[VehicleShape, ...]:
    if apparent_m < 1.3:
        return SLIGHT
    if apparent_m < 2.6:
        return (CAR, *SLIGHT)
    if apparent_m < 5.2:
        return (CAR, WAGON, *SLIGHT) if slender else (CAR, WAGON)
    if apparent_m < 7.0:
        return (CAR, WAGON, TRUCK)
    return (WAGON, TRUCK, BUS)


def _turned_starts(
    evidence: Evidence, shape: VehicleShape, way: tuple[Array, Array]
) -> list[Array]:
    """The start whose heading explains the outlines of a vehicle that hardly moves."""
    own_s, path = way
    headings = np.arange(HEADINGS_TRIED) * (np.pi / HEADINGS_TRIED)
    starts = [states_along(path, own_s, float(heading)) for heading in headings]
    fits = [settle(evidence, shape, (own_s, start), iterations=4) for start in starts]
    best = starts[int(np.argmin([badness(fit) for fit in fits]))]
    opposite = best.copy()
    opposite[:, 2] += np.pi
    opposite[:, 3] *= -1
    return [best, opposite]
