"""An accident-scene/1 scene out of reference points in pixels and UTM (`.otrfpts` files).

The datum is the mean of the marks, rounded to ten metres: coordinates of millions of metres
have no place in a scene. Run as a program it writes the scene to a file.
"""

import json
import sys
from pathlib import Path


def scene_of_reference_points(path: Path, *, width_px: int, height_px: int) -> dict[str, object]:
    """The scene, with the survey and nothing known of lanes or signals."""
    marks = json.loads(path.read_text(encoding="utf-8")).values()
    east_m = 10 * round(sum(mark["lon_utm"] for mark in marks) / len(marks) / 10)
    north_m = 10 * round(sum(mark["lat_utm"] for mark in marks) / len(marks) / 10)
    return {
        "format": "accident-scene/1",
        "clip": path.stem,
        "image_size_px": [width_px, height_px],
        "survey": [
            {
                "pixel_px": [mark["x_px"], mark["y_px"]],
                "ground_m": [
                    round(mark["lon_utm"] - east_m, 3),
                    round(mark["lat_utm"] - north_m, 3),
                    0.0,
                ],
            }
            for mark in marks
        ],
        "site": {
            "name": f"{path.stem}, datum UTM {east_m} E {north_m} N",
            "lanes": [],
            "stop_lines": [],
            "conflict_areas": [],
            "signs": [],
        },
        "signals": None,
        "reported": [],
    }


if __name__ == "__main__":
    source, target, width, height = sys.argv[1:]
    scene = scene_of_reference_points(Path(source), width_px=int(width), height_px=int(height))
    Path(target).write_text(json.dumps(scene, indent=1), encoding="utf-8")
