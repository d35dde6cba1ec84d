"""The child limits itself before it touches a clip, and does not outlive its parent."""

import json
import os
import select
import signal
import subprocess
import sys
from pathlib import Path

import pytest

import accident_service
from accident_service.adapters.analysis_request import AnalysisRequest, ChildLimits
from accident_service.adapters.analysis_runner import CHILD_COMMAND, AnalysisRunner
from accident_service.errors import ClipUnreadable

BOUND_CHILD = """
import os, signal, sys
from accident_service.adapters.process_ties import die_with
die_with(int(sys.argv[1]))
print(os.getpid(), flush=True)
signal.pause()
"""
PARENT = """
import os, subprocess, sys
subprocess.run([sys.executable, "-c", sys.argv[1], str(os.getpid())])
"""
LIMITED = """
import sys
from accident_service.adapters.child_manners import limit_self
from accident_service.adapters.analysis_request import ChildLimits
limit_self(ChildLimits(**{sys.argv[1]: int(sys.argv[2])}))
"""


def limited(name: str, value: int, then: str) -> "subprocess.CompletedProcess[str]":
    """Run a line of Python under one limit."""
    return subprocess.run(
        [sys.executable, "-c", LIMITED + then, name, str(value)],
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.proves("R12")
def test_memory_has_an_end() -> None:
    ended = limited("memory_bytes", 500 * 2**20, "bytearray(2**30)")

    assert "MemoryError" in ended.stderr


@pytest.mark.proves("R12")
def test_processor_time_has_an_end() -> None:
    ended = limited("cpu_s", 1, "\nwhile True: pass")

    assert ended.returncode == -signal.SIGXCPU


def test_a_file_has_a_largest_size(tmp_path: Path) -> None:
    path = tmp_path / "large"
    ended = limited("file_bytes", 4096, f"open({str(path)!r}, 'wb').write(bytes(100_000))")

    assert ended.returncode != 0
    assert path.stat().st_size <= 4096


def test_open_files_have_a_number() -> None:
    ended = limited("open_files", 20, "kept = [open('/dev/null') for _ in range(40)]")

    assert "Too many open files" in ended.stderr


def test_a_child_goes_with_a_parent_that_is_killed() -> None:
    with subprocess.Popen(
        [sys.executable, "-c", PARENT, BOUND_CHILD], stdout=subprocess.PIPE, text=True
    ) as parent:
        assert parent.stdout is not None
        child = os.pidfd_open(int(parent.stdout.readline()))
        parent.kill()

        gone, _, _ = select.select([child], [], [], 10.0)
        os.close(child)

    assert gone


def test_a_child_whose_parent_is_gone_already_does_nothing() -> None:
    ended = subprocess.run(
        [sys.executable, "-c", BOUND_CHILD, "1"], capture_output=True, text=True, check=False
    )

    assert ended.returncode != 0
    assert "the parent is gone" in ended.stderr


def test_a_child_answers_in_lines_and_tells_why_it_failed(tmp_path: Path) -> None:
    request = AnalysisRequest(
        clip=tmp_path / "nothing.mp4",
        scene=None,
        result=tmp_path / "result.json",
        exhibits=None,
        parent_pid=os.getpid(),
        child_limits=ChildLimits(),
    )
    (tmp_path / "request.json").write_text(request.to_json())

    ended = subprocess.run(
        [*CHILD_COMMAND, str(tmp_path / "request.json")],
        capture_output=True,
        text=True,
        check=False,
    )

    assert ended.returncode == 3, ended.stderr
    told = json.loads(ended.stdout.splitlines()[-1])
    assert told["failed"]["verdict"] == "missing"
    assert not request.result.exists()


@pytest.mark.parametrize("chatter", ["print('from a library')", "import os; os.write(1, b'raw')"])
def test_a_librarys_chatter_never_reaches_the_parents_ear(chatter: str) -> None:
    script = (
        "from accident_service.adapters.child_manners import private_output\n"
        "say = private_output()\n"
        f"{chatter}\n"
        "say({'progress': 1})\n"
    )
    ended = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    )

    assert ended.stdout == '{"progress": 1}\n'
    assert ended.stderr


def test_the_child_runs_the_code_of_its_parent(tmp_path: Path) -> None:
    """And not that of another copy that happens to be installed."""
    told = "import accident_service, pathlib, sys; pathlib.Path(sys.argv[1]).with_name('r')"
    told += ".write_text(accident_service.__file__)"
    runner = AnalysisRunner(command=(sys.executable, "-P", "-c", told))

    with pytest.raises(ClipUnreadable):
        runner.analyse(tmp_path / "c.mp4", None, tmp_path, exhibits=False, progress=print)

    assert Path((tmp_path / "r").read_text()) == Path(str(accident_service.__file__))
