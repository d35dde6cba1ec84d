import numpy as np

from accident_service.reconstruction.motion.lingering import lingering_things
from accident_service.reconstruction.motion.road_between import road_between
from tests.scenes.moving_pictures import FRAME_S, MovingRectangle, pictures, road

# Codec-like noise of one level, and the road's own texture, three sigmas of it.
LEVELS, TEXTURE_LEVELS = 4.0, 3 * 4.0 + 4.0


def off_levels(left_px: tuple[float, ...]) -> np.ndarray:
    """How far the road that is found is from the true one, having believed the last picture."""
    frames = pictures(MovingRectangle(left_px, 50))
    samples = np.stack([frame.pixels for frame in frames])
    pts_s = np.arange(len(samples), dtype=np.float64) * FRAME_S
    things = lingering_things(samples, pts_s)
    levels, looked = road_between(samples[-1].astype(np.float32), samples, pts_s, things)
    assert looked[50:70, round(left_px[-1]) : round(left_px[-1]) + 40].all()
    assert not looked[:20].any()
    return np.asarray(np.abs(levels - road()))


def test_the_road_is_what_shows_while_no_vehicle_is_near() -> None:
    left = tuple(min(10.0 + 4.0 * i, 120.0) for i in range(60))
    assert off_levels(left)[50:70, 120:160].max() < LEVELS


def test_where_a_vehicle_always_was_the_road_is_filled_in() -> None:
    left = tuple(80.0 + min(0.5 * i, 12.0) for i in range(60))
    assert off_levels(left)[5:-5, 5:-5].max() < TEXTURE_LEVELS
