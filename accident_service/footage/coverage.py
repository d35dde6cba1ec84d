"""Whether a camera sees a place, and how well it could measure there."""

import math
from dataclasses import dataclass

from shapely import Point

from accident_service.footage.camera import Camera

# A click or a silhouette edge is good to about this much. [design]
PIXEL_DOUBT_PX = 1.5
# Nothing is measured usefully beyond this one sigma; such a camera is asked last. [design]
USEFUL_SIGMA_M = 1.0


@dataclass(frozen=True, slots=True)
class Coverage:
    """How one camera stands to one place."""

    share_seen: float  # 0..1 of the region where the place may be
    distance_m: float  # along the road, from below the camera
    expected_sigma_m: float  # one sigma of a position measured there


def coverage_of(camera: Camera, *, place_m: tuple[float, float], place_sigma_m: float) -> Coverage:
    """How much of a doubtful place a camera sees, and how sharply.

    The place is a disc of two sigmas (at least a metre). The expected sigma is that of one
    pixel's ray meeting the road, which grows with the square of the distance; it takes the
    focal length to be the image's width in pixels (an opening of 53 degrees), so it ranks
    cameras and does not replace their calibration.

    Reference:
        Hartley and Zisserman, Multiple View Geometry, 2nd ed., section 8.1.1 (plane to image).
    """
    disc = Point(place_m).buffer(max(2 * place_sigma_m, 1.0))
    share_seen = float(camera.field_of_view.intersection(disc).area / disc.area)
    distance_m = math.hypot(place_m[0] - camera.position.x_m, place_m[1] - camera.position.y_m)
    slant2_m2 = distance_m**2 + camera.position.height_m**2
    metres_per_px = slant2_m2 / (camera.position.height_m * camera.image_size.width_px)
    return Coverage(share_seen, distance_m, PIXEL_DOUBT_PX * metres_per_px)
