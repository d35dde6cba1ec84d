"""The road as the plan view draws it, and what its signals showed."""

import numpy as np
from shapely import LineString, Polygon

from accident_service.liability.road_map import Lane, RoadMap
from accident_service.liability.signal_log import ApproachSignal, SignalLog
from accident_service.web.officer.review.numbers import Json, length_m, points_m, time_s

CONFLICT_AREA = "conflict-area"


def road_of(road_map: RoadMap) -> Json:
    """Surfaces, painted lines and stop lines, in metres of the site's plane.

    A lane's lines lie half its width beside its centre line, named as seen from its direction
    of travel; nothing is painted on paths through a junction.
    """
    return {
        "lanes": [_lane(lane) for lane in road_map.lanes],
        "lines": [line for lane in road_map.lanes if lane.is_painted for line in _edges(lane)],
        "stop_lines": [
            {
                "id": stop.id,
                "approach": stop.approach,
                "control": stop.control.value,
                "points": points_m(stop.line.coords),
            }
            for stop in road_map.stop_lines
        ],
        "areas": [
            *(_area(one.id, CONFLICT_AREA, one.polygon) for one in road_map.conflict_areas),
            *(_area(one.id, one.kind.value, one.polygon) for one in road_map.places),
        ],
    }


def signals_of(log: SignalLog, *, from_s: float, to_s: float) -> list[Json]:
    """Each light's changes within the clip, and what it showed when the clip began."""
    return [
        {"approach": one.approach, "phases": phases}
        for one in log.approaches
        if (phases := _phases(one, from_s, to_s))
    ]


def _phases(signal: ApproachSignal, from_s: float, to_s: float) -> list[list[object]]:
    before = [one for one in signal.changes if one.pts_s <= from_s][-1:]
    within = [one for one in signal.changes if from_s < one.pts_s <= to_s]
    shown = [(from_s, one.phase) for one in before] + [(one.pts_s, one.phase) for one in within]
    return [[time_s(pts_s), phase.value] for pts_s, phase in shown]


def _lane(lane: Lane) -> Json:
    return {
        "id": lane.id,
        "kind": lane.kind.value,
        "polygon": points_m(lane.polygon.exterior.coords),
        "centre": points_m(lane.centre_line.coords),
        "width_m": length_m(lane.width_m),
        "movements": sorted(one.value for one in lane.movements),
    }


def _area(area_id: str, kind: str, polygon: Polygon) -> Json:
    return {"id": area_id, "kind": kind, "polygon": points_m(polygon.exterior.coords)}


def _edges(lane: Lane) -> list[Json]:
    half_m = lane.width_m / 2
    return [
        {"lane": lane.id, "side": side, "kind": kind.value, "points": _beside(lane, offset_m)}
        for side, kind, offset_m in (
            ("left", lane.left_line, half_m),
            ("right", lane.right_line, -half_m),
        )
    ]


def _beside(lane: Lane, offset_m: float) -> list[list[float]]:
    """The centre line moved sideways; lanes never bend tighter than their width."""
    centre_m = _coordinates(lane.centre_line)
    along = np.gradient(centre_m, axis=0)
    along /= np.maximum(np.hypot(along[:, 0], along[:, 1]), 1e-9)[:, None]
    return points_m(centre_m + offset_m * np.column_stack([-along[:, 1], along[:, 0]]))


def _coordinates(line: LineString) -> np.ndarray:
    return np.asarray(line.coords, dtype=np.float64)[:, :2]
