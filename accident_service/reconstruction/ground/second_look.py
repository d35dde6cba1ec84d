"""A second look at the pictures, now that it is known where every vehicle should be.

The first fits follow what a threshold told from the road: it counts soft shadow as body,
loses plain panels, and cannot tell two vehicles' pixels apart for certain. Here each model
is drawn to the outline found in the picture near where it should be, except where a nearer
vehicle hides it; and flow counts only where the vehicle itself should be seen.
"""

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from accident_service.reconstruction.calibration.camera_model import CameraModel
from accident_service.reconstruction.ground.edge_terms import SeenEdges, add_edges
from accident_service.reconstruction.ground.image_terms import add_flow, evidence_of
from accident_service.reconstruction.ground.joint_fit import (
    FittedTrack,
    Settled,
    add_knowledge,
    stepped,
)
from accident_service.reconstruction.ground.normal_equations import NormalEquations
from accident_service.reconstruction.ground.occlusion import Presence, hidden, presence_of, within
from accident_service.reconstruction.ground.outline_edges import (
    brightness_across,
    outline_stretches,
    steps_across,
)
from accident_service.reconstruction.ground.projection import placed, seen
from accident_service.reconstruction.ground.vehicle_fit import badness
from accident_service.reconstruction.ground.vehicle_shape import CAR, WAGON, VehicleShape
from accident_service.reconstruction.motion.scene_motion import SceneMotion
from accident_service.reconstruction.motion.silhouettes import Silhouettes

Array = NDArray[np.float64]

# The outline is looked for anew so many times, and the fit takes so many steps towards each.
LOOKS, STEPS = 3, 3
# Errors of pictures closer in time are the same; looking at all of them is in vain.
LOOK_RATE_HZ = 12.5
# The middle of the step into a soft shadow lies this far outside the body.
SOFT_RIM_M, SOFT_RIM_SIGMA_M = 0.05, 0.05
# Flow cells count up to this far outside the body.
CELL_MARGIN_PX = 1.0
# Fewer finds than this tell nothing of a vehicle.
FEWEST_FOUND = 40
# While it stands, a vehicle looks the same: fewer pictures do.
STOOD_STRIDE = 6


def looked_again(
    fits: list[FittedTrack], motion: SceneMotion, camera: CameraModel
) -> list[FittedTrack]:
    """The fits, refined where the picture shows their outlines.

    Args:
        camera: For the reduced picture.
    """
    everyone = [presence_of(fit, camera, motion.clip.pts_s) for fit in fits]
    view, again = (motion, camera), []
    for fit, own in zip(fits, everyone, strict=True):
        others = [one for one in everyone if one is not own]
        tried = [
            _refined(replace(fit, shape=shape), own, others, view) for shape in _alike(fit.shape)
        ]
        told = [one for one in tried if one is not None]
        again.append(min(told, key=badness).with_covariance() if told else fit)
    return again


def _refined(
    fit: FittedTrack,
    own: Presence,
    others: list[Presence],
    view: tuple[SceneMotion, CameraModel],
) -> Settled | None:
    """The fit drawn to what is found; None where too little is found to tell."""
    camera = view[1]
    rate_hz = 1.0 / float(np.median(np.diff(fit.pts_s)))
    evidence = evidence_of(camera, _own_cells(fit, own, others), rate_hz)
    shape = replace(
        fit.shape,
        size_m=np.array([*fit.shape.size_m[:3], SOFT_RIM_M]),
        size_sigma_m=np.array([*fit.shape.size_sigma_m[:3], SOFT_RIM_SIGMA_M]),
    )
    states, size_m = fit.states.copy(), np.array([*fit.size_m[:3], SOFT_RIM_M])
    normal, residual = NormalEquations(len(states)), np.zeros(1)
    for _ in range(LOOKS):
        edges = _edges(replace(fit, states=states, size_m=size_m), own, others, view)
        if np.count_nonzero(np.isfinite(edges.found_px)) < FEWEST_FOUND:
            return None
        for _ in range(STEPS):
            normal = NormalEquations(len(states))
            residual = add_edges(normal, edges, shape, (states, size_m))
            add_flow(normal, evidence, shape, (states, size_m))
            add_knowledge(normal, evidence, shape, (fit.pts_s, states, size_m))
            states, size_m, _ = stepped(normal, shape, (states, size_m))
    misfit = float(np.nanmean(np.minimum(residual**2, 25.0)))
    return Settled(shape, fit.silhouettes, fit.pts_s, states, size_m, normal, misfit)


def _alike(shape: VehicleShape) -> tuple[VehicleShape, ...]:
    """The kinds a first look may mistake for one another."""
    taken = (CAR, WAGON)
    return taken if shape.vehicle_class in {one.vehicle_class for one in taken} else (shape,)


def _edges(
    fit: FittedTrack,
    own: Presence,
    others: list[Presence],
    view: tuple[SceneMotion, CameraModel],
) -> SeenEdges:
    """The outline of the fit, looked for in every few of the frames that showed the vehicle."""
    motion, camera = view
    rate_hz = 1.0 / float(np.median(np.diff(fit.pts_s)))
    stride = max(1, round(rate_hz / LOOK_RATE_HZ))
    rows = fit.silhouettes.frame_index[::stride]
    empty = motion.background.levels
    if fit.silhouettes.stood:
        # It is part of what was learned as the empty scene: its edges are those of the picture.
        before = np.arange(0, fit.silhouettes.frame_index[0], STOOD_STRIDE * stride)
        rows, empty = np.concatenate([before, rows]), np.full_like(empty, empty.mean())
    pixels = seen(camera, placed(fit.shape.points_m(fit.size_m), fit.states[rows]))
    stretches = outline_stretches(pixels)
    frames = motion.clip.frames[own.first_frame + rows]
    found = steps_across(brightness_across(frames, empty, stretches))
    found[hidden(stretches.place_px, (own, rows), others)] = np.nan
    return SeenEdges(camera, rows, stretches, found, rate_hz / stride)


def _own_cells(fit: FittedTrack, own: Presence, others: list[Presence]) -> Silhouettes:
    """The evidence without flow cells that show something else than this vehicle."""
    silhouettes = fit.silhouettes
    rows, cells = silhouettes.frame_index, silhouettes.cells_px
    used = silhouettes.cell_used & ~hidden(cells, (own, rows), others)
    for sight, row in enumerate(rows):
        if np.isfinite(own.pixels[row]).all():
            used[sight] &= within(cells[sight], own.pixels[row], CELL_MARGIN_PX)
    return replace(silhouettes, cell_used=used)
