"""A small scene file for the tests, as a table to be spoilt in one place at a time."""

import json
from copy import deepcopy
from pathlib import Path
from typing import Any

SCENE: dict[str, Any] = {
    "format": "accident-scene/1",
    "clip": "here",
    "image_size_px": [1280, 720],
    "survey": [
        {"pixel_px": [100.5, 200.25], "ground_m": [-3.0, 4.0, 0.15]},
        {"pixel_px": [900.0, 300.0], "ground_m": [8.0, 14.0, 0.0]},
    ],
    "site": {
        "name": "Harbour Road",
        "speed_limit_kmh": 36,
        "lanes": [
            {
                "id": "one",
                "kind": "drive",
                "centre_line": [[0, 0], [50, 0]],
                "polygon": [[0, -1.75], [50, -1.75], [50, 1.75], [0, 1.75]],
                "width": 3.5,
                "left_line": "dashed_white",
                "right_line": "kerb",
                "approach": "W",
                "movement": "sl",
                "has_priority": None,
            }
        ],
        "stop_lines": [
            {"id": "s", "approach": "W", "line": [[50, -1.75], [50, 1.75]], "controlled": "signal"}
        ],
        "conflict_areas": [{"id": "c", "polygon": [[50, -5], [60, -5], [60, 5], [50, 5]]}],
        "places": [
            {
                "id": "hill",
                "kind": "slope",
                "polygon": [[10, -5], [20, -5], [20, 5], [10, 5]],
                "downhill_deg": 180,
            }
        ],
        "signs": [{"kind": "speed_limit", "value": 36, "x": 3, "y": -3}],
    },
    "signals": {"W": [[0.0, "red"], [11.0, "green"]]},
    "signals_sigma_s": 0.1,
    "osd_start": "2026-01-09T12:27:16.980000",
    "reported": [{"class": "car", "colour": "silver", "plate": "吉C12345"}],
}


def spoilt(*path: str | int, value: object) -> dict[str, Any]:
    """The scene with one field replaced."""
    scene = deepcopy(SCENE)
    table: Any = scene
    for step in path[:-1]:
        table = table[step]
    table[path[-1]] = value
    return scene


def written(folder: Path, scene: dict[str, Any]) -> Path:
    """The scene as a file."""
    path = folder / "here.scene.json"
    path.write_text(json.dumps(scene, ensure_ascii=False), encoding="utf-8")
    return path
