"""V5: a car at 40 km/h is at 40 km/h, however its pictures were timed, or the doubt says so."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from accident_service.reconstruction.timing.rate import RateStanding
from tests.hostile.known_speed import KnownDrive, Shown, driven, measured, written
from tests.hostile.odd_makers import repacked

pytestmark = [pytest.mark.video, pytest.mark.proves("V5")]

# Of the moments at which the car is well in view; intervals hold 95 in a hundred.
HELD = 0.95
# Where a clock vouches for the pace the interval must also be of use.
USEFUL_MPS = 1.2


@pytest.fixture(scope="module")
def drive(tmp_path_factory: pytest.TempPathFactory) -> KnownDrive:
    return driven(tmp_path_factory.mktemp("drive"))


def as_recorded(shown: Shown) -> Shown:
    return shown


def with_frames_dropped(shown: Shown) -> Shown:
    dropped = np.random.default_rng(1).random(len(shown)) < 0.25
    return [one for one, gone in zip(shown, dropped, strict=True) if not gone]


def at_half_the_rate(shown: Shown) -> Shown:
    return shown[::2]


def with_a_third_repeated(shown: Shown) -> Shown:
    return _repeating(shown, np.random.default_rng(3).random(len(shown)) < 1 / 3)


def with_every_other_repeated(shown: Shown) -> Shown:
    return _repeating(shown, np.arange(len(shown)) % 2 == 1)


def converted_to_thirty(shown: Shown) -> Shown:
    count = int(len(shown) * 30 / 25) - 1
    return [(slot / 30, shown[slot * 25 // 30][1]) for slot in range(count)]


def _repeating(shown: Shown, repeated: np.ndarray) -> Shown:
    out: Shown = []
    for (pts_s, picture), again in zip(shown, repeated, strict=True):
        out.append((pts_s, out[-1][1] if again and out else picture))
    return out


@pytest.mark.parametrize(
    "timed",
    [
        as_recorded,
        with_frames_dropped,
        at_half_the_rate,
        with_a_third_repeated,
        with_every_other_repeated,
        converted_to_thirty,
    ],
)
def test_v5_the_speed_is_within_its_interval_however_frames_were_timed(
    timed: Callable[[Shown], Shown], drive: KnownDrive, tmp_path: Path
) -> None:
    found = measured(written(tmp_path / "clip.mp4", timed(drive.shown)), drive.scene)

    assert found.timing.rate.standing is RateStanding.BURNT_IN_CLOCK
    assert np.mean(found.misses <= 2.0) >= HELD
    assert found.doubt_mps < USEFUL_MPS


@pytest.mark.parametrize("pace", [0.5, 2.0])
def test_v5_a_lie_without_a_clock_is_doubted_until_the_truth_is_inside(
    pace: float, drive: KnownDrive, tmp_path: Path
) -> None:
    told = written(tmp_path / "told.mp4", drive.without_clock())

    found = measured(repacked(tmp_path / "lie.mp4", told, pace=pace), drive.scene)

    assert found.timing.rate.standing is not RateStanding.BURNT_IN_CLOCK
    assert np.mean(found.misses <= 2.0) >= HELD


def test_v5_a_lie_is_seen_by_the_clock_in_the_picture(drive: KnownDrive, tmp_path: Path) -> None:
    told = written(tmp_path / "told.mp4", drive.shown)

    found = measured(repacked(tmp_path / "lie.mp4", told, pace=2.0), drive.scene)

    assert found.timing.rate.standing is RateStanding.DISPUTED
    assert found.timing.rate.true_s_per_clip_s == pytest.approx(2.0, rel=0.03)
    assert np.mean(found.misses <= 2.0) >= HELD
