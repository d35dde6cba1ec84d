"""Every promise has a test that names it, and the table says what became of them."""

import shlex
import subprocess
import sys
from pathlib import Path
from typing import Literal

import pytest

from tests.survival.promises import Promise, files_naming, promises
from tests.survival.table import Outcome, OutcomeTable, row

Ended = Literal["passed", "failed", "skipped"]
Phase = Literal["setup", "call", "teardown"]
ROOT = Path(__file__).parents[2]
PHASES: tuple[Phase, ...] = ("setup", "call", "teardown")


@pytest.fixture(scope="module")
def named() -> frozenset[str]:
    return frozenset(files_naming())


def test_every_promise_has_a_test_or_is_listed_as_open(named: frozenset[str]) -> None:
    missing = [name for name, promise in promises().items() if not promise.open]
    assert not set(missing) - named


def test_no_mark_names_a_promise_nobody_made(named: frozenset[str]) -> None:
    assert named <= set(promises())


def report(
    test: str, outcome: Ended, when: Phase = "call", *, promise: str = "R1"
) -> pytest.TestReport:
    return pytest.TestReport(
        nodeid=test,
        location=("", 0, ""),
        keywords={},
        outcome=outcome,
        longrepr=None,
        when=when,
        user_properties=[("proves", promise)],
        duration=0.5,
    )


@pytest.mark.parametrize(
    ("outcomes", "word"),
    [
        ((), ""),
        ((("a::x", "passed"), ("b::y", "passed")), "holds"),
        ((("a::x", "passed"), ("b::y", "failed")), "1 failed"),
        ((("a::x", "failed"),), "failed"),
        ((("a::x", "skipped"),), "skipped"),
        ((("a::x", "skipped"), ("b::y", "passed")), "1 skipped"),
    ],
)
def test_one_failure_among_many_is_not_hidden(
    outcomes: tuple[tuple[str, Ended], ...], word: str
) -> None:
    outcome = Outcome()
    for test, ended in outcomes:
        outcome.add(report(test, ended))
    assert outcome.word == word


def test_a_test_that_could_not_be_cleared_away_has_failed() -> None:
    outcome = Outcome()
    outcome.add(report("a::x", "passed"))
    outcome.add(report("a::x", "failed", "teardown"))
    assert outcome.word == "failed"


def test_the_table_has_every_promise_in_the_lists_order(tmp_path: Path) -> None:
    table = OutcomeTable(tmp_path / "table.md", tmp_path / "kept.json")
    table.pytest_runtest_logreport(report("tests/a.py::x", "passed", promise="E3"))
    table.pytest_sessionfinish()

    rows = [line for line in table.path.read_text().splitlines() if line.startswith("| ")][1:]
    assert [line.split(" | ")[0].strip("| ") for line in rows] == list(promises())
    assert "| holds | 1 | 0 | `tests/" in rows[list(promises()).index("E3")]
    assert "| not run this time | 0 | 0 | `tests/" in rows[list(promises()).index("E5")]


def test_a_later_run_replaces_what_its_tests_said_and_leaves_the_others(tmp_path: Path) -> None:
    paths = tmp_path / "table.md", tmp_path / "kept.json"
    first, later = OutcomeTable(*paths), OutcomeTable(*paths)
    for test in ("a::x", "b::y"):
        first.pytest_runtest_logreport(report(test, "failed"))
    first.pytest_sessionfinish()
    later.go_on()
    for when in PHASES:
        later.pytest_runtest_logreport(report("a::x", "passed", when))

    assert later.outcomes["R1"].ended == {"a::x": "passed", "b::y": "failed"}


def test_what_one_machine_cannot_show_is_said() -> None:
    line = row("R0", Promise("It stands.", here="Not the moon."), Outcome())
    assert "It stands. *Not the moon.*" in line


@pytest.mark.parametrize("asked", [(), ("ONLY=tests/survival/test_full_disk.py",)])
def test_the_command_that_writes_the_table_finds_what_it_is_made_of(asked: tuple[str, ...]) -> None:
    """A path among the options can keep pytest from the folder that defines them."""
    shown = _said("make", "--dry-run", "drills", *asked)
    (command,) = (line for line in shown.splitlines() if "pytest" in line)
    words = shlex.split(command)
    assert "--promises-table=" in command
    assert "--promises-table=FILE" in _said(sys.executable, *words[2:], "--help")


def _said(*command: str) -> str:
    return subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout
