"""Runs are kept, changed and found by state, on every ledger alike."""

from dataclasses import replace
from datetime import timedelta

import pytest

from accident_service.casefile.retention_run import RunState, approved_run, proposed_run
from accident_service.casework.ports import Ledger
from accident_service.errors import NotFound
from accident_service.quantities.identifiers import OfficerId
from tests.fakes import examples
from tests.unit.casefile.test_retention_run import REASON, run_case

CHIEF = examples.officer()
SECOND = replace(CHIEF, id=OfficerId("officer-2"))


def test_runs_are_kept_and_found_by_state(ledger: Ledger) -> None:
    older = proposed_run("run-1", (run_case("case-1"),), REASON, by=CHIEF, at=examples.NOON)
    later_at = examples.NOON + timedelta(hours=1)
    newer = proposed_run("run-2", (run_case("case-2"),), REASON, by=CHIEF, at=later_at)
    approved = approved_run(older, by=SECOND, at=later_at)
    with ledger.transaction() as work:
        work.retention_runs.keep(older)
        work.retention_runs.keep(newer)
        work.retention_runs.keep(approved)
    with ledger.reading() as work:
        assert work.retention_runs.run("run-1") == approved
        assert work.retention_runs.runs(limit=9) == (newer, approved)
        assert work.retention_runs.runs(RunState.PROPOSED, limit=9) == (newer,)
        assert work.retention_runs.runs(limit=1) == (newer,)
        with pytest.raises(NotFound):
            work.retention_runs.run("run-3")
