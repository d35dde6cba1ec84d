"""A site folder as a city would write it, small: one lane, one surveyed camera."""

import json
from pathlib import Path

CAMERA = """
[[camera]]
id = "north-mast"
network = "traffic"
name_zh = "北桅杆"
name_en = "North mast"
position_m = [0.0, 30.0]
height_m = 8
field_of_view_m = [[-40, -40], [40, -40], [40, 40], [-40, 40]]
clock_offset_s = 1.4
clock_sigma_s = 0.2
retention_days = 30
source_key = "north-mast"
image_size_px = [1280, 720]
"""
MARK = """
[[camera.survey]]
pixel_px = [{0}, {1}]
ground_m = [{2}, {3}, 0.0]
"""
MARKS = ((200.0, 300.0, -20.0, 0.0), (1000.0, 310.5, 20.0, 0.0), (640.0, 600.0, 0.0, 20.0))


def write_site(
    folder: Path, *, name: str = "demo-junction", at_deg: tuple[float, float] = (43.17, 124.35)
) -> Path:
    """Write the folder of one site around a position (latitude, longitude; WGS 84)."""
    folder.mkdir(parents=True)
    (folder / "site.toml").write_text(
        f"""id = "{name}"
name_zh = "路口 {name}"
name_en = "Junction {name}"
admin_code = "220302"
radius_m = 60
speed_limit_kmh = 50
[datum]
latitude_deg = {at_deg[0]}
longitude_deg = {at_deg[1]}
"""
    )
    (folder / "cameras.toml").write_text(CAMERA + "".join(MARK.format(*mark) for mark in MARKS))
    lane = {
        "type": "Feature",
        "properties": {"feature": "lane", "id": "east-1", "kind": "drive", "width_m": 3.5},
        "geometry": {"type": "LineString", "coordinates": [[-50.0, 0.0], [50.0, 0.0]]},
    }
    (folder / "road_map.geojson").write_text(
        json.dumps({"type": "FeatureCollection", "coordinates": "site-metres", "features": [lane]})
    )
    return folder
