import cv2
import numpy as np
import pytest

from accident_service.reconstruction.ground.outline_edges import (
    STRETCHES,
    STRONGEST_SHARE,
    Stretches,
    brightness_across,
    is_rim_of_light,
    outline_stretches,
    steps_across,
)

ROAD, BODY = 90, 160
SHAPE = (120, 160)
BOX = np.array([[60.0, 40.0], [110.0, 40.0], [110.0, 80.0], [60.0, 80.0], [85.0, 60.0]])


def picture(rim_levels: tuple[int, ...] = ()) -> np.ndarray:
    """A body on an even road, with a soft rim of these levels, from the body outwards, below."""
    levels = np.full(SHAPE, ROAD, np.uint8)
    levels[40:81, 60:111] = BODY
    for row, level in enumerate(rim_levels):
        levels[81 + row, 60:111] = level
    return levels


def found(levels: np.ndarray, stretches: Stretches) -> np.ndarray:
    empty = np.full(SHAPE, ROAD, np.float32)
    return np.asarray(steps_across(brightness_across(levels[None], empty, stretches))[0])


def test_stretches_lie_evenly_on_the_convex_outline_and_look_outwards() -> None:
    stretches = outline_stretches(BOX[None])
    place, normal = stretches.place_px[0], stretches.normal[0]
    assert place.shape == (STRETCHES, 2)
    on_side = np.isclose(place[:, 0] % 50, 10) | np.isclose(place[:, 1] % 40, 0)
    assert on_side.all()
    assert (((place - [85.0, 60.0]) * normal).sum(axis=1) > 19.0).all()
    ends, share = stretches.ends[0], stretches.share[0][:, None]
    assert BOX[ends[:, 0]] * (1 - share) + BOX[ends[:, 1]] * share == pytest.approx(place)


def test_a_body_behind_the_camera_has_no_outline() -> None:
    assert np.isnan(outline_stretches(np.full((1, 5, 2), np.nan)).place_px).all()


@pytest.mark.parametrize("shift_px", [-3.0, 0.0, 2.0])
def test_the_outline_is_found_where_it_is_not_where_the_model_is(shift_px: float) -> None:
    # Pixels 40 to 80 are body: it reaches half a pixel further, on either side.
    stretches = outline_stretches(BOX[None] + [0.0, shift_px])
    seen = found(picture(), stretches)
    below = stretches.normal[0][:, 1] > 0.9
    above = stretches.normal[0][:, 1] < -0.9
    assert np.median(seen[below]) == pytest.approx(0.5 - shift_px, abs=0.3)
    assert np.median(seen[above]) == pytest.approx(0.5 + shift_px, abs=0.3)


def test_a_soft_rim_moves_the_outline_by_less_than_its_width() -> None:
    stretches = outline_stretches(BOX[None])
    below = stretches.normal[0][:, 1] > 0.9
    dark = picture((62, 70, 78, 84))
    dark[40:81, 60:111] = 30
    seen = found(dark, stretches)
    assert np.median(seen[below]) < 1.5


def test_the_darkness_under_a_body_begins_at_its_edge() -> None:
    # A floor 20 cm above the road, seen with 12 px per metre of road: the sky left to the road
    # falls as 1 - s / sqrt(s^2 + c^2) with the way s under its edge, and a camera codes its root.
    under_m = (80.5 - np.arange(60, 110)) / 12.0
    sky = (1.0 - under_m / np.hypot(under_m, 0.2)) / 2
    levels = np.full(SHAPE, ROAD, np.uint8)
    levels[60:110, 60:111] = np.round(ROAD * sky ** (1 / 2.2))[:, None]
    stretches = outline_stretches(BOX[None])
    below = (stretches.normal[0][:, 1] > 0.9) & (np.abs(stretches.place_px[0][:, 0] - 85) < 15)
    assert np.median(found(levels, stretches)[below]) == pytest.approx(0.5, abs=0.5)


def test_a_lamp_mirrored_in_the_wet_is_not_where_the_body_stands() -> None:
    mirrored = picture((30, 30, 220, 220))
    stretches = outline_stretches(BOX[None])
    below = stretches.normal[0][:, 1] > 0.9
    levels = brightness_across(mirrored[None], np.full(SHAPE, ROAD, np.float32), stretches)
    taken = steps_across(levels)[0]
    told = steps_across(levels, at_foot=np.tile(below, (1, 1)))[0]
    assert np.median(taken[below]) == pytest.approx(4.5, abs=0.7)
    assert np.median(told[below]) == pytest.approx(2.5, abs=0.5)
    assert told[~below] == pytest.approx(taken[~below], nan_ok=True)


def test_the_rim_of_lamp_light_is_told_from_a_foot() -> None:
    stretches = outline_stretches(BOX[None])
    below = stretches.normal[0][:, 1] > 0.9
    empty = np.full(SHAPE, ROAD, np.float32)
    lit = picture((ROAD, ROAD, ROAD))
    lit[40:81, 60:111] = ROAD  # a bumper as bright as the road, by night
    lit[84:, :] = 2 * ROAD
    standing = picture((30, 30))
    for levels, is_lit in ((lit, True), (standing, False)):
        ratio = brightness_across(levels[None], empty, stretches)
        seen = steps_across(ratio, at_foot=below[None])
        assert np.median(seen[0][below]) == pytest.approx(3.5 if is_lit else 2.5, abs=0.9)
        assert (is_rim_of_light(ratio, seen)[0][below] == is_lit).all()


def test_a_bonnet_over_a_lit_bumper_is_no_foot() -> None:
    stretches = outline_stretches(BOX[None])
    below = stretches.normal[0][:, 1] > 0.9
    lit = np.full(SHAPE, ROAD + 30, np.uint8)
    lit[40:78, 60:111] = 20
    ratio = brightness_across(lit[None], np.full(SHAPE, ROAD, np.float32), stretches)
    assert np.isfinite(steps_across(ratio)[0][below]).all()
    assert np.isnan(steps_across(ratio, at_foot=below[None])[0][below]).all()


def test_without_an_empty_scene_the_outer_end_is_the_road() -> None:
    stretches = outline_stretches(BOX[None])
    seen = steps_across(brightness_across(picture()[None], None, stretches), STRONGEST_SHARE)
    assert np.median(seen[0]) == pytest.approx(0.5, abs=0.3)


def test_an_even_shadow_outside_is_not_the_body() -> None:
    stretches = outline_stretches(BOX[None])
    shadow = picture()
    shadow[81:110, 40:130] = ROAD // 2
    below = stretches.normal[0][:, 1] > 0.9
    # In light, half way from dark to bright lies up to half a blurred pixel further in.
    assert np.median(found(shadow, stretches)[below]) == pytest.approx(0.5, abs=0.5)


def test_nothing_is_found_on_an_empty_road_or_outside_the_picture() -> None:
    stretches = outline_stretches(BOX[None])
    assert np.isnan(found(np.full(SHAPE, ROAD, np.uint8), stretches)).all()
    outside = outline_stretches(BOX[None] + [200.0, 0.0])
    assert np.isnan(found(picture(), outside)).all()


def test_a_texture_of_the_road_is_no_outline() -> None:
    rng = np.random.default_rng(3)
    noise = rng.integers(60, 120, SHAPE).astype(np.uint8)
    empty = np.asarray(cv2.blur(noise, (3, 3)), dtype=np.uint8)
    stretches = outline_stretches(BOX[None])
    seen = steps_across(brightness_across(empty[None], empty.astype(np.float32), stretches))
    assert np.isnan(seen).all()
