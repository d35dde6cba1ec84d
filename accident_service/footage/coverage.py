"""Whether a camera sees a place, and how well it could measure there."""

import math
from dataclasses import dataclass

from shapely import Point
from shapely.geometry.base import BaseGeometry

from accident_service.footage.approach import share_seen_of
from accident_service.footage.camera import Camera
from accident_service.footage.occluder import visible_field
from accident_service.footage.surroundings import NOTHING_AROUND, Surroundings

# A click or a silhouette edge is good to about this much. [design]
PIXEL_DOUBT_PX = 1.5
# Nothing is measured usefully beyond this one sigma; such a camera is asked last. [design]
USEFUL_SIGMA_M = 1.0
# Below this share of a doubtful place in view a request is not worth it. [design]
LEAST_SHARE_SEEN = 0.05


@dataclass(frozen=True, slots=True)
class Coverage:
    """How one camera stands to one place."""

    share_seen: float  # 0..1 of the region where the place may be
    distance_m: float  # along the road, from below the camera
    expected_sigma_m: float  # one sigma of a position measured there
    share_hidden: float = 0.0  # 0..1 of that region, behind what stands in the way
    view_down_rad: float = math.pi / 2  # how steeply it looks down on the place
    share_of_approach: float | None = None  # 0..1 of the lanes leading there; None: not known
    sigma_is_surveyed: bool = False  # from the camera's own survey, not by the rule of thumb

    @property
    def sees_place(self) -> bool:
        """Does it see enough of where it may have been?"""
        return self.share_seen >= LEAST_SHARE_SEEN


def coverage_of(
    camera: Camera,
    *,
    place_m: tuple[float, float],
    place_sigma_m: float,
    around: Surroundings = NOTHING_AROUND,
) -> Coverage:
    """How much of a doubtful place a camera sees, and how sharply.

    The place is a disc of two sigmas (at least a metre). Where the camera was surveyed, the
    expected sigma is what its survey gives there; elsewhere that of one pixel's ray meeting
    the road, which grows with the square of the distance and takes the focal length to be the
    image's width in pixels (an opening of 53 degrees), so that it ranks cameras and does not
    replace their calibration.

    Reference:
        Hartley and Zisserman, Multiple View Geometry, 2nd ed., section 8.1.1 (plane to image).
    """
    disc = disc_of(place_m, place_sigma_m)
    field = visible_field(camera, around.occluders)
    open_share = float(camera.field_of_view.intersection(disc).area / disc.area)
    share_seen = float(field.intersection(disc).area / disc.area)
    distance_m = math.hypot(place_m[0] - camera.position.x_m, place_m[1] - camera.position.y_m)
    slant2_m2 = distance_m**2 + camera.position.height_m**2
    metres_per_px = slant2_m2 / (camera.position.height_m * camera.image_size.width_px)
    surveyed_m = around.surveyed_sigma_m.get(camera.id)
    return Coverage(
        share_seen=share_seen,
        distance_m=distance_m,
        expected_sigma_m=PIXEL_DOUBT_PX * metres_per_px if surveyed_m is None else surveyed_m,
        share_hidden=max(0.0, open_share - share_seen),
        view_down_rad=math.atan2(camera.position.height_m, distance_m),
        share_of_approach=share_seen_of(around.approach, field),
        sigma_is_surveyed=surveyed_m is not None,
    )


def disc_of(place_m: tuple[float, float], place_sigma_m: float) -> BaseGeometry:
    """The region in which a doubtful place is taken to be."""
    return Point(place_m).buffer(radius_of(place_sigma_m))


def radius_of(place_sigma_m: float) -> float:
    """How far from its middle a doubtful place is taken to reach."""
    return max(2 * place_sigma_m, 1.0)
