import numpy as np
import pytest

from accident_service.reconstruction.motion.image_tracks import ImageTrack, tracks_of
from accident_service.reconstruction.motion.reduced_clip import reduce_clip
from accident_service.reconstruction.motion.scene_motion import observe_motion
from tests.scenes.moving_pictures import MovingRectangle, passing, pictures


def tracks_in(scene: MovingRectangle) -> tuple[ImageTrack, ...]:
    return tracks_of(observe_motion(reduce_clip(pictures(scene))))


def test_a_passing_thing_is_one_track_in_full_picture_pixels() -> None:
    car = MovingRectangle(passing(), 50)
    (track,) = tracks_in(car)
    row = int(np.argmin(np.abs(track.pts_s - 1.6)))
    assert track.box_px[row] == pytest.approx([75.0, 50.0, 115.0, 70.0], abs=3)
    assert track.centre_px[row] == pytest.approx([94.5, 59.5], abs=3)
    assert track.way_px > 120


def test_a_still_picture_has_no_tracks() -> None:
    assert tracks_in(MovingRectangle((60.0,) * 40, 50)) == ()
