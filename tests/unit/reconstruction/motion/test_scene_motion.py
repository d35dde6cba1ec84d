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
    assert len(motion.flow) == len(clip)
    assert motion.flow[40].trusted.shape == (rows // CELL_PX, columns // CELL_PX)
    assert not motion.flow[0].trusted.any()
    assert ((labels > 0) <= (told == BODY)).all()


def test_the_flow_of_what_passes_is_its_step() -> None:
    motion = observe_motion(reduce_clip(pictures(MovingRectangle(passing(step_px=3.0), 50))))
    flow = motion.flow[40]
    cells = np.zeros(flow.trusted.shape, dtype=bool)
    cells[14:16, 21:26] = True
    moved = flow.backward_px[cells & flow.trusted]
    assert len(moved) > 0
    assert np.median(moved, axis=0) == pytest.approx([-3.0, 0.0], abs=0.3)
