"""True vehicles of a rendered clip, and how far a result is from them.

Tracks are matched to true vehicles by footprint centre; only the parties in the three
seconds before contact are judged, because that is what a determination rests on.
"""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

BEFORE_S = 3.0
MATCH_M = 2.0
SEEN = 0.25
K95 = 1.96
Table = NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Accuracy:
    """Errors of one clip, pooled over its parties."""

    clip: str
    parties_found: int
    parties: int
    position_m: Table
    heading_deg: Table
    speed_kmh: Table
    inside_position: Table  # 1 where the 95 % interval holds the truth
    inside_speed: Table
    contact_error_s: float | None
    contact_inside: bool | None
    false_contacts: int
    liability: str


def judge(truth_path: Path, result_path: Path) -> Accuracy:
    """Compare one result with its truth."""
    truth = json.loads(truth_path.read_text())
    result = json.loads(result_path.read_text())
    reference_s = truth["collisions"][0]["t"] if truth["collisions"] else truth["pts"][-1]
    parties = _parties(truth)
    errors = [
        error
        for party in parties
        if (error := _errors(truth, party, result, reference_s)) is not None
    ]
    pooled = np.vstack([rows for rows in errors if len(rows)] or [np.zeros((0, 5))])
    contact_error_s, inside = _contact(truth, result)
    touching = len(truth["collisions"]) > 0
    return Accuracy(
        clip=truth["clip"],
        parties_found=len(errors),
        parties=len(parties),
        position_m=pooled[:, 0],
        heading_deg=pooled[:, 1],
        speed_kmh=pooled[:, 2],
        inside_position=pooled[:, 3],
        inside_speed=pooled[:, 4],
        contact_error_s=contact_error_s,
        contact_inside=inside,
        false_contacts=max(0, len(result["contacts"]) - (1 if touching else 0)),
        liability=_liability(truth, result),
    )


def _parties(truth: dict[str, Any]) -> list[str]:
    if truth["collisions"]:
        return list(truth["collisions"][0]["ids"])
    return [vehicle["id"] for vehicle in truth["vehicles"] if vehicle["party"]]


def _errors(
    truth: dict[str, Any], party: str, result: dict[str, Any], reference_s: float
) -> Table | None:
    columns = truth["track_columns"]
    vehicle = next(one for one in truth["vehicles"] if one["id"] == party)
    rows = np.array(vehicle["track"], float)
    t_s = rows[:, columns.index("t")]
    keep = (t_s >= reference_s - BEFORE_S) & (t_s <= reference_s)
    keep &= rows[:, columns.index("visible")] >= SEEN
    rows, t_s = rows[keep], t_s[keep]
    best: Table | None = None
    for track in result["tracks"]:
        errors = _track_errors(rows, t_s, columns, track)
        explains = len(errors) > len(rows) / 2 and np.median(errors[:, 0]) < MATCH_M
        if explains and (best is None or np.median(errors[:, 0]) < np.median(best[:, 0])):
            best = errors
    return best


def _track_errors(rows: Table, t_s: Table, columns: list[str], track: dict[str, Any]) -> Table:
    poses = track["poses"]
    known_s = np.array([pose["t_s"] for pose in poses])
    inside = (t_s >= known_s[0] - 0.02) & (t_s <= known_s[-1] + 0.02)
    rows, t_s = rows[inside], t_s[inside]

    def at(key: str) -> Table:
        values = np.array([pose[key] for pose in poses], float)
        if key == "heading_rad":
            values = np.unwrap(values)
        return np.asarray(np.interp(t_s, known_s, values), dtype=np.float64)

    def true(name: str) -> Table:
        return np.asarray(rows[:, columns.index(name)])

    dx_m, dy_m = at("x_m") - true("x"), at("y_m") - true("y")
    turn_rad = (at("heading_rad") - true("heading") + np.pi) % (2 * np.pi) - np.pi
    dv_mps = at("speed_mps") - true("speed")
    inside_position = (np.abs(dx_m) <= K95 * at("sigma_x_m")) / 2 + (
        np.abs(dy_m) <= K95 * at("sigma_y_m")
    ) / 2
    inside_speed = (np.abs(dv_mps) <= K95 * at("sigma_speed_mps")).astype(float)
    return np.column_stack(
        [
            np.hypot(dx_m, dy_m),
            np.degrees(np.abs(turn_rad)),
            np.abs(dv_mps) * 3.6,
            inside_position,
            inside_speed,
        ]
    )


def _contact(truth: dict[str, Any], result: dict[str, Any]) -> tuple[float | None, bool | None]:
    if not truth["collisions"] or not result["contacts"]:
        return None, None
    true_s = truth["collisions"][0]["t"]
    nearest = min(result["contacts"], key=lambda contact: abs(contact["t_s"] - true_s))
    if abs(nearest["t_s"] - true_s) > 1.0:
        return None, None
    return nearest["t_s"] - true_s, nearest["t_low_s"] <= true_s <= nearest["t_high_s"]


def _liability(truth: dict[str, Any], result: dict[str, Any]) -> str:
    told = result["liability"]
    silent = told["abstain"] or told["refer"] or not told["parties"]
    if not truth["collisions"]:
        return "right (abstains)" if silent else "WRONG"
    if silent:
        return "abstains"
    grades = sorted(told["parties"].values())
    return f"{told['rule']}: {'/'.join(grades)}"
