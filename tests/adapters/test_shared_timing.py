"""Clocks and repeats of reference recordings, where they are on this machine."""

import json
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path

import numpy as np
import pytest

from accident_service.adapters.clip_watching import Watched, watched
from accident_service.reconstruction.frames import CapturedFrames, GrayFrame
from accident_service.reconstruction.timing.clock.burnt_in_clock import ClockStanding
from accident_service.reconstruction.timing.rate import RateStanding

SHARED = Path("/work/shared")
pytestmark = [
    pytest.mark.video,
    pytest.mark.skipif(not SHARED.exists(), reason="the reference recordings are not here"),
]


def watch(clip: Path) -> Watched[list[float]]:
    def times_of(frames: Iterable[GrayFrame]) -> list[float]:
        assert isinstance(frames, CapturedFrames)
        borne_s = np.array([frame.pts_s for frame in frames])
        return [float(at_s) for at_s in frames.capture_times_s(borne_s)]

    return watched(clip, times_of)


@pytest.mark.parametrize("name", ["P05_reversing", "P06_roundabout_entry", "P08_negative_traffic"])
def test_a_rendered_recorders_clock_is_read_to_within_a_picture(name: str) -> None:
    scene = json.loads((SHARED / f"clips/{name}.scene.json").read_text())
    starts = datetime.fromisoformat(scene["osd_start"])
    starts_s = starts.hour * 3600 + starts.minute * 60 + starts.second + starts.microsecond / 1e6

    timing = watch(SHARED / f"clips/{name}.mp4").timing

    assert timing.rate.standing is RateStanding.BURNT_IN_CLOCK
    assert timing.clock.standing is ClockStanding.READ
    assert timing.clock.at_start_s is not None
    assert timing.clock.at_start_s.value == pytest.approx(starts_s, abs=timing.median_interval_s)
    assert timing.duplicate_count == 0


def test_a_street_recording_converted_from_25_to_30_is_seen_through() -> None:
    seen = watch(SHARED / "real/clips/minor_contact_van_sedan_dusk_1080p.mp4")

    assert seen.timing.duplicate_count == 19  # every sixth; the clip's first has none before it
    assert np.diff(seen.found[12:-12]) == pytest.approx(0.04, abs=0.0015)
    assert seen.timing.clock.standing is ClockStanding.NONE
    assert seen.timing.rate.standing is RateStanding.UNCONFIRMED


def test_a_small_dated_overlay_of_a_chinese_road_camera_is_read() -> None:
    timing = watch(SHARED / "real/clips/multilane_overhead_china_360p.mp4").timing

    assert timing.clock.at_start_s is not None
    assert timing.clock.at_start_s.value == pytest.approx(12 * 3600 + 21 * 60 + 25.3, abs=0.1)
    assert timing.duplicate_count == 0
