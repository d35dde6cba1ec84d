"""Collects what became of the tests that prove promises, and writes the table of them."""

import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from pathlib import Path

import pytest

from tests.survival.promises import Promise, files_naming, promises

HEAD = """# What it survives

Written by `make drills`, which runs every test that holds the service to one of these promises,
with real processes and servers. "Tests" counts those that were run, and "seconds" are their own,
added up; they ran side by side on a machine of two cores. `make drills PROMISE=R1` runs the tests
of one promise and writes nothing; `make drills ONLY=tests/survival/test_full_disk.py` renews what
those tests say here.

| id | what must stand | outcome | tests | seconds | in |
|---|---|---|---|---|---|
"""


def proven_by(item: pytest.Item) -> Iterator[str]:
    """The ids of the promises a test holds the service to, each once."""
    yield from dict.fromkeys(name for mark in item.iter_markers("proves") for name in mark.args)


@dataclass(slots=True)
class Outcome:
    """What became of one promise's tests."""

    ended: dict[str, str] = field(default_factory=dict)  # by test: passed, failed, skipped
    took_s: dict[str, float] = field(default_factory=dict)  # by test

    def add(self, report: pytest.TestReport) -> None:
        """Count one phase of one test: the worst of a test's phases is what became of it."""
        test = report.nodeid
        if report.when == "setup":  # what an earlier run had to say of it is over
            self.ended.pop(test, None)
            self.took_s.pop(test, None)
        self.took_s[test] = self.took_s.get(test, 0.0) + report.duration
        if report.when == "call" or report.outcome != "passed":
            worst = self.ended.get(test)
            self.ended[test] = "failed" if worst == "failed" else report.outcome

    @property
    def word(self) -> str:
        """What the table says of it."""
        for word in ("failed", "skipped"):
            count = sum(ended == word for ended in self.ended.values())
            if count:
                return word if count == len(self.ended) else f"{count} {word}"
        return "holds" if self.ended else ""


@dataclass(slots=True, eq=False)
class OutcomeTable:
    """A pytest plugin that writes the table when all tests have run.

    What they said is left in `kept`, so that a later run of some of them can be added to it.
    """

    path: Path
    kept: Path
    outcomes: dict[str, Outcome] = field(default_factory=dict)

    def go_on(self) -> None:
        """Begin with what the run before left."""
        if self.kept.exists():
            told = json.loads(self.kept.read_text())
            self.outcomes = {name: Outcome(**fields) for name, fields in told.items()}

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        for name, value in report.user_properties:
            if name == "proves":
                self.outcomes.setdefault(str(value), Outcome()).add(report)

    def pytest_sessionfinish(self) -> None:
        told = {name: asdict(outcome) for name, outcome in self.outcomes.items()}
        self.kept.write_text(json.dumps(told))
        rows = (
            row(name, promise, self.outcomes.get(name, Outcome()))
            for name, promise in promises().items()
        )
        self.path.write_text(HEAD + "\n".join(rows) + "\n")


def row(name: str, promise: Promise, outcome: Outcome) -> str:
    """One line of the table."""
    must = f"{promise.must} *{promise.here}*" if promise.here else promise.must
    files = "<br>".join(f"`{path}`" for path in files_naming().get(name, ()))
    unproven = "by hand" if promise.here else "**no test**"
    word = outcome.word or ("not run this time" if files else unproven)
    seconds = f"{sum(outcome.took_s.values()):.0f}"
    cells = (name, must, word, str(len(outcome.ended)), seconds, files)
    return f"| {' | '.join(cells)} |"
