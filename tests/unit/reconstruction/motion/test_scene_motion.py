import numpy as np
import pytest

from accident_service.reconstruction.motion.flow import CELL_PX
from accident_service.reconstruction.motion.foreground import BODY
from accident_service.reconstruction.motion.reduced_clip import reduce_clip
from accident_service.reconstruction.motion.scene_motion import observe_motion
from tests.scenes.moving_pictures import MovingRectangle, passing, pictures


def test_every_frame_is_told_labelled_and_timed_alike() -> None:
    clip = reduce_clip(pictures(MovingRectangle(passing(), 50)))
    motion = observe_motion(clip)
    told, labels = motion.told.stacked(), motion.labels.stacked()
    assert told.shape == labels.shape == clip.frames.shape
    rows, columns = clip.shape
    assert motion.backward_px.shape == (len(clip), rows // CELL_PX, columns // CELL_PX, 2)
    assert not motion.trusted[0].any()
    assert ((labels > 0) <= (told == BODY)).all()


def test_the_flow_of_what_passes_is_its_step() -> None:
    motion = observe_motion(reduce_clip(pictures(MovingRectangle(passing(step_px=3.0), 50))))
    cells = np.zeros(motion.trusted[40].shape, dtype=bool)
    cells[14:16, 21:26] = True
    moved = motion.backward_px[40][cells & motion.trusted[40]]
    assert len(moved) > 0
    assert np.median(moved, axis=0) == pytest.approx([-3.0, 0.0], abs=0.3)
