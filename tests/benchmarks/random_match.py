"""Truth and result of one clip on the same frames, and which track is which vehicle."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy.optimize import linear_sum_assignment

from tests.benchmarks.truth import BEFORE_S, MATCH_M, Table

TRUE = ("x", "y", "heading", "speed", "visible")
TOLD = ("x_m", "y_m", "heading_rad", "speed_mps", "sigma_x_m", "sigma_y_m", "sigma_speed_mps")


@dataclass(frozen=True, slots=True, eq=False)
class Sides:
    """Truth and result on the same frames: arrays by vehicle and by track."""

    document: dict[str, Any]
    pts_s: Table
    true: dict[str, Table]
    told: dict[str, Table]
    pairs: list[dict[str, str]]  # per frame, vehicle -> track
    held: dict[str, str]
    parties: tuple[str, ...]
    before: "np.ndarray[Any, np.dtype[np.bool_]]"


def sides_of(document: dict[str, Any], result: dict[str, Any]) -> Sides:
    """Put both on the clip's frames and match them frame by frame."""
    pts_s = np.array(document["pts"])
    columns = document["track_columns"]
    true = {
        vehicle["id"]: _on_frames(vehicle, columns, pts_s)
        for vehicle in document["vehicles"]
        if vehicle["track"]
    }
    told = {
        track["id"]: _resampled(track, pts_s)
        for track in result["tracks"]
        if len(track["poses"]) > 1
    }
    pairs = [_matched(true, told, frame) for frame in range(len(pts_s))]
    contacts = document["collisions"]
    until_s = contacts[0]["t"] if contacts else pts_s[-1]
    before = (pts_s >= until_s - BEFORE_S) & (pts_s <= until_s)
    named = [vehicle["id"] for vehicle in document["vehicles"] if vehicle["party"]]
    parties = tuple(contacts[0]["ids"] if contacts else named)
    return Sides(document, pts_s, true, told, pairs, majority(pairs, before), parties, before)


def _on_frames(vehicle: dict[str, Any], columns: list[str], pts_s: Table) -> Table:
    rows = np.array([[row[columns.index(key)] for key in ("t", *TRUE)] for row in vehicle["track"]])
    table = np.full((len(pts_s), len(TRUE)), np.nan)
    frames = np.minimum(np.searchsorted(pts_s, rows[:, 0] - 1e-3), len(pts_s) - 1)
    table[frames] = rows[:, 1:]
    return table


def _resampled(track: dict[str, Any], pts_s: Table) -> Table:
    poses = track["poses"]
    t_s = np.array([pose["t_s"] for pose in poses])
    values = np.array([[pose[key] for key in TOLD] for pose in poses], float)
    values[:, 2] = np.unwrap(values[:, 2])
    table = np.full((len(pts_s), len(TOLD)), np.nan)
    inside = (pts_s >= t_s[0] - 0.02) & (pts_s <= t_s[-1] + 0.02)
    for index in range(len(TOLD)):
        table[inside, index] = np.interp(pts_s[inside], t_s, values[:, index])
    return table


def _matched(true: dict[str, Table], told: dict[str, Table], frame: int) -> dict[str, str]:
    present = [name for name in true if np.isfinite(true[name][frame, 0])]
    given = [name for name in told if np.isfinite(told[name][frame, 0])]
    if not present or not given:
        return {}
    here = np.array([true[name][frame, :2] for name in present])
    there = np.array([told[name][frame, :2] for name in given])
    away_m = np.linalg.norm(here[:, None] - there[None], axis=2)
    rows, columns = linear_sum_assignment(np.where(away_m < MATCH_M, away_m, 1e3))
    return {
        present[row]: given[column]
        for row, column in zip(rows, columns, strict=True)
        if away_m[row, column] < MATCH_M
    }


def majority(pairs: list[dict[str, str]], keep: Any) -> dict[str, str]:
    """Vehicle -> the track that explains it most often in the frames of `keep`."""
    votes: dict[str, dict[str, int]] = {}
    for frame in np.flatnonzero(keep):
        for vehicle, track in pairs[frame].items():
            ballot = votes.setdefault(vehicle, {})
            ballot[track] = ballot.get(track, 0) + 1
    return {
        vehicle: max(ballot, key=lambda name: ballot[name]) for vehicle, ballot in votes.items()
    }
