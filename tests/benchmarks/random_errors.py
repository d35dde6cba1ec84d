"""Where a result is off, sample by sample, with what might explain it.

The same measures as `truth.judge`, taken apart: errors along and across the line of sight,
at what distance, how much of the vehicle was seen, and why a contact was not found.
"""

import json
import math
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from shapely import Polygon

from tests.benchmarks.random_match import Sides, majority, sides_of
from tests.benchmarks.truth import K95, SEEN, Table

AFTER_S = 5.0
NEAR_S = 1.0  # a claimed contact farther off in time is another one
CLOSED_M = 0.3
MOVING_MPS = 1.0
SAMPLE = (
    "along_m", "across_m", "heading_deg", "speed_kmh", "inside_x", "inside_y", "inside_speed",
    "distance_m", "visible",
)  # fmt: skip  # one row of a table


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Outcome:
    """One clip: samples of its parties before contact, and what became of the contact."""

    clip: str
    situation: str
    conditions: tuple[str, ...]
    recall: float
    precision: float
    parties_held: int
    parties: int
    samples: Table  # columns SAMPLE
    touching: bool
    contact_error_s: float | None
    contact_error_m: float | None
    contact_inside: bool | None
    miss: str  # why the contact was not found; empty when it was, or none was to be
    false_contacts: int
    after: float | None
    liability: str


def outcome(truth_path: Path, result_path: Path) -> Outcome:
    """Compare a result with the truth."""
    document = json.loads(truth_path.read_text())
    result = json.loads(result_path.read_text())
    sides = sides_of(document, result)
    rows = [_samples(sides, party) for party in sides.parties if party in sides.held]
    recall, precision = _found(sides)
    contact = _contact(sides, result)
    return Outcome(
        clip=document["clip"],
        situation=document["clip"].split("_", 1)[1],
        conditions=tuple(document.get("conditions") or [document["lighting"]]),
        recall=recall,
        precision=precision,
        parties_held=len(rows),
        parties=len(sides.parties),
        samples=np.vstack([*rows, np.zeros((0, len(SAMPLE)))]),
        touching=bool(document["collisions"]),
        contact_error_s=contact[0],
        contact_error_m=contact[1],
        contact_inside=contact[2],
        miss=contact[3],
        false_contacts=_false_contacts(document, result),
        after=_after(sides),
        liability=_liability(sides, result),
    )


def _samples(sides: Sides, party: str) -> Table:
    true, told = sides.true[party], sides.told[sides.held[party]]
    keep = sides.before & np.isfinite(true[:, 0]) & np.isfinite(told[:, 0]) & (true[:, 4] >= SEEN)
    true, told = true[keep], told[keep]
    sight = true[:, :2] - np.array(sides.document["camera"]["position"][:2])
    distance_m = np.linalg.norm(sight, axis=1)
    sight /= distance_m[:, None]
    off = told[:, :2] - true[:, :2]
    turn = np.degrees(np.abs((told[:, 2] - true[:, 2] + math.pi) % math.tau - math.pi))
    speed_off = told[:, 3] - true[:, 3]
    return np.column_stack(
        [
            (off * sight).sum(axis=1),
            sight[:, 0] * off[:, 1] - sight[:, 1] * off[:, 0],
            np.where(np.abs(true[:, 3]) > MOVING_MPS, turn, np.nan),
            speed_off * 3.6,
            np.abs(off) <= K95 * told[:, 4:6],
            np.abs(speed_off) <= K95 * told[:, 6],
            distance_m,
            true[:, 4],
        ]
    )


def _found(sides: Sides) -> tuple[float, float]:
    """Recall and precision over all vehicles seen and all tracks told."""
    hits = missed = extra = 0
    for frame, found in enumerate(sides.pairs):
        seen = [name for name, table in sides.true.items() if table[frame, 4] >= SEEN]
        given = sum(bool(np.isfinite(table[frame, 0])) for table in sides.told.values())
        hits += sum(name in found for name in seen)
        missed += sum(name not in found for name in seen)
        extra += given - len(found)
    return hits / max(hits + missed, 1), hits / max(hits + extra, 1)


