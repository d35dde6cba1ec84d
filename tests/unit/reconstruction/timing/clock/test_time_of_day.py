"""Hours and minutes are read beside the counting digit, across minutes and midnight."""

import numpy as np
import pytest

from accident_service.errors import EvidenceInsufficient
from accident_service.reconstruction.timing.clock.reading import (
    cell_of,
    lettering_of,
    pictures_by_tick,
)
from accident_service.reconstruction.timing.clock.ticks import find_ticks
from accident_service.reconstruction.timing.clock.time_of_day import seconds_read, time_of_day_s
from tests.scenes.burnt_in import DAY_S, edges_of, recorded, stamped
from tests.scenes.burnt_in import shown as written


def at_first_tick(starts_s: float, *, face: str) -> tuple[int, int]:
    """Seconds of the minute, and of the day, read at the first tick."""
    frames = recorded(np.arange(0, 13, 0.08).tolist(), starts_s=starts_s, face=face)
    upper, _ = edges_of(frames).records()
    pictures = pictures_by_tick(upper, find_ticks(upper))
    lettering = lettering_of(pictures, cell_of(pictures, upper.block_px))
    return seconds_read(pictures, lettering).seconds, time_of_day_s(pictures, lettering)


@pytest.mark.parametrize("face", ["sans", "uni"])
@pytest.mark.parametrize("starts_s", [44_836.5, 3_595.5, 86_393.5, 68_949.5])
def test_the_time_of_day_at_the_first_tick_is_exact(starts_s: float, face: str) -> None:
    seconds, of_day_s = at_first_tick(starts_s, face=face)

    assert of_day_s == int(starts_s + 0.5) % DAY_S
    assert seconds == of_day_s % 60


def test_hours_that_are_hidden_are_not_guessed() -> None:
    frames = recorded(np.arange(0, 13, 0.08).tolist(), starts_s=44_836.5)
    for frame in frames:
        frame.pixels[10:34, 110:175] = 90
    upper, _ = edges_of(frames).records()
    pictures = pictures_by_tick(upper, find_ticks(upper))

    with pytest.raises(EvidenceInsufficient):
        time_of_day_s(pictures, lettering_of(pictures, cell_of(pictures, upper.block_px)))


def test_the_recorder_of_these_tests_writes_what_it_says() -> None:
    assert written(86_399.9).endswith("23:59:59")
    blank = np.zeros((360, 640), np.uint8)
    assert stamped(blank, "8", at_bottom=False).max() == 240
