"""What a step writes on its way is gone with it, and after a dead worker with the next one."""

import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from tests.workers.bench import ROOT
from workers.passing_files import passing_folder, remove_left_behind

KILLED_WITH_PICTURES = """
import os, signal
from workers.passing_files import passing_folder
with passing_folder() as folder:
    (folder / "still.png").write_bytes(b"a face")
    os.kill(os.getpid(), signal.SIGKILL)
"""


@pytest.fixture
def passing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    return tmp_path


def test_the_folder_goes_with_its_step(passing: Path) -> None:
    with passing_folder() as folder:
        (folder / "still.png").write_bytes(b"a face")
        assert list(passing.iterdir()) == [folder]
    assert not list(passing.iterdir())


@pytest.mark.proves("R4")
def test_what_a_killed_worker_left_is_removed_by_the_next(passing: Path) -> None:
    killed = [sys.executable, "-c", KILLED_WITH_PICTURES]
    subprocess.run(killed, cwd=ROOT, env={"TMPDIR": str(passing)}, check=False)
    assert len(list(passing.rglob("still.png"))) == 1

    assert remove_left_behind() == 1
    assert not list(passing.iterdir())


@pytest.mark.usefixtures("passing")
def test_what_is_worked_on_is_left_alone() -> None:
    with passing_folder() as folder:
        assert remove_left_behind() == 0
        assert folder.exists()
