"""How many vehicles stand where in one frame: every arrangement on a grid is weighed."""

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from accident_service.quantities.image_plane import PixelPoints
from accident_service.reconstruction.calibration.camera_model import CameraModel
from accident_service.reconstruction.ground.body_cover import Mask, Patch, outlines_px
from accident_service.reconstruction.ground.vehicle_shape import CAR, VAN, VehicleShape

Array = NDArray[np.float64]
Bits = NDArray[np.bool_]
Pixels = NDArray[np.float32]

# The grid on the road, along the way the thing goes and across it; nothing reaches further.
ALONG_STEP_M, ACROSS_STEP_M, FARTHEST_M = 0.5, 0.35, 16.0
# Low vehicles and high ones; what lies between is found by the fit.
KINDS = (CAR, VAN)
BODY_MIDDLE_M = 0.75
# So much of what is seen of a vehicle is body, and so much of the whole of it is in view.
LEAST_BODY_SHARE, LEAST_IN_VIEW = 0.5, 0.3
# One more vehicle must explain so much of its own outline that no other does.
LEAST_GAIN_SHARE = 0.2
MOST_TOGETHER, BEAM, MOST_CANDIDATES = 4, 30, 600
# Footprints may overlap by this much, for round corners and what the grid leaves open.
SLACK_M = 0.3


@dataclass(frozen=True, slots=True, eq=False)
class Placement:
    """One vehicle of its kind's usual size on the road."""

    shape: VehicleShape
    xy_m: Array  # (2,)


@dataclass(frozen=True, slots=True, eq=False)
class _Candidates:
    placements: list[Placement]
    apart: Bits  # (n, n), which leave each other's footprint alone
    covers: Pixels  # (n, pixels), 1 where the patch's pixel is covered
    worth: Pixels  # (pixels,)
    price: Pixels  # (n,), what one more vehicle must be worth


@dataclass(frozen=True, slots=True, eq=False)
class _Arrangement:
    members: tuple[int, ...]  # increasing
    value: float


def arranged(patch: Patch, camera: CameraModel, pose: Array) -> list[Placement]:
    """The vehicles that explain the patch best, each worth its while; none where nothing does.

    Args:
        pose: x, y, heading of the thing taken for one; all are tried facing the same way.
    """
    found = _candidates(patch, camera, pose)
    best, beam = _Arrangement((), 0.0), [_Arrangement((), 0.0)]
    for _ in range(MOST_TOGETHER if found else 0):
        beam = _grown(found[0], beam)
        if not beam or beam[0].value <= best.value:
            break
        best = beam[0]
        beam = beam if len(best.members) == 1 else beam[:BEAM]
    return [found[0].placements[index] for index in best.members]


def _grown(found: _Candidates, beam: list[_Arrangement]) -> list[_Arrangement]:
    """Arrangements of one vehicle more, best first."""
    pixels, worth = len(found.worth), found.worth
    covered = np.zeros((len(beam), pixels), dtype=np.float32)
    total = np.array([[one.value] for one in beam]) + found.covers @ worth - found.price
    for row, one in enumerate(beam):
        if one.members:
            covered[row] = found.covers[list(one.members)].max(axis=0)
            total[row, ~found.apart[list(one.members)].all(axis=0)] = -np.inf
    total -= (covered * worth) @ found.covers.T
    grown: dict[tuple[int, ...], _Arrangement] = {}
    most = total.size if not beam[0].members else 4 * BEAM
    for flat in _highest(total.ravel(), most):
        row, new = divmod(int(flat), total.shape[1])
        members = tuple(sorted((*beam[row].members, new)))
        if np.isfinite(total[row, new]):
            grown.setdefault(members, _Arrangement(members, float(total[row, new])))
    return list(grown.values())


