from collections.abc import Iterator

import numpy as np
import pytest
from numpy.typing import NDArray

from accident_service.errors import TimelineUnusable
from accident_service.reconstruction.frames import GrayFrame
from accident_service.reconstruction.motion.reduced_clip import reduce_clip
from tests.scenes.moving_pictures import MovingRectangle, pictures, road


def test_a_large_picture_is_reduced_and_a_small_one_kept() -> None:
    frames = pictures(MovingRectangle((20.0,) * 6, 40), noise_levels=0.0)
    assert reduce_clip(frames).factor == 1.0
    half = reduce_clip(frames, width_px=100)
    assert half.factor == pytest.approx(0.5)
    assert half.shape == (60, 100)
    assert half.pts_s == pytest.approx([frame.pts_s for frame in frames])


def test_frames_are_copied_because_the_reader_reuses_its_buffer() -> None:
    buffer = road()
    clip = reduce_clip(_reused(buffer))
    assert clip.frames[0].mean() < clip.frames[-1].mean() - 10


def _reused(buffer: NDArray[np.uint8]) -> Iterator[GrayFrame]:
    for index in range(6):
        buffer[:] = 100 + 5 * index
        yield GrayFrame(buffer, index * 0.04)


def test_too_few_frames_cannot_show_motion() -> None:
    with pytest.raises(TimelineUnusable, match="3 frames"):
        reduce_clip(pictures(MovingRectangle((20.0,) * 3, 40)))
