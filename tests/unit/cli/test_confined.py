"""The child is a real one: what it may not do, it cannot, and the command says so."""

import os
import subprocess
import sys

import pytest

from accident_service.adapters.analysis_request import ChildLimits
from accident_service.adapters.child_process import CHILD_ENVIRONMENT
from accident_service.cli.confined import run_confined
from accident_service.cli.exit_codes import ExitCode

NEEDS_MUCH = """
import os
from accident_service.adapters.analysis_request import ChildLimits
from accident_service.cli.confined import confining_self
with confining_self(os.getppid(), ChildLimits(memory_bytes=300_000_000)):
    bytearray(2_000_000_000)
"""


def test_the_child_ends_as_the_command_would_and_says_the_same(
    capsys: pytest.CaptureFixture[str],
) -> None:
    with pytest.raises(SystemExit) as ended:
        run_confined(("camera", "calibrate", "--out", "nowhere"))

    assert ended.value.code == ExitCode.BAD_INPUT
    assert "--survey with --image" in capsys.readouterr().err


def test_a_child_that_does_not_end_is_ended(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        run_confined(("--help",), ChildLimits(wall_s=0.001))

    assert ended.value.code == ExitCode.UNREADABLE
    assert "took longer" in capsys.readouterr().err


def test_a_file_that_needs_too_much_memory_is_told() -> None:
    done = subprocess.run(
        (sys.executable, "-c", NEEDS_MUCH),
        capture_output=True,
        text=True,
        check=False,
        env=CHILD_ENVIRONMENT | {"PYTHONPATH": os.pathsep.join(sys.path)},
    )

    assert done.returncode == ExitCode.UNREADABLE, done.stderr
    assert "more memory" in done.stderr