def _contact(
    sides: Sides, result: dict[str, Any]
) -> tuple[float | None, float | None, bool | None, str]:
    """Errors in time and place, whether the interval holds, and why there is no contact."""
    if not sides.document["collisions"]:
        return None, None, None, ""
    true = sides.document["collisions"][0]
    near = [one for one in result["contacts"] if abs(one["t_s"] - true["t"]) <= NEAR_S]
    if not near:
        return None, None, None, _why_missed(sides, result, true["t"])
    told = min(near, key=lambda one: abs(one["t_s"] - true["t"]))
    vehicles = {track: vehicle for vehicle, track in sides.held.items()}
    right = {vehicles.get(name) for name in told["pair"]} == set(true["ids"])
    return (
        told["t_s"] - true["t"],
        math.dist((told["x_m"], told["y_m"]), true["point"]),
        bool(told["t_low_s"] <= true["t"] <= told["t_high_s"]),
        "" if right else "claimed of another pair",
    )


def _why_missed(sides: Sides, result: dict[str, Any], contact_s: float) -> str:
    last = sides.before & (sides.pts_s >= contact_s - 1.0)
    lately = majority(sides.pairs, last)
    gone = [party for party in sides.parties if party not in lately]
    if gone:
        return f"{len(gone)} of 2 parties not tracked"
    gap_m = _least_gap_m(sides, result, [lately[party] for party in sides.parties], contact_s)
    if gap_m > CLOSED_M:
        return "tracked, but the gap never closes"
    if result["contacts"]:
        return "gap closes; contact claimed at another time"
    return "gap closes, but no contact claimed"


def _least_gap_m(sides: Sides, result: dict[str, Any], names: list[str], contact_s: float) -> float:
    sizes = {track["id"]: (track["length_m"], track["width_m"]) for track in result["tracks"]}
    gaps = [math.inf]
    for frame in np.flatnonzero(np.abs(sides.pts_s - contact_s) < NEAR_S / 2):
        rows = [sides.told[name][frame] for name in names]
        if np.isfinite(rows).all():
            a, b = (_footprint(row, *sizes[name]) for name, row in zip(names, rows, strict=True))
            gaps.append(float(a.distance(b)))
    return min(gaps)


def _footprint(row: Table, length_m: float, width_m: float) -> Polygon:
    cos, sin = math.cos(row[2]), math.sin(row[2])
    half = np.array([[1, 1], [-1, 1], [-1, -1], [1, -1]]) * [length_m / 2, width_m / 2]
    return Polygon(half @ np.array([[cos, sin], [-sin, cos]]) + row[:2])


def _false_contacts(document: dict[str, Any], result: dict[str, Any]) -> int:
    """Claims with no true contact of their own within `NEAR_S`."""
    free = [one["t_s"] for one in result["contacts"] if not one.get("hidden")]
    for true in document["collisions"]:
        near = [t_s for t_s in free if abs(t_s - true["t"]) <= NEAR_S]
        if near:
            free.remove(min(near, key=lambda t_s: abs(t_s - true["t"])))
    return len(free)


def _after(sides: Sides) -> float | None:
    """Share of the frames after contact in which both parties keep the tracks they had."""
    if not sides.document["collisions"]:
        return None
    contact_s = sides.document["collisions"][0]["t"]
    after = np.flatnonzero((sides.pts_s > contact_s) & (sides.pts_s <= contact_s + AFTER_S))
    kept = [
        all(sides.pairs[f].get(p) == sides.held.get(p, "nobody") for p in sides.parties)
        for f in after
        if all(sides.true[party][f, 4] >= SEEN for party in sides.parties)
    ]
    return float(np.mean(kept)) if kept else None


def _liability(sides: Sides, result: dict[str, Any]) -> str:
    told = result["liability"]
    silent = told["abstain"] or told["refer"] or not told["parties"]
    if not sides.document["collisions"]:
        return "right" if silent else "WRONG"
    if silent:
        return "abstains"
    vehicles = {track: vehicle for vehicle, track in sides.held.items()}
    got = {vehicles.get(track): grade for track, grade in told["parties"].items()}
    wanted = sides.document["expected"]["liability"]
    return "right" if all(got.get(name) == grade for name, grade in wanted.items()) else "WRONG"
