"""A scene file of a straight two-lane road along +x, as an operator would write it."""

import json
from pathlib import Path

import numpy as np

from accident_service.quantities.ground_plane import GroundPoints
from tests.scenes.street_camera import street_camera, surveyed

MARKS = GroundPoints(
    np.array(
        [[-8.0, -3.0], [8.0, -3.0], [-9.0, 3.5], [9.0, 3.5], [-6.0, 9.0], [7.0, 12.0], [0.0, 0.2]]
    )
)


def scene_document(*, day: str = "2026-03-01T08:00:00", scale: float = 1.0) -> dict[str, object]:
    """The scene of the usual street camera, for a picture at `scale` of its full size."""
    survey = surveyed(street_camera().scaled(scale), MARKS)
    return {
        "format": "accident-scene/1",
        "clip": "straight road",
        "image_size_px": [survey.image_size.width_px, survey.image_size.height_px],
        "survey": [
            {
                "pixel_px": [point.pixel_x_px, point.pixel_y_px],
                "ground_m": [point.x_m, point.y_m, point.z_m],
            }
            for point in survey.points
        ],
        "site": {
            "name": "straight road",
            "speed_limit_kmh": 50,
            "lanes": [_lane("E1", 0.0, forward=True), _lane("W1", 4.0, forward=False)],
            "stop_lines": [],
            "conflict_areas": [],
            "signs": [],
        },
        "signals": None,
        "osd_start": day,
        "reported": [],
    }


def write_scene(path: Path, **how: object) -> Path:
    path.write_text(json.dumps(scene_document(**how)), encoding="utf-8")  # type: ignore[arg-type]  # passed on as given
    return path


def _lane(name: str, y_m: float, *, forward: bool) -> dict[str, object]:
    ends = [[-60.0, y_m], [60.0, y_m]]
    return {
        "id": name,
        "kind": "drive",
        "centre_line": ends if forward else ends[::-1],
        "polygon": [[-60.0, y_m - 2], [60.0, y_m - 2], [60.0, y_m + 2], [-60.0, y_m + 2]],
        "width": 4.0,
        "left_line": "dashed_yellow",
        "right_line": "kerb",
        "approach": name[0],
        "movement": "s",
        "has_priority": None,
    }
