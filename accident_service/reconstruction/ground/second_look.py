"""A second look at the pictures, now that it is known where every vehicle should be.

The first fits follow what a threshold told from the road: it counts soft shadow as body,
loses plain panels, and cannot tell two vehicles' pixels apart for certain. Here each model
is drawn to the outline found in the picture near where it should be, except where a nearer
vehicle hides it; and flow counts only where the vehicle itself should be seen.
"""

from collections.abc import Collection
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from accident_service.reconstruction.ahead import worked_apart
from accident_service.reconstruction.calibration.camera_model import CameraModel
from accident_service.reconstruction.ground.edge_terms import SeenEdges, add_edges
from accident_service.reconstruction.ground.image_terms import Evidence, add_flow, evidence_of
from accident_service.reconstruction.ground.joint_fit import (
    FittedTrack,
    Settled,
    add_knowledge,
    stepped,
)
from accident_service.reconstruction.ground.normal_equations import NormalEquations
from accident_service.reconstruction.ground.occlusion import hidden, presence_of, within
from accident_service.reconstruction.ground.outline_edges import (
    STRONGEST_SHARE,
    is_rim_of_light,
    steps_across,
)
from accident_service.reconstruction.ground.place_doubt import (
    PlaceDoubt,
    foot_untold,
    kind_variance_m2,
)
from accident_service.reconstruction.ground.surroundings import Surroundings, looked_across
from accident_service.reconstruction.ground.vehicle_fit import unlikeliness
from accident_service.reconstruction.ground.vehicle_shape import (
    CAR,
    VAN,
    WAGON,
    VehicleShape,
)
from accident_service.reconstruction.motion.scene_motion import SceneMotion
from accident_service.reconstruction.motion.silhouettes import DIRECTIONS, Silhouettes

__all__ = [
    "CLOSE_LOOK",
    "GLANCE",
    "Effort",
    "Surroundings",
    "alike",
    "looked_again",
    "own_evidence",
    "refined",
]

Array = NDArray[np.float64]

# The middle of the step into a soft shadow lies this far outside the body.
SOFT_RIM_M, SOFT_RIM_SIGMA_M = 0.05, 0.05
# Flow cells count up to this far outside the body.
CELL_MARGIN_PX = 1.0
# A glance leaves kinds open whose odds are not ten to one against (`TELLING_FINDS`).
RIVALS = 0.5
# Fewer finds than this tell nothing of a vehicle.
FEWEST_FOUND = 40
# An end that is unknown in this share of all sights lies behind something that stands there.
UNTOLD_SHARE = 0.9


@dataclass(frozen=True, slots=True)
class Effort:
    """How often the outline is looked for anew, steps towards each find, pictures per second."""

    looks: int
    steps: int
    rate_hz: float


# A glance tells the kind. Errors of pictures closer than a close look's are the same.
GLANCE, CLOSE_LOOK = Effort(2, 2, 4.0), Effort(3, 3, 12.5)


def looked_again(
    fits: list[FittedTrack],
    motion: SceneMotion,
    camera: CameraModel,
    unless: Collection[FittedTrack] = (),
) -> list[FittedTrack]:
    """The fits, refined where the picture shows their outlines.

    Args:
        camera: For the reduced picture.
        unless: Fits left as they are: of vehicles abreast, most of whose outline is the other's
            body, so that its clearest edges are not their own.
    """
    everyone = [presence_of(fit, camera, motion.clip.pts_s) for fit in fits]
    looked_at = [index for index, fit in enumerate(fits) if not any(fit is one for one in unless)]

    def looked(index: int) -> FittedTrack:
        own = everyone[index]
        others = [one for one in everyone if one is not own and one.meets_in_time(own)]
        return _again(fits[index], Surroundings(own, others, motion, camera))

    again = dict(zip(looked_at, worked_apart(looked, looked_at), strict=True))
    return [again.get(index, fit) for index, fit in enumerate(fits)]


def _again(fit: FittedTrack, around: Surroundings) -> FittedTrack:
    """The fit of the likeliest kind; the first one where too little is found to tell."""
    evidence = own_evidence(fit, around)
    tried = [
        refined(replace(fit, shape=shape), evidence, around, GLANCE) for shape in alike(fit.shape)
    ]
    told = [one for one in tried if one is not None]
    if not told:
        return fit
    least = min(unlikeliness(one) for one in told)
    rivals = [one for one in told if unlikeliness(one) <= least + RIVALS]
    closer = [_closer(replace(fit, shape=one.shape), one, evidence, around) for one in rivals]
    # Either look is noisy: what both together say is what tells.
    both = [sum(map(unlikeliness, pair)) for pair in zip(rivals, closer, strict=True)]
    settled = closer[int(np.argmin(both))].with_covariance()
    return replace(settled, doubt=_doubt(settled, closer, evidence.rate_hz, around))


