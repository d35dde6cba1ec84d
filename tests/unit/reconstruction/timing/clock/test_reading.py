"""The ticking digit is found, and read by counting; a lamp that blinks is not read."""

import numpy as np
import pytest

from accident_service.errors import EvidenceInsufficient
from accident_service.reconstruction.frames import GrayFrame
from accident_service.reconstruction.timing.clock.edge_strips import EdgeRecord
from accident_service.reconstruction.timing.clock.reading import (
    Lettering,
    cell_of,
    lettering_of,
    pictures_by_tick,
)
from accident_service.reconstruction.timing.clock.ticks import find_ticks
from tests.scenes.burnt_in import edges_of, recorded


def read(record: EdgeRecord) -> Lettering:
    pictures = pictures_by_tick(record, find_ticks(record))
    return lettering_of(pictures, cell_of(pictures, record.block_px))


@pytest.mark.parametrize("starts_s", [41.6, 50.6, 59.6])
def test_the_digit_at_the_first_tick_is_read(starts_s: float) -> None:
    upper, _ = edges_of(recorded(np.arange(0, 6, 0.04).tolist(), starts_s=starts_s)).records()

    assert read(upper).digit_at_first == int(starts_s + 1) % 10


def test_the_cell_covers_the_digit_and_not_its_neighbour() -> None:
    upper, _ = edges_of(recorded(np.arange(0, 12, 0.04).tolist(), starts_s=7.5)).records()

    cell = read(upper).cell

    assert 11 <= cell.height_px <= 18
    assert 6 <= cell.width_px <= 14


def test_a_lamp_that_blinks_evenly_is_no_digit() -> None:
    rng = np.random.default_rng(2)
    frames = []
    for number in range(300):
        picture = rng.integers(60, 70, (360, 640)).astype(np.uint8)
        if number // 25 % 2:
            picture[12:28, 100:110] = 250
        frames.append(GrayFrame(picture, number / 25))
    upper, _ = edges_of(frames).records()

    with pytest.raises(EvidenceInsufficient):
        read(upper)
