"""Tracks in pixels, as the document of a clip without a survey lists them."""

from accident_service.adapters.document_numbers import Json, moment
from accident_service.reconstruction.motion.image_tracks import ImageTrack


def image_track_record(track: ImageTrack) -> Json:
    """One track: the box around what moved, to a tenth of a pixel of the full picture."""
    return {
        "id": str(track.id),
        "boxes": [
            {
                "t_s": moment(pts_s),
                "left_px": round(float(left), 1),
                "top_px": round(float(top), 1),
                "right_px": round(float(right), 1),
                "bottom_px": round(float(bottom), 1),
            }
            for pts_s, (left, top, right, bottom) in zip(track.pts_s, track.box_px, strict=True)
        ],
    }
