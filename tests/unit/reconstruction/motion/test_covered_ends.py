import numpy as np

from accident_service.reconstruction.motion.covered_ends import covered_ends, without_covered_ends
from accident_service.reconstruction.motion.reach import DIRECTIONS
from accident_service.reconstruction.motion.reduced_clip import reduce_clip
from accident_service.reconstruction.motion.scene_motion import SceneMotion, observe_motion
from accident_service.reconstruction.motion.silhouettes import Silhouettes, silhouettes_of
from tests.scenes.moving_pictures import MovingRectangle, pictures

RIGHT = int(np.argmax(DIRECTIONS[:, 0]))
LEFT = int(np.argmin(DIRECTIONS[:, 0]))


def pushed(left_px: float) -> tuple[float, ...]:
    """Stands for four seconds, is pushed by eight pixels, and stands again."""
    return tuple(left_px + min(max(i - 100, 0) / 2, 8.0) for i in range(200))


def seen(*things: MovingRectangle) -> tuple[SceneMotion, Silhouettes]:
    motion = observe_motion(reduce_clip(pictures(*things)))
    (label,) = motion.displaced
    return motion, silhouettes_of(motion, motion.labels)[label]


def test_the_front_that_what_stands_there_hides_is_told() -> None:
    struck = MovingRectangle(pushed(80.0), 50)
    ahead = MovingRectangle((112.0,) * 200, 40, 40, 50, seed=9)
    motion, silhouettes = seen(struck, ahead)
    covered = covered_ends(silhouettes, motion.background.displaced[0], motion.clip.pts_s)
    assert covered[RIGHT]
    assert not covered[LEFT]
    (told,) = without_covered_ends({1: silhouettes}, motion).values()
    assert np.isinf(told.high_px[:, RIGHT]).all()
    assert np.isfinite(told.high_px[:, LEFT]).all()


def test_no_end_of_what_stands_free_is_covered() -> None:
    motion, silhouettes = seen(MovingRectangle(pushed(80.0), 50))
    covered = covered_ends(silhouettes, motion.background.displaced[0], motion.clip.pts_s)
    assert not covered.any()
