import numpy as np
from numpy.typing import NDArray

from accident_service.reconstruction.motion.reduced_clip import reduce_clip
from accident_service.reconstruction.motion.scene_motion import SceneMotion, observe_motion
from tests.scenes.moving_pictures import MovingRectangle, passing, pictures


def labels_at(motion: SceneMotion, frame: int, thing: MovingRectangle) -> NDArray[np.uint16]:
    """Labels found inside a thing, without its edges."""
    left = round(thing.left_px[frame])
    rows = slice(thing.top_px + 4, thing.top_px + thing.height_px - 4)
    inside = motion.labels[frame][rows, left + 4 : left + thing.width_px - 4]
    return np.asarray(inside[inside > 0])


def commonest(labels: NDArray[np.uint16]) -> int:
    return int(np.bincount(labels).argmax())


def test_one_thing_keeps_one_label_across_the_picture() -> None:
    car = MovingRectangle(passing(), 50)
    motion = observe_motion(reduce_clip(pictures(car)))
    assert len({commonest(labels_at(motion, frame, car)) for frame in range(20, 60)}) == 1
    assert not motion.stood


def test_two_things_that_touch_stay_two() -> None:
    first = MovingRectangle(tuple(min(-45.0 + 3.0 * i, 75.0) for i in range(110)), 50)
    second = MovingRectangle(tuple(max(210.0 - 3.0 * i, 115.0) for i in range(110)), 50, seed=8)
    motion = observe_motion(reduce_clip(pictures(first, second)))
    apart = commonest(labels_at(motion, 25, first)), commonest(labels_at(motion, 25, second))
    touching = commonest(labels_at(motion, 80, first)), commonest(labels_at(motion, 80, second))
    assert apart[0] != apart[1]
    assert touching == apart


def test_a_thing_that_stood_in_the_scene_is_told_apart_from_what_pushes_it() -> None:
    striker = MovingRectangle(tuple(min(-45.0 + 2.5 * i, 78.0) for i in range(120)), 50)
    pushed_px = tuple(110.0 + max(-45.0 + 2.5 * i + 40 - 110, 0.0) for i in range(120))
    struck = MovingRectangle(tuple(min(left, 118.0) for left in pushed_px), 50, seed=8)
    motion = observe_motion(reduce_clip(pictures(striker, struck)))

    pushed = commonest(labels_at(motion, 70, struck))
    assert pushed in motion.displaced
    assert commonest(labels_at(motion, 70, striker)) != pushed
    assert commonest(labels_at(motion, 115, struck)) == pushed


def test_a_small_thing_beside_a_large_one_keeps_its_label() -> None:
    since = [max(i - 60, 0) for i in range(112)]
    small = MovingRectangle(tuple(min(-25.0 + 3.0 * i, 62.0) for i in since), 60, 22, 14)
    large = MovingRectangle(tuple(max(210.0 - 3.0 * i, 84.0) for i in since), 20, 100, 70, 8)
    motion = observe_motion(reduce_clip(pictures(large, small)))
    apart = commonest(labels_at(motion, 85, small)), commonest(labels_at(motion, 85, large))
    touching = commonest(labels_at(motion, 108, small)), commonest(labels_at(motion, 108, large))
    assert apart[0] != apart[1]
    assert touching == apart


def test_traffic_that_passes_what_stood_does_not_smear_its_label() -> None:
    pushed_px = tuple(60.0 + min(max(i - 20, 0), 6) for i in range(110))
    struck = MovingRectangle(pushed_px, 50, seed=8)
    passing_by = MovingRectangle(tuple(-45.0 + 3.0 * max(i - 40, 0) for i in range(110)), 66)
    motion = observe_motion(reduce_clip(pictures(struck, passing_by)))
    for frame in (60, 75, 105):
        labels = motion.labels[frame]
        for label in motion.stood:
            assert np.count_nonzero(labels == label) < 2 * 40 * 20


def test_two_that_stand_touching_and_are_pushed_apart_are_two_from_the_first_frame() -> None:
    still = (90, 16)  # samples of the scene lie a quarter of a second apart

    def pushed(left_px: float, way_px: float) -> tuple[float, ...]:
        return tuple(left_px + way_px * min(max(i - still[0], 0) / still[1], 1) for i in range(200))

    backing = MovingRectangle(pushed(60.0, -12.0), 50)
    struck = MovingRectangle(pushed(100.0, 5.0), 50, seed=8)
    motion = observe_motion(reduce_clip(pictures(backing, struck)))
    for frame in (0, 80, 100, 190):
        one, other = labels_at(motion, frame, backing), labels_at(motion, frame, struck)
        assert {commonest(one), commonest(other)} == motion.displaced
        for labels in (one, other):
            assert np.mean(labels == commonest(labels)) > 0.9
