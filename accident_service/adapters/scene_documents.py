"""Write a scene document (`accident-scene/1`): what `scene_files` reads, made from a site.

Only what the measurement needs goes in; what the parties told does not, so that nothing
they say can colour what is measured.
"""

import math

from shapely import Polygon
from shapely.geometry.base import BaseGeometry
from shapely.geometry.polygon import orient

from accident_service.adapters.document_numbers import Json
from accident_service.adapters.road_map_fields import ARROWS, KMH_PER_MPS
from accident_service.adapters.scene_files import SCENE_FORMAT
from accident_service.liability.road_map import Lane, RoadMap
from accident_service.liability.signal_log import ApproachSignal, Phase, SignalLog
from accident_service.reconstruction.calibration.survey import Survey

LETTERS = {movement: letter for letter, movement in ARROWS.items()}


def scene_document(name: str, survey: Survey, road_map: RoadMap, signals: SignalLog) -> Json:
    """The document of one camera at one site, with the signals on the clip's own clock."""
    return {
        "format": SCENE_FORMAT,
        "image_size_px": [survey.image_size.width_px, survey.image_size.height_px],
        "survey": [
            {
                "pixel_px": [point.pixel_x_px, point.pixel_y_px],
                "ground_m": [point.x_m, point.y_m, point.z_m],
            }
            for point in survey.points
        ],
        "site": {"name": name, **_road_map(road_map)},
        "signals": _signals(signals),
        "signals_sigma_s": signals.clock_sigma_s,
        "reported": [],
    }


def _road_map(road_map: RoadMap) -> Json:
    return {
        "speed_limit_kmh": _kmh(road_map.speed_limit_mps),
        "lanes": [_lane(lane) for lane in road_map.lanes],
        "stop_lines": [
            {
                "id": stop.id,
                "approach": stop.approach,
                "line": _points(stop.line),
                "controlled": stop.control.value,
            }
            for stop in road_map.stop_lines
        ],
        "conflict_areas": [
            {"id": area.id, "polygon": _one_ring(area.polygon)} for area in road_map.conflict_areas
        ],
        "places": [
            {
                "id": place.id,
                "kind": place.kind.value,
                "polygon": _one_ring(place.polygon),
                "downhill_deg": None
                if place.downhill_rad is None
                else math.degrees(place.downhill_rad),
            }
            for place in road_map.places
        ],
        "signs": [
            {
                "kind": sign.kind,
                "approach": sign.approach,
                "x": sign.x_m,
                "y": sign.y_m,
                "value": sign.value,
            }
            for sign in road_map.signs
        ],
    }


def _lane(lane: Lane) -> Json:
    return {
        "id": lane.id,
        "kind": lane.kind.value,
        "centre_line": _points(lane.centre_line),
        "polygon": _one_ring(lane.polygon),
        "width": lane.width_m,
        "left_line": lane.left_line.value,
        "right_line": lane.right_line.value,
        "approach": lane.approach,
        "movement": "".join(sorted(LETTERS[one] for one in lane.movements)) or None,
        "has_priority": lane.has_priority,
        "speed_limit_kmh": _kmh(lane.speed_limit_mps),
    }


def _signals(signals: SignalLog) -> Json | None:
    if not signals.approaches:
        return None
    return {signal.approach: _known_changes(signal) for signal in signals.approaches}


def _known_changes(signal: ApproachSignal) -> list[list[object]]:
    """What is known to the end; what came before a gap is unknown again to the reader.

    The format cannot say "unknown" in mid-log, and a phase must not be stretched over a gap.
    """
    known: list[list[object]] = []
    for change in signal.changes:
        if change.phase is Phase.UNKNOWN:
            known.clear()
        else:
            known.append([change.pts_s, change.phase.value])
    return known


def _points(shape: BaseGeometry) -> list[list[float]]:
    return [[float(x_m), float(y_m)] for x_m, y_m, *_height_m in shape.coords]


def _one_ring(surface: Polygon) -> list[list[float]]:
    """The outline as one ring; a hole, such as a roundabout's island, is joined to it by a cut.

    The format has no holes. Going round the outside one way, along the cut, round the hole
    the other way and back along the cut leaves the hole outside; readers mend the cut.
    """
    whole = orient(surface)
    ring = _points(whole.exterior)
    if not whole.interiors:
        return ring
    ring.pop()
    for hole in whole.interiors:
        island = _points(hole)[:-1]
        _, at, start = min(
            (math.dist(outer, inner), at, start)
            for at, outer in enumerate(ring)
            for start, inner in enumerate(island)
        )
        around = [*island[start:], *island[: start + 1]]
        ring = [*ring[: at + 1], *around, *ring[at:]]
    return [*ring, ring[0]]


def _kmh(speed_mps: float | None) -> float | None:
    return None if speed_mps is None else speed_mps * KMH_PER_MPS
