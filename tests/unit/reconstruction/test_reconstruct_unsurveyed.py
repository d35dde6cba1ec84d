"""A clip without a survey is measured where its traffic tells the camera, or refused."""

import pytest

from accident_service.errors import CalibrationUnreliable
from accident_service.quantities.image_plane import ImageSize
from accident_service.reconstruction.motion.reduced_clip import reduce_clip
from accident_service.reconstruction.motion.scene_motion import observe_motion
from accident_service.reconstruction.reconstruct_unsurveyed import reconstruct_unsurveyed
from tests.scenes.moving_pictures import COLUMNS, ROWS, MovingRectangle, passing, pictures


def test_one_thing_that_moves_does_not_tell_the_camera() -> None:
    motion = observe_motion(reduce_clip(pictures(MovingRectangle(passing(), 50))))

    with pytest.raises(CalibrationUnreliable, match="vehicles"):
        reconstruct_unsurveyed(motion, ImageSize(COLUMNS, ROWS))
