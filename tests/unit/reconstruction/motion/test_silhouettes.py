from dataclasses import replace

import numpy as np
import pytest

from accident_service.reconstruction.motion.reduced_clip import reduce_clip
from accident_service.reconstruction.motion.scene_motion import observe_motion
from accident_service.reconstruction.motion.silhouettes import (
    DIRECTION_COUNT,
    DIRECTIONS,
    Silhouettes,
    silhouettes_of,
    traffic_of,
)
from tests.scenes.moving_pictures import MovingRectangle, passing, pictures

LEFT, RIGHT = DIRECTION_COUNT // 2, 0


def longest(*things: MovingRectangle) -> Silhouettes:
    motion = observe_motion(reduce_clip(pictures(*things)))
    return max(silhouettes_of(motion, motion.labels).values(), key=len)


def test_reaches_are_those_of_the_outline() -> None:
    car = MovingRectangle(passing(), 50)
    seen = longest(car)
    row = int(np.flatnonzero(seen.frame_index == 40)[0])
    left = car.left_px[40]
    assert seen.low_px[row, RIGHT] == pytest.approx(left + 39, abs=2)
    assert seen.low_px[row, LEFT] == pytest.approx(-left, abs=2)
    corner = np.array([left + 39, 69.0])
    assert (corner @ DIRECTIONS.T <= seen.high_px[row] + 4).all()
    assert np.isfinite(seen.high_px[row]).all()


def test_where_the_border_cuts_the_outline_it_may_reach_further() -> None:
    seen = longest(MovingRectangle(passing(), 50))
    row = int(np.flatnonzero(seen.frame_index == 10)[0])
    assert np.isinf(seen.high_px[row, LEFT])
    assert np.isfinite(seen.high_px[row, RIGHT])


def test_flow_is_the_way_from_frame_to_frame() -> None:
    seen = longest(MovingRectangle(passing(step_px=3.0), 50))
    middle = seen.flow_px[20:50]
    assert np.median(middle, axis=0) == pytest.approx([3.0, 0.0], abs=0.3)
    assert seen.goes_somewhere()


def test_what_sways_on_the_spot_goes_nowhere() -> None:
    seen = longest(MovingRectangle(passing(), 50))
    swaying = np.sign(np.sin(np.arange(len(seen))))[:, None, None] * np.abs(seen.backward_px)
    assert not replace(seen, backward_px=swaying).goes_somewhere()


def test_what_looks_like_the_empty_scene_goes_nowhere() -> None:
    seen = longest(MovingRectangle(passing(), 50))
    assert not replace(seen, changed_share=np.zeros(len(seen))).goes_somewhere()


def test_traffic_is_what_goes_somewhere_for_long_enough_with_the_same_outlines() -> None:
    motion = observe_motion(reduce_clip(pictures(MovingRectangle(passing(), 50))))
    every = silhouettes_of(motion, motion.labels)
    label = max(every, key=lambda one: len(every[one]))
    sights = len(every[label])

    traffic = traffic_of(motion, motion.labels, sights)

    assert list(traffic) == [label]
    assert np.array_equal(traffic[label].low_px, every[label].low_px)
    assert np.array_equal(traffic[label].high_px, every[label].high_px)
    assert traffic_of(motion, motion.labels, sights + 1) == {}


def test_only_what_is_wanted_is_gathered_of_the_frames_given() -> None:
    motion = observe_motion(reduce_clip(pictures(MovingRectangle(passing(), 50))))
    label = next(iter(silhouettes_of(motion, motion.labels)))
    halves = {
        index: np.where(np.arange(motion.clip.shape[1]) % 2, 900, motion.labels[index])
        * (motion.labels[index] == label)
        for index in range(20, 30)
    }
    found = silhouettes_of(motion, halves, [900])
    assert list(found) == [900]
    assert set(found[900].frame_index) <= set(range(20, 30))
