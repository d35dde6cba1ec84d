"""Steps in trouble from the command line: listed, tried now, given up, each on record."""

from datetime import timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from accident_service.adapters.clock import SystemClock
from accident_service.adapters.database.ledger import SqlLedger
from accident_service.casework.ports import Step
from accident_service.cli import main
from tests.fakes import examples
from tests.keys import keep_key, open_engines, upgrade

CASE = examples.case_with_clip_requests("1")


@pytest.fixture
def data_dir(tmp_path: Path) -> Path:
    url = f"sqlite:///{tmp_path / 'ledger.sqlite3'}"
    upgrade(url)
    keep_key(tmp_path)
    engines = open_engines(url)
    ledger = SqlLedger(engines=engines, clock=SystemClock())
    with ledger.transaction() as work:
        work.cases.add(CASE)
        long_ago = ledger.clock.now() - timedelta(hours=1)
        work.steps.add_attempt(CASE.id, Step.FETCH_CLIPS, not_before=long_ago)
    engines.close()
    return tmp_path


def run(data_dir: Path, *arguments: str) -> Result:
    return CliRunner().invoke(
        main, ["steps", *arguments], env={"ACCIDENT_SERVICE_DATA_DIR": str(data_dir)}
    )


def test_a_step_is_listed_tried_and_given_up(data_dir: Path) -> None:
    listed = run(data_dir, "list", "--trouble", "waiting-long")
    assert listed.exit_code == 0, listed.output
    line, count = listed.output.splitlines()
    assert (line.split()[1:4], count) == ([CASE.id, "fetch-clips", "waiting-long"], "1 step")
    attempt = line.split()[0]

    assert run(data_dir, "retry", attempt).output == f"case {CASE.id}: asked for\n"
    refused = run(data_dir, "give-up", attempt, "--reason", " ")
    assert (refused.exit_code, "at least 4" in refused.output) == (2, True)
    done = run(data_dir, "give-up", attempt, "--reason", "the recorder is broken")
    assert done.output == f"case {CASE.id}: given up\n"
    assert "given-up-by-hand" in run(data_dir, "list").output
    assert run(data_dir, "list", "--step", "propose").output == "0 steps\n"
    assert run(data_dir, "retry", "attempt-nobody-made").exit_code == 2
