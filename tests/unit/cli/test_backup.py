"""The commands that keep a service once more and bring it back, on a folder of their own."""

import shutil
from fcntl import LOCK_EX, flock
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from accident_service.cli import main


def run(data_dir: Path, *arguments: str) -> Result:
    told = {"ACCIDENT_SERVICE_DATA_DIR": str(data_dir)}
    return CliRunner().invoke(main, arguments, env=told)


@pytest.fixture(scope="module")
def made_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A service's folder, and beside it a backup of it."""
    folder = tmp_path_factory.mktemp("made")
    for arguments in (["migrate"], ["evidence", "anchor"], ["backup", str(folder / "kept")]):
        done = run(folder / "data", *arguments)
        assert done.exit_code == 0, done.output
    return folder


@pytest.fixture
def folder(tmp_path: Path, made_once: Path) -> Path:
    return shutil.copytree(made_once, tmp_path / "here")


def test_it_says_what_was_taken_and_that_one_disk_is_not_two(folder: Path) -> None:
    told = run(folder / "data", "backup", str(folder / "more"), "--keep", "1", "--without-keys")
    assert told.exit_code == 0
    for words in ("ledger ", "blobs ", "keys      NOT copied", "manifest  sha256", "same disk"):
        assert words in told.output
    (backup,) = (folder / "more").glob("*Z")
    assert not list(backup.rglob("*.key"))


def test_a_restore_that_is_refused_leaves_the_ledger_where_it_was(folder: Path) -> None:
    data = folder / "data"
    (key,) = (data / "keys").glob("personal-data.key")
    right = key.read_bytes()
    key.write_bytes(right.replace(b"2026", b"2025"))
    refused = run(data, "restore", str(folder / "kept"), "--set-aside")
    assert (refused.exit_code, "another key" in refused.output) == (2, True)
    assert (data / "ledger.sqlite3").exists()
    assert not list(data.glob("*before-restore*"))

    key.write_bytes(right)
    done = run(data, "restore", str(folder / "kept"), "--set-aside")
    assert done.exit_code == 0, done.output
    assert len(list(data.glob("ledger.sqlite3.before-restore-*Z"))) == 1
    whole = run(data, "reconcile", "--backups", str(folder / "kept"))
    assert (whole.exit_code, "whole" in whole.output) == (0, True)


def test_a_running_service_is_not_restored(folder: Path) -> None:
    with (folder / "data/service.lock").open("w") as lock:
        flock(lock, LOCK_EX)
        refused = run(folder / "data", "restore", str(folder / "kept"), "--set-aside")
    assert (refused.exit_code, "a service runs on" in refused.output) == (2, True)


def test_where_there_is_no_service_or_backup_it_is_said(folder: Path, tmp_path: Path) -> None:
    nowhere = tmp_path / "nowhere"
    assert "no service" in run(nowhere, "backup", str(tmp_path / "b")).output
    empty = tmp_path / "empty"
    empty.mkdir()
    assert "no finished backup" in run(folder / "data", "restore", str(empty)).output
    asked = run(folder / "data", "reconcile", "--backups", str(empty))
    assert (asked.exit_code, "no finished backup" in asked.output) == (2, True)


def test_one_after_the_other_is_made_until_it_is_stopped(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    waited: list[float] = []

    def pass_by(seconds: float) -> None:
        waited.append(seconds)
        if len(waited) == 1:  # then somebody takes the ledger away
            (folder / "data/ledger.sqlite3").rename(folder / "data/elsewhere")
        elif len(waited) == 2:
            raise KeyboardInterrupt

    monkeypatch.setattr("accident_service.cli.backup.time.sleep", pass_by)
    told = run(folder / "data", "backup", str(folder / "hourly"), "--every-minutes", "60")

    assert waited == [3600, 60]
    assert len(list((folder / "hourly").glob("*Z"))) == 1
    assert "no service" in told.output
