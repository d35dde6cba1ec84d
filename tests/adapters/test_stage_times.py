"""Time belongs to the innermost stage, and a profile survives the way through a file."""

import subprocess
import sys
import time

import pytest

from accident_service.adapters.stage_times import Profile, Spent, StageClocks
from accident_service.reconstruction.stages import Stage, stage, watched_by


def worked(cpu_s: float) -> None:
    """Keep the processor busy for this long."""
    until = time.thread_time() + cpu_s
    while time.thread_time() < until:
        pass


def test_the_work_inside_a_stage_is_not_counted_with_the_stage_around() -> None:
    clocks = StageClocks(time.monotonic())

    with watched_by(clocks), stage(Stage.FLOW):
        with stage(Stage.LABELS):
            worked(0.05)
        worked(0.01)

    assert clocks.spent[Stage.LABELS].cpu_s == pytest.approx(0.05, abs=0.01)
    assert clocks.spent[Stage.FLOW].cpu_s == pytest.approx(0.01, abs=0.005)
    assert clocks.spent[Stage.LABELS].wall_s >= clocks.spent[Stage.LABELS].cpu_s - 0.001


def test_a_profile_counts_from_when_it_was_asked_for_and_decoding_apart() -> None:
    clocks = StageClocks(time.monotonic() - 100.0)

    profile = clocks.profile(lambda: worked(0.02))

    assert profile.wall_s == pytest.approx(100.0, abs=5.0)
    assert profile.stages[Stage.START_UP].wall_s == pytest.approx(100.0, abs=5.0)
    assert profile.decoding_alone_s >= 0.02


def test_a_profile_reads_back_as_written() -> None:
    profile = Profile(
        stages={Stage.FLOW: Spent(2.0, 1.0)},
        wall_s=3.0,
        cpu_s=2.0,
        peak_mb=100.0,
        decoding_alone_s=0.5,
    )

    assert Profile.from_json(profile.to_json()) == profile


HOLDS_AND_GIVES_BACK = """
from accident_service.adapters.stage_times import peak_memory_mb
before_mb = peak_memory_mb()
held = bytearray(b"x") * (200 * 2**20)
del held
print(peak_memory_mb() - before_mb)
"""


def test_memory_that_was_held_is_seen_after_it_is_given_back() -> None:
    # In a program of its own: this one may have held more before.
    command = (sys.executable, "-c", HOLDS_AND_GIVES_BACK)
    said = subprocess.run(command, check=True, capture_output=True, text=True).stdout

    assert float(said) > 150.0
