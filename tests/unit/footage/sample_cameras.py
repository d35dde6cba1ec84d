"""Cameras for the tests of this chapter: one mast looking east unless said otherwise."""

import math

from accident_service.footage.camera import (
    Camera,
    CameraNetwork,
    CameraPosition,
    field_of_view_fan,
)
from accident_service.quantities.identifiers import CameraId
from accident_service.quantities.image_plane import ImageSize
from accident_service.quantities.uncertainty import Estimate


def camera(
    name: str = "mast",
    *,
    x_m: float = 0.0,
    heading_rad: float = 0.0,
    retention_days: int = 30,
    clock_offset_s: Estimate | None = None,
) -> Camera:
    """A camera 6 m up that sees 60 m through an opening of 60 degrees."""
    position = CameraPosition(x_m=x_m, y_m=0.0, height_m=6.0)
    return Camera(
        id=CameraId(name),
        network=CameraNetwork.TRAFFIC,
        name_zh=f"{name}号杆",
        name_en=f"Mast {name}",
        position=position,
        field_of_view=field_of_view_fan(
            position, heading_rad=heading_rad, opening_rad=math.radians(60), reach_m=60.0
        ),
        clock_offset_s=clock_offset_s or Estimate(0.0, 0.0),
        retention_days=retention_days,
        source_key=f"source/{name}",
        image_size=ImageSize(1280, 720),
    )
