"""Whatever becomes of the child, the parent lives and knows what happened."""

import os
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from accident_service.adapters.analysis_request import AnalysisRequest, ChildLimits
from accident_service.adapters.analysis_runner import AnalysisOutcome, AnalysisRunner
from accident_service.adapters.clip_probe import ClipLimits
from accident_service.adapters.clip_verdicts import ClipVerdict
from accident_service.errors import (
    AccidentServiceError,
    CalibrationUnreliable,
    ClipUnreadable,
    InvalidSite,
    TimelineUnusable,
)

MISBEHAVING = (sys.executable, str(Path(__file__).with_name("misbehaving_child.py")))


def ignore(_share_done: float) -> None:
    """Nobody watches."""


def run(
    deed: str,
    folder: Path,
    *,
    wall_s: float = 20.0,
    scene: str | None = None,
    progress: Callable[[float], None] = ignore,
) -> AnalysisOutcome:
    runner = AnalysisRunner(ChildLimits(wall_s=wall_s), ClipLimits(), MISBEHAVING)
    return runner.analyse(
        folder / f"{deed}.mp4",
        folder / f"{scene}.json" if scene else None,
        folder / "out",
        exhibits=False,
        progress=progress,
    )


def children_of_this_process() -> set[str]:
    """Processes whose parent is this one, zombies included."""
    found = set()
    for status in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = status.read_text().rsplit(")", 1)[1].split()
        except FileNotFoundError:
            continue
        if int(fields[1]) == os.getpid():
            found.add(status.parent.name)
    return found


@pytest.mark.proves("R12")
@pytest.mark.parametrize(
    ("deed", "verdict", "said"),
    [
        ("segfault", ClipVerdict.READER_DIED, r"signal 11 \(SIGSEGV\)"),
        ("abort", ClipVerdict.READER_DIED, r"signal 6 \(SIGABRT\)"),
        ("half-a-line", ClipVerdict.READER_DIED, "signal 6"),
        ("exit", ClipVerdict.READER_FAILED, "failed with 7"),
        ("traceback", ClipVerdict.READER_FAILED, "the reader's own words"),
        ("no-result", ClipVerdict.READER_FAILED, "without a result"),
    ],
)
def test_the_ways_a_reader_dies_are_verdicts(
    deed: str, verdict: ClipVerdict, said: str, tmp_path: Path
) -> None:
    before = children_of_this_process()
    with pytest.raises(ClipUnreadable, match=said) as refusal:
        run(deed, tmp_path)

    assert refusal.value.verdict == verdict
    assert children_of_this_process() <= before


@pytest.mark.proves("R12", "R13")
@pytest.mark.parametrize("deed", ["hang", "hang-silently"])
def test_a_reader_that_hangs_is_ended_with_everything_it_started(deed: str, tmp_path: Path) -> None:
    before = children_of_this_process()
    with pytest.raises(ClipUnreadable) as refusal:
        run(deed, tmp_path, wall_s=1.5)

    assert refusal.value.verdict == ClipVerdict.READER_TIMED_OUT
    assert children_of_this_process() <= before


@pytest.mark.parametrize(
    "family", [ClipUnreadable, InvalidSite, CalibrationUnreliable, TimelineUnusable]
)
def test_what_the_child_tells_arrives_as_the_error_it_is(
    family: type[AccidentServiceError], tmp_path: Path
) -> None:
    with pytest.raises(family, match="as told") as told:
        run("told", tmp_path, scene=family.code)

    if isinstance(told.value, ClipUnreadable):
        assert told.value.verdict == ClipVerdict.EMPTY


def test_a_good_child_gives_its_result_and_its_progress(tmp_path: Path) -> None:
    seen: list[float] = []

    outcome = run("good", tmp_path, progress=seen.append)

    assert outcome.result["ok"] == 1
    assert outcome.result_path == tmp_path / "out" / "result.json"
    assert seen == [0.25]


def test_an_older_result_is_never_taken_for_this_ones(tmp_path: Path) -> None:
    run("good", tmp_path)

    with pytest.raises(ClipUnreadable, match="without a result"):
        run("no-result", tmp_path)


def test_when_the_watcher_gives_up_the_child_goes_too(tmp_path: Path) -> None:
    before = children_of_this_process()

    def lost_the_lease(_share_done: float) -> None:
        raise TimelineUnusable("someone else does this now")

    with pytest.raises(TimelineUnusable, match="someone else"):
        run("hang", tmp_path, progress=lost_the_lease)

    assert children_of_this_process() <= before


def test_a_request_is_the_same_on_both_sides(tmp_path: Path) -> None:
    request = AnalysisRequest(
        clip=tmp_path / "a.mp4",
        scene=None,
        result=tmp_path / "r.json",
        exhibits=tmp_path,
        parent_pid=1,
        child_limits=ChildLimits(cpu_s=5),
        clip_limits=ClipLimits(frame_count=7),
    )

    assert AnalysisRequest.from_json(request.to_json()) == request
