"""Two bodies are never in one place: fits that lie in one another, fitted once more together.

Each picture of a pair was read for one vehicle at a time. Where one hides the other, little is
seen of what is behind, and its cuboid slides into the one before it. A line is therefore laid
between the two wherever they are close, nearer to the one whose place is less doubtful, and
both are drawn to their outlines anew, each on its side.
"""

from collections.abc import Collection
from dataclasses import replace
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from accident_service.reconstruction.calibration.camera_model import CameraModel
from accident_service.reconstruction.ground.borders import Border, reach_m
from accident_service.reconstruction.ground.image_terms import evidence_of
from accident_service.reconstruction.ground.joint_fit import FittedTrack, settle
from accident_service.reconstruction.ground.occlusion import presence_of
from accident_service.reconstruction.ground.second_look import (
    CLOSE_LOOK,
    Surroundings,
    alike,
    own_evidence,
    refined,
)
from accident_service.reconstruction.ground.trajectories import place_covariance_m2
from accident_service.reconstruction.ground.vehicle_fit import unlikeliness
from accident_service.reconstruction.motion.scene_motion import SceneMotion

Array = NDArray[np.float64]

# Lines are laid where footprints come closer than this, ...
CLOSE_M = 0.5
# ... for pairs that somewhere lie in one another by more than this.
OVERLAP_M = 0.1
# A vehicle is told twice, or its track went over to another, where the shape explains its
# outline by two sigmas off, on average, and lies half its width in another: then there is
# nothing to draw apart.
DOUBTFUL_MISFIT = 4.0
# Which sides face one another changes no faster than vehicles turn.
FACING_S = 0.5
# Each round leaves a part of the overlap, which the next takes on.
ROUNDS = 2
# Pictures of vehicles that stand, or hide one another, repeat one error for so long; the fit
# believes that it lasts 0.4 s.
REPEATED = 5.0


def kept_apart(
    fits: list[FittedTrack],
    motion: SceneMotion,
    camera: CameraModel,
    abreast: Collection[FittedTrack] = (),
) -> list[FittedTrack]:
    """The fits, those that lay in one another drawn apart as far as their pictures allow.

    Args:
        camera: For the reduced picture.
        abreast: Fits whose clearest edges are not their own.
    """
    now = list(fits)
    blurred = {index for index, fit in enumerate(fits) if any(fit is one for one in abreast)}
    for _ in range(ROUNDS):
        bordered = _bordered(now, camera)
        if not bordered:
            break
        everyone = [presence_of(fit, camera, motion.clip.pts_s) for fit in now]
        for index, borders in bordered.items():
            fit = replace(now[index], borders=borders)
            if index in blurred:
                now[index] = _settled(fit, camera)
                continue
            others = [one for other, one in enumerate(everyone) if other != index]
            around = Surroundings(everyone[index], others, motion, camera)
            again = refined(fit, own_evidence(fit, around), around, CLOSE_LOOK)
            now[index] = again.with_covariance() if again is not None else now[index]
    return now


def _settled(fit: FittedTrack, camera: CameraModel) -> FittedTrack:
    """The fit of the likeliest kind to what a threshold told from the road."""
    rate_hz = 1.0 / float(np.median(np.diff(fit.pts_s)))
    evidence = replace(evidence_of(camera, fit.silhouettes, rate_hz), borders=fit.borders)
    tried = [settle(evidence, shape, (fit.pts_s, fit.states)) for shape in alike(fit.shape)]
    return min(tried, key=unlikeliness).with_covariance()


def _bordered(fits: list[FittedTrack], camera: CameraModel) -> dict[int, tuple[Border, ...]]:
    """The borders of every fit that lies in another, by its index."""
    found: dict[int, tuple[Border, ...]] = {}
    for one, other in combinations(range(len(fits)), 2):
        for index, border in zip(
            (one, other), borders_between((fits[one], fits[other]), camera), strict=False
        ):
            found[index] = (*found.get(index, ()), border)
    return found


def borders_between(
    pair: tuple[FittedTrack, FittedTrack], camera: CameraModel
) -> tuple[Border, ...]:
    """The border of the first and of the second; none where they keep out of one another."""
    rows = _common_rows(pair)
    if len(rows[0]) < 2:
        return ()
    outwards, gap_m = _facing(pair, rows)
    close = gap_m < CLOSE_M
    if gap_m.min() > -OVERLAP_M or gap_m.max() <= 0.0 or _are_mistaken(pair, float(gap_m.min())):
        return ()
    rows = (rows[0][close], rows[1][close])
    outwards, gap_m = outwards[close], gap_m[close]
    doubt = [
        np.einsum("ni,nij,nj->n", outwards, _place_covariance_m2(fit, camera)[row], outwards)
        for fit, row in zip(pair, rows, strict=True)
    ]
    own = reach_m(outwards, pair[0].states[rows[0]], pair[0].size_m)
    line_m = own + gap_m * doubt[0] / (doubt[0] + doubt[1])
    return Border(rows[0], outwards, line_m), Border(rows[1], -outwards, -line_m)


def _are_mistaken(pair: tuple[FittedTrack, FittedTrack], least_gap_m: float) -> bool:
    """Is one of them no vehicle of its own, where they lie in one another?"""
    half_width_m = min(float(fit.size_m[1]) for fit in pair) / 2
    return max(fit.misfit for fit in pair) > DOUBTFUL_MISFIT and least_gap_m < -half_width_m


def _common_rows(
    pair: tuple[FittedTrack, FittedTrack],
) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """The rows of both that belong to the frames that know both."""
    _, first, second = np.intersect1d(
        pair[0].pts_s, pair[1].pts_s, assume_unique=True, return_indices=True
    )
    return first, second


def _facing(
    pair: tuple[FittedTrack, FittedTrack], rows: tuple[NDArray[np.intp], NDArray[np.intp]]
) -> tuple[Array, Array]:
    """Directions (n, 2), first to second, of the sides that face one another, and the gap (n,).

    Of the four sides' directions, that along which the two are farthest apart, or least in one
    another, about then.

    Reference:
        Ericson, Real-Time Collision Detection (2005), section 4.4.1.
    """
    first, second = (fit.states[row] for fit, row in zip(pair, rows, strict=True))
    away = second[:, :2] - first[:, :2]
    directions, gaps = [], []
    for heading in (first[:, 2], first[:, 2] + np.pi / 2, second[:, 2], second[:, 2] + np.pi / 2):
        axis = np.column_stack([np.cos(heading), np.sin(heading)])
        axis *= np.where(np.sum(axis * away, axis=1) < 0, -1.0, 1.0)[:, None]
        reach = reach_m(axis, first, pair[0].size_m) + reach_m(-axis, second, pair[1].size_m)
        directions.append(axis)
        gaps.append(-reach)
    span = max(1, round(FACING_S / float(np.median(np.diff(pair[0].pts_s)))))
    window = np.ones(span) / span
    steady = [
        np.convolve(np.pad(gap, span, mode="edge"), window, "same")[span:-span] for gap in gaps
    ]
    best, row = np.argmax(steady, axis=0), np.arange(len(away))
    return np.asarray(directions)[best, row], np.asarray(gaps)[best, row]


def _place_covariance_m2(fit: FittedTrack, camera: CameraModel) -> Array:
    """Covariance of each place, (n, 2, 2), with what the fit takes for noise and is not."""
    noise_m2 = REPEATED**2 * fit.covariance[:, :2, :2]
    return np.asarray(noise_m2 + place_covariance_m2(fit, camera))
