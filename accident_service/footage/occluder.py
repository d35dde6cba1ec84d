"""What stands between a camera and the road, and the part of its field of view that is left.

A building, a wall or a hedge is a prism: an outline on the ground and a height. A camera
above it looks over it, and loses only the strip behind it that the top edge covers.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from shapely import LineString, MultiPoint, Point, Polygon, unary_union
from shapely.affinity import scale
from shapely.geometry.base import BaseGeometry

from accident_service.footage.camera import Camera, CameraPosition

# What is as high as the camera hides all behind it, as far as any camera sees.
FARTHEST_SHADOW = 1000.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Occluder:
    """Something that cannot be seen through, upright from its outline to its height."""

    outline: Polygon  # on the road plane, metres of the site
    height_m: float
    name: str = ""


def shadow_of(occluder: Occluder, position: CameraPosition) -> BaseGeometry:
    """The ground that a camera there does not see because of it, its own outline included.

    A ray from the camera at height H over the top edge (height h) at distance d meets the
    ground at d H / (H - h): the ground shadow of every edge is the hull of the edge and its
    image under that scaling about the camera's foot. What the camera is mounted on hides
    nothing from it.
    """
    foot = Point(position.x_m, position.y_m)
    if occluder.outline.covers(foot):
        return Polygon()
    over_m = position.height_m - occluder.height_m
    stretch = position.height_m / over_m if over_m > 0 else FARTHEST_SHADOW
    stretch = min(stretch, FARTHEST_SHADOW)
    corners = list(occluder.outline.exterior.coords)
    parts: list[BaseGeometry] = [occluder.outline]
    for one, following in pairwise(corners):
        edge = LineString([one, following])
        image = scale(edge, xfact=stretch, yfact=stretch, origin=foot)
        parts.append(MultiPoint([*edge.coords, *image.coords]).convex_hull)
    return unary_union(parts)


def visible_field(camera: Camera, occluders: Sequence[Occluder]) -> BaseGeometry:
    """The road a camera sees once everything that stands in its way is taken out."""
    if not occluders:
        return camera.field_of_view
    hidden = unary_union([shadow_of(one, camera.position) for one in occluders])
    return camera.field_of_view.difference(hidden)
