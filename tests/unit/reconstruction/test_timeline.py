"""Timing is told from frames in order; a repeat is a picture, a gap is a time."""

from collections.abc import Iterator

import numpy as np
import pytest

from accident_service.errors import TimelineUnusable
from accident_service.reconstruction.frames import GrayFrame
from accident_service.reconstruction.timeline import Timeline, TimingSummary, without_repeats

ROWS, COLUMNS = 120, 240


def street(position_px: float, *, noise_seed: int | None) -> np.ndarray:
    """A light car on a textured road; the noise of the sensor is new in every new picture."""
    road = np.random.default_rng(1).normal(90, 12, (ROWS, COLUMNS))
    left = round(position_px)
    road[60:84, left : left + 40] = 200
    if noise_seed is not None:
        road += np.random.default_rng(noise_seed).normal(0, 3, road.shape)
    return np.clip(road, 0, 255).astype(np.uint8)


def recoded(picture: np.ndarray, seed: int) -> np.ndarray:
    """The same picture after a lossy coder met it again: up to two levels off anywhere."""
    change = np.random.default_rng(seed).integers(-2, 3, picture.shape)
    return np.clip(picture.astype(int) + change, 0, 255).astype(np.uint8)


def moving(times_s: list[float]) -> Iterator[GrayFrame]:
    for index, pts_s in enumerate(times_s):
        yield GrayFrame(street(20 + 60 * pts_s, noise_seed=index), pts_s)


def summed_up(frames: list[GrayFrame], declared: int | None = None) -> TimingSummary:
    timeline = Timeline()
    list(timeline.follow(frames))
    return timeline.summary(declared)


def test_an_even_clip_is_regular_and_loses_nothing() -> None:
    times_s = [index / 25 for index in range(50)]

    timing = summed_up(list(moving(times_s)), declared=50)

    assert timing.frame_count == 50
    assert timing.duplicate_count == 0
    assert timing.regular
    assert timing.median_interval_s == pytest.approx(0.04)
    assert timing.effective_rate_hz == pytest.approx(25)
    assert timing.duration_s == pytest.approx(1.96)
    assert timing.decoded_share == 1.0


@pytest.mark.parametrize("every", [2, 6])
def test_recoded_repeats_are_dropped_and_the_times_of_the_others_kept(every: int) -> None:
    times_s = [index / 30 for index in range(60)]
    frames = list(moving(times_s))
    repeated = list(range(every, 60, every))
    for index in repeated:
        frames[index] = GrayFrame(recoded(frames[index - 1].pixels, index), times_s[index])

    kept = list(without_repeats(frames))

    # The first repeats of a clip may pass: there was no motion yet to tell them against.
    lost = {frame.pts_s for frame in frames} - {frame.pts_s for frame in kept}
    assert lost <= {times_s[index] for index in repeated}
    assert len(lost) >= len(repeated) - 1
    assert not summed_up(frames).regular or every == 2


def test_a_still_street_is_not_a_stuttering_recorder() -> None:
    frames = [GrayFrame(street(50, noise_seed=index), index / 25) for index in range(60)]

    assert summed_up(frames).duplicate_count == 0


def test_a_car_that_stops_costs_at_most_a_handful_of_pictures() -> None:
    driving = [
        GrayFrame(street(20 + 2 * index, noise_seed=None), index / 25) for index in range(30)
    ]
    standing = [GrayFrame(street(78, noise_seed=None), (30 + index) / 25) for index in range(40)]

    assert summed_up(driving + standing).duplicate_count <= 3


def test_a_gap_is_reported_and_makes_the_clip_irregular() -> None:
    times_s = [index / 25 for index in range(20)] + [2.0 + index / 25 for index in range(20)]

    timing = summed_up(list(moving(times_s)))

    assert timing.longest_gap_s == pytest.approx(2.0 - 0.76)
    assert not timing.regular


def test_frames_that_do_not_advance_are_left_out_and_counted() -> None:
    times_s = [index / 25 for index in range(40)]
    times_s[10] = times_s[9]
    times_s[20] = times_s[18]

    timeline = Timeline()
    kept = [frame.pts_s for frame in timeline.follow(moving(times_s))]

    assert kept == sorted(set(kept))
    assert timeline.summary().out_of_order_count == 2


def test_a_clip_whose_clock_stands_is_unusable() -> None:
    with pytest.raises(TimelineUnusable, match="do not advance"):
        summed_up(list(moving([0.0] * 20)))


def test_a_damaged_file_shows_in_the_decoded_share() -> None:
    timing = summed_up(list(moving([index / 25 for index in range(87)])), declared=500)

    assert timing.decoded_share == pytest.approx(0.174)