def _highest(values: Array, most: int) -> NDArray[np.intp]:
    """Where the highest so many values are, highest first, earlier ones first among equals."""
    least = -np.partition(-values, most - 1)[most - 1] if most < len(values) else -np.inf
    chosen = np.flatnonzero(values >= least)
    return np.asarray(chosen[np.argsort(-values[chosen], kind="stable")[:most]])


def _candidates(patch: Patch, camera: CameraModel, pose: Array) -> list[_Candidates]:
    """Every vehicle of the grid that is mostly body; an empty list where there is none."""
    places = _grid(patch, camera, pose)
    sites = pose[:2] + places @ axes_of(pose)
    poses = np.column_stack([sites, np.full(len(sites), pose[2])])
    kept: list[tuple[VehicleShape, int, Pixels]] = []
    told = (patch.worth > 0).view(np.uint8), (patch.worth < 0).view(np.uint8)
    for shape in KINDS:
        outlines = outlines_px(camera, shape, shape.size_m, poses)
        own_px = patch.own_px(outlines)
        for index in np.flatnonzero(patch.meets_body(own_px)):
            hull = cv2.convexHull(own_px[index])
            cover = patch.filled_hull(hull)
            if _is_likely(told, cover, cv2.contourArea(hull)):
                kept.append((shape, int(index), cover.ravel().astype(np.float32)))
    if not kept:
        return []
    worth = patch.worth.ravel()
    gain = np.array([float(cover @ worth) for _, _, cover in kept])
    kept = [kept[index] for index in np.argsort(-gain, kind="stable")[:MOST_CANDIDATES]]
    covers = np.stack([cover for _, _, cover in kept])
    gap = np.abs(places[[at for _, at, _ in kept]][:, None] - places[[at for _, at, _ in kept]])
    half = np.stack([shape.size_m[:2] for shape, _, _ in kept]) / 2
    apart = np.asarray((gap > half[:, None] + half - SLACK_M).any(axis=2))
    price = (LEAST_GAIN_SHARE * covers.sum(axis=1)).astype(np.float32)
    placements = [Placement(shape, sites[at]) for shape, at, _ in kept]
    return [_Candidates(placements, apart, covers, worth, price)]


def _is_likely(told: tuple[Mask, Mask], cover: Mask, whole_px: float) -> bool:
    """Is enough of a vehicle in view, and is what is known of it mostly body?

    Args:
        told: 1 for the patch's pixels that are body, and for those that are road.
    """
    if whole_px <= 0 or cv2.countNonZero(cover) <= LEAST_IN_VIEW * whole_px:
        return False
    body, road = (cv2.countNonZero(cv2.bitwise_and(cover, one)) for one in told)
    return body > LEAST_BODY_SHARE * (body + road)


def axes_of(pose: Array) -> Array:
    """Unit vectors (2, 2) along and across the heading."""
    cos, sin = float(np.cos(pose[2])), float(np.sin(pose[2]))
    return np.array([[cos, sin], [-sin, cos]])


def _grid(patch: Patch, camera: CameraModel, pose: Array) -> Array:
    """Places (n, 2), along and across, from which a vehicle could show in the patch."""
    rows, columns = np.nonzero(patch.worth > 0)
    pixels = patch.origin_px + patch.step_px * np.column_stack([columns, rows])
    spots = np.concatenate(
        [camera.to_ground(PixelPoints(pixels), height).xy_m for height in (0.0, 2 * BODY_MIDDLE_M)]
    )
    own = (spots[np.isfinite(spots).all(axis=1)] - pose[:2]) @ axes_of(pose).T
    if len(own) == 0:
        return np.zeros((1, 2))
    low, high = np.maximum(own.min(axis=0), -FARTHEST_M), np.minimum(own.max(axis=0), FARTHEST_M)
    along = np.arange(low[0], high[0] + ALONG_STEP_M, ALONG_STEP_M)
    across = np.arange(low[1], high[1] + ACROSS_STEP_M, ACROSS_STEP_M)
    return np.stack(np.meshgrid(along, across, indexing="ij"), axis=-1).reshape(-1, 2)
