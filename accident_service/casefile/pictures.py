"""Which pictures of a clip were analysed, so that people are shown these and no others.

A picture is known by its place among the analysed ones; its time and the hash of its luma
plane are noted while it is analysed. Whoever cuts it out again has to arrive at that hash.
"""

from bisect import bisect_left
from collections.abc import Mapping
from dataclasses import dataclass

from accident_service.quantities.identifiers import TrackId

# Corners in the picture, clockwise or not but in order round the vehicle, px.
Outline = tuple[tuple[float, float], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ClipPictures:
    """The analysed pictures of one clip, and where each vehicle's body appears in them.

    `outlines` holds, by track and picture, the hull of the vehicle's projected cuboid; nothing
    where the vehicle is unknown or out of view.
    """

    width_px: int
    height_px: int
    pts_s: tuple[float, ...]  # strictly increasing
    luma_sha256: tuple[str, ...]  # of the same pictures
    outlines: Mapping[TrackId, Mapping[int, Outline]]

    def __post_init__(self) -> None:
        if len(self.pts_s) != len(self.luma_sha256):
            raise ValueError("every analysed picture has a time and a hash")

    def nearest(self, pts_s: float) -> int:
        """The picture nearest to a moment.

        Raises:
            ValueError: None was analysed.
        """
        if not self.pts_s:
            raise ValueError("no picture was analysed")
        after = bisect_left(self.pts_s, pts_s)
        near = [index for index in (after - 1, after) if 0 <= index < len(self.pts_s)]
        return min(near, key=lambda index: abs(self.pts_s[index] - pts_s))
