import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from accident_service.reconstruction.motion.background import Background
from accident_service.reconstruction.motion.foreground import BODY, foreground_among_lamps
from accident_service.reconstruction.motion.lamplight import (
    Lamplight,
    lamps_rule,
    learn_lamplight,
    with_plain_panels,
    without_mirror_image,
    without_streaks,
)
from accident_service.reconstruction.motion.lighting import Lighting
from tests.scenes.moving_pictures import COLUMNS, ROWS

SEED = 11


def night_road() -> NDArray[np.float32]:
    """A dark road with the grain of asphalt, a bright line and a kerb."""
    rng = np.random.default_rng(SEED)
    road = 40.0 + cv2.GaussianBlur(rng.normal(0.0, 6.0, (ROWS, COLUMNS)), (0, 0), 1.0)
    road[100:103] = 90.0
    return road.astype(np.float32)


def photographed(scene: NDArray[np.float32], seed: int) -> NDArray[np.uint8]:
    noise = np.random.default_rng(seed).normal(0.0, 1.5, scene.shape)
    return np.clip(np.rint(scene + noise), 0, 235).astype(np.uint8)


def cone(middle: tuple[int, int], reach_px: float, gain: float) -> NDArray[np.float32]:
    """How many times brighter a headlight makes each place of the road."""
    rows, columns = np.mgrid[:ROWS, :COLUMNS]
    off = ((columns - middle[0]) / reach_px) ** 2 + ((rows - middle[1]) / (0.4 * reach_px)) ** 2
    return np.asarray(1.0 + gain * np.exp(-0.5 * off), dtype=np.float32)


EMPTY = Background(night_road(), np.full((ROWS, COLUMNS), 1.5, dtype=np.float32))


@pytest.fixture(scope="module")
def lamplight() -> Lamplight:
    frames = np.stack([photographed(night_road(), seed) for seed in range(10)])
    return learn_lamplight(frames, EMPTY)


@pytest.mark.parametrize("gain", [0.5, 2.0, 4.0])
def test_the_light_of_a_headlight_is_no_body(lamplight: Lamplight, gain: float) -> None:
    frame = photographed(night_road() * cone((80, 85), 40.0, gain), 50)
    assert np.count_nonzero(foreground_among_lamps(frame, EMPTY, lamplight) == BODY) < 20


def test_a_body_behind_its_own_light_is_found_to_four_pixels(lamplight: Lamplight) -> None:
    scene = night_road() * cone((120, 60), 20.0, 3.0)
    scene[40:70, 40:100] = 75.0
    scene[44:52, 50:90] = 30.0
    told = foreground_among_lamps(photographed(scene, 51), EMPTY, lamplight)
    rows, columns = np.nonzero(told == BODY)
    edges = [rows.min(), rows.max() + 1, columns.min(), columns.max() + 1]
    assert edges == pytest.approx([40, 70, 40, 100], abs=4)
    assert (told == BODY)[42:68, 42:98].mean() > 0.9


def test_a_road_that_is_uneven_by_itself_is_no_body() -> None:
    frames = []
    for seed in range(12):
        scene = night_road()
        scene[20:30] += np.random.default_rng(100 + seed).normal(0.0, 12.0, (10, COLUMNS))
        frames.append(photographed(scene, seed))
    learned = learn_lamplight(np.stack(frames[:-1]), EMPTY)
    told = foreground_among_lamps(frames[-1], EMPTY, learned)
    assert np.count_nonzero(told[16:34] == BODY) < 100


def test_a_panel_between_edges_of_one_thing_is_part_of_it_and_the_gap_between_two_is_not() -> None:
    edges = np.zeros((80, 80), dtype=np.uint8)
    edges[10:50, 10:14] = 1  # one thing: a frame that is open to the right
    edges[10:14, 10:40] = edges[25:29, 10:40] = 1
    edges[10:14, 60:70] = edges[40:44, 60:70] = 1  # two things, one above the other
    filled = with_plain_panels(edges)
    assert filled[18, 30] == 1
    assert filled[25, 65] == 0


def test_a_streak_below_a_body_goes_and_a_walker_stays() -> None:
    bodies = np.zeros((80, 80), dtype=np.uint8)
    bodies[20:40, 10:50] = 1
    bodies[40:60, 20:25] = 1
    bodies[20:40, 70:74] = 1
    kept = without_streaks(bodies, 9)
    assert kept[50, 22] == 0
    assert kept[30, 72] == 1
    assert kept[30, 30] == 1


def test_what_a_wet_road_mirrors_of_a_body_goes_and_the_body_stays() -> None:
    bodies = np.zeros((90, 120), dtype=np.uint8)
    bodies[20:50, 10:80] = 1
    bodies[50:75, 14:40] = 1  # a mirror image
    level = np.zeros(bodies.shape, dtype=bool)
    level[46:52, 10:80] = True  # the sill
    kept = without_mirror_image(bodies, level)
    assert kept[56:, :].sum() == 0
    assert kept[20:50, 10:80].all()


def test_a_mirror_image_smeared_downwards_is_no_body(lamplight: Lamplight) -> None:
    scene = night_road()
    scene[30:60, 40:110] = 130.0
    scene[36:44, 50:100] = 20.0
    fall = np.exp(-np.arange(30.0) / 10.0)[:, None]
    scene[60:90, 44:56] += 45.0 * fall.astype(np.float32)
    told = foreground_among_lamps(photographed(scene, 52), EMPTY, lamplight)
    lowest = np.flatnonzero((told == BODY)[:, 46:54].any(axis=1)).max()
    assert lowest == pytest.approx(60, abs=6)


def lit(*, lamps: bool, doubled: bool = False) -> Lighting:
    return Lighting(-0.8, 0.0, np.inf if lamps else 0.0, doubled=doubled)


def under_street_lamps(gain: float) -> Background:
    """The road with one pool of light over a third of it."""
    return Background(
        night_road() * cone((COLUMNS // 2, ROWS - 20), 60.0, gain), EMPTY.sigma_levels
    )


@pytest.mark.parametrize(
    ("lighting", "empty", "rule"),
    [
        (lit(lamps=True, doubled=True), EMPTY, True),  # headlights on a dark road
        (lit(lamps=True), under_street_lamps(3.0), True),  # headlights among street lamps
        (lit(lamps=True), under_street_lamps(0.5), False),  # headlights at dusk
        (lit(lamps=False), under_street_lamps(3.0), False),  # hard shadows by day
    ],
)
def test_lamps_rule_where_they_give_more_light_than_the_sky(
    lighting: Lighting, empty: Background, *, rule: bool
) -> None:
    assert lamps_rule(lighting, empty) is rule