def _closer(fit: FittedTrack, glance: Settled, evidence: Evidence, around: Surroundings) -> Settled:
    """The fit as a close look leaves it; as the glance did, where that finds too little."""
    start = replace(fit, states=glance.states, size_m=glance.size_m)
    return refined(start, evidence, around, CLOSE_LOOK) or glance


def _doubt(
    fit: FittedTrack, tried: list[Settled], rate_hz: float, around: Surroundings
) -> PlaceDoubt:
    """What the pictures leave open of its place, given the kinds that were tried."""
    seen_across = looked_across(fit, max(1, round(rate_hz / GLANCE.rate_hz)), around)
    return PlaceDoubt(
        looked_again=True,
        foot_untold=foot_untold(seen_across.light, seen_across.at_foot & seen_across.is_open),
        kind_variance_m2=kind_variance_m2(
            [one.states[:, :2] for one in tried], [unlikeliness(one) for one in tried]
        ),
    )


def refined(
    fit: FittedTrack, evidence: Evidence, around: Surroundings, effort: Effort
) -> Settled | None:
    """The fit drawn to what is found; None where too little is found to tell.

    Args:
        evidence: The vehicle's own flow cells, which no kind or pose tried here changes.
    """
    shape = replace(
        fit.shape,
        size_m=np.array([*fit.shape.size_m[:3], SOFT_RIM_M]),
        size_sigma_m=np.array([*fit.shape.size_sigma_m[:3], SOFT_RIM_SIGMA_M]),
    )
    states, size_m = fit.states.copy(), np.array([*fit.size_m[:3], SOFT_RIM_M])
    normal, residual = NormalEquations(len(states)), np.zeros(1)
    for _ in range(effort.looks):
        edges = _edges(
            replace(fit, states=states, size_m=size_m), evidence.rate_hz, around, effort.rate_hz
        )
        if np.count_nonzero(np.isfinite(edges.found_px)) < FEWEST_FOUND:
            return None
        for _ in range(effort.steps):
            normal = NormalEquations(len(states))
            residual = add_edges(normal, edges, shape, (states, size_m))
            add_flow(normal, evidence, shape, (states, size_m))
            add_knowledge(normal, evidence, shape, (fit.pts_s, states, size_m), fit.struck_at)
            states, size_m, _ = stepped(normal, shape, (states, size_m))
    misfit = float(np.nanmean(np.minimum(residual**2, 25.0)))
    found = Settled(shape, fit.silhouettes, fit.pts_s, states, size_m, normal, misfit)
    return replace(found, struck_at=fit.struck_at, borders=fit.borders, doubt=fit.doubt)


def alike(shape: VehicleShape) -> tuple[VehicleShape, ...]:
    """The kinds a first look may mistake for one another."""
    taken = (CAR, WAGON, VAN)
    return taken if shape.vehicle_class in {one.vehicle_class for one in taken} else (shape,)


def _edges(fit: FittedTrack, rate_hz: float, around: Surroundings, wanted_hz: float) -> SeenEdges:
    """The outline of the fit, looked for in every few of the frames that showed the vehicle."""
    stride = max(1, round(rate_hz / wanted_hz))
    across = looked_across(fit, stride, around)
    if fit.silhouettes.stood:
        found = steps_across(across.light, STRONGEST_SHARE)
    else:
        found = steps_across(across.light, at_foot=across.at_foot)
    found[~across.is_open] = np.nan
    if fit.silhouettes.displaced:
        found[_faces(across.stretches.normal, _never_told(fit.silhouettes))] = np.nan
    is_rim = across.before_lamps & is_rim_of_light(across.light, found)
    return SeenEdges(around.camera, across.rows, across.stretches, found, rate_hz / stride, is_rim)


def _never_told(silhouettes: Silhouettes) -> NDArray[np.bool_]:
    """In which directions, (DIRECTION_COUNT,), hardly any sight tells where the vehicle ends."""
    return np.asarray(np.isinf(silhouettes.high_px).mean(axis=0) > UNTOLD_SHARE)


def _faces(normal: Array, untold: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Which outwards normals (..., 2) point to one of these directions."""
    return np.asarray(untold[np.argmax(normal @ DIRECTIONS.T, axis=-1)])


def own_evidence(fit: FittedTrack, around: Surroundings) -> Evidence:
    """What the pictures say of this vehicle and of no other."""
    rate_hz = 1.0 / float(np.median(np.diff(fit.pts_s)))
    evidence = evidence_of(around.camera, _own_cells(fit, around), rate_hz)
    return replace(evidence, borders=fit.borders)


def _own_cells(fit: FittedTrack, around: Surroundings) -> Silhouettes:
    """The evidence without flow cells that show something else than this vehicle."""
    silhouettes, own = fit.silhouettes, around.own
    rows, cells = silhouettes.frame_index, silhouettes.cells_px
    used = silhouettes.cell_used & ~hidden(cells, (own, rows), around.others)
    for sight, row in enumerate(rows):
        if np.isfinite(own.pixels[row]).all():
            used[sight] &= within(cells[sight], own.pixels[row], CELL_MARGIN_PX)
    return replace(silhouettes, cell_used=used)
