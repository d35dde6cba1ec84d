import numpy as np
import pytest

from accident_service.reconstruction.motion.flow import (
    CELL_PX,
    FlowCells,
    FlowSensor,
    PackedFlow,
    cells_of,
    no_flow,
)
from tests.scenes.moving_pictures import MovingRectangle, pictures


@pytest.mark.parametrize("step_px", [0.0, 1.0, 2.5, 5.0])
def test_a_known_displacement_is_recovered_to_a_quarter_of_a_pixel(step_px: float) -> None:
    before, now = pictures(MovingRectangle((70.0, 70.0 + step_px), 40, 60, 40))
    flow = FlowSensor().backward(before.pixels, now.pixels)

    inside = flow.backward_px[46:74, 80:122].reshape(-1, 2)
    assert np.median(inside, axis=0) == pytest.approx([-step_px, 0.0], abs=0.25)


def test_cells_are_trusted_on_texture_only_and_keep_its_motion() -> None:
    before, now = pictures(MovingRectangle((70.0, 73.0), 40, 60, 40), noise_levels=0.5)
    before.pixels[:20], now.pixels[:20] = 100, 100
    cells = cells_of(FlowSensor().backward(before.pixels, now.pixels))

    body = (slice(48 // CELL_PX, 72 // CELL_PX), slice(84 // CELL_PX, 120 // CELL_PX))
    assert cells.trusted[body].mean() > 0.5
    assert not cells.trusted[:3].any()
    moved = cells.backward_px[body][cells.trusted[body]]
    assert np.median(moved, axis=0) == pytest.approx([-3.0, 0.0], abs=0.3)


def test_texture_that_moved_is_matched_and_texture_that_stayed_is_not() -> None:
    before, now = pictures(MovingRectangle((70.0, 72.0), 40, 60, 40), noise_levels=0.5)
    flow = FlowSensor().backward(before.pixels, now.pixels)
    rows, columns = now.pixels.shape
    matched = flow.matched((slice(0, rows), slice(0, columns)))
    assert matched[44:76, 76:126].mean() > 0.3
    assert matched[:30].mean() < 0.02
    # A window is part of the whole, up to its last pixel.
    for window in ((slice(44, 76), slice(76, 126)), (slice(0, 50), slice(90, columns))):
        np.testing.assert_array_equal(flow.matched(window), matched[window])


def test_flow_of_trusted_cells_is_kept_and_of_others_is_none() -> None:
    rng = np.random.default_rng(5)
    trusted = rng.random((9, 13)) < 0.4
    moved = rng.normal(size=(9, 13, 2)).astype(np.float16).astype(np.float32)
    packed = PackedFlow()
    packed.append(no_flow((38, 54)))
    packed.append(FlowCells(moved, trusted))

    assert len(packed) == 2
    assert not packed[0].trusted.any()
    np.testing.assert_array_equal(packed[1].trusted, trusted)
    np.testing.assert_array_equal(packed[1].backward_px, moved * trusted[..., None])


def test_no_cell_is_lost_that_lies_wholly_inside_a_thing() -> None:
    labels = np.zeros((38, 54), np.uint16)
    labels[9:22, 5:33] = 7
    cells = FlowCells(np.ones((9, 13, 2), np.float32), np.ones((9, 13), bool)).of_things(labels)

    whole = labels[:36, :52].reshape(9, CELL_PX, 13, CELL_PX).all(axis=(1, 3))
    assert whole.any()
    assert (cells.trusted >= whole).all()
    assert not cells.trusted[:2].any()
