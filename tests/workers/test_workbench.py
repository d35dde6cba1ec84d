"""The real wiring on real files: what a worker does with a city's folders."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from itertools import chain
from pathlib import Path

import pytest

from accident_service.adapters.analyst import original_of
from accident_service.adapters.database.ledger import SqlLedger
from accident_service.casefile.case import Case
from accident_service.casefile.stage import Stage
from accident_service.casework.casework import Casework
from accident_service.casework.ports import Step
from accident_service.casework.queues import Queue
from accident_service.errors import NotFound
from accident_service.quantities.identifiers import AttemptId
from accident_service.settings import Settings
from accident_service.web.service import casework as casework_behind
from accident_service.wiring import (
    Workbench,
    open_blobs,
    open_casework,
    open_ringing,
    open_workbench,
    prepare,
    web_app,
)
from tests.adapters.site_folder import write_site
from tests.engines import PRODUCTION
from tests.fakes.examples import report
from workers.jobs import carry_out

# The embedded ones, or what the run is told; and those of production in every run.
ON_EITHER = pytest.mark.parametrize("engines_of_run", ["as told", PRODUCTION], indirect=True)


@pytest.fixture
def settings(tmp_path: Path, engines_of_run: dict[str, str]) -> Settings:
    found = Settings.from_environment({"ACCIDENT_SERVICE_DATA_DIR": str(tmp_path)} | engines_of_run)
    prepare(found)
    write_site(found.sites_dir / "demo-junction")
    return found


@contextmanager
def casework_of(settings: Settings) -> Iterator[Casework]:
    """The doors' casework, whose connections end with it, as they do with a web process."""
    casework = open_casework(settings)
    yield casework
    close(casework)


def close(casework: Casework) -> None:
    assert isinstance(casework.ledger, SqlLedger)
    casework.ledger.engines.close()


def file_a_report(settings: Settings) -> Case:
    """A fresh report, so that its recording has not been overwritten yet."""
    with casework_of(settings) as casework:
        occurred_at = casework.clock.now().replace(microsecond=0) - timedelta(minutes=10)
        told = replace(report(), occurred_at=occurred_at, time_doubt_s=5.0)
        return casework.file_report(told)


def record(settings: Settings, case: Case) -> None:
    folder = settings.data_dir / "recordings" / "north-mast"
    folder.mkdir(parents=True)
    start = case.report.occurred_at - timedelta(seconds=30)
    (folder / f"{start:%Y%m%dT%H%M%SZ}_60s.mp4").write_bytes(b"as recorded")


def work_off(settings: Settings, *, turns: int) -> None:
    """Carry out what the outbox announces, as a worker would, bell by bell."""
    ringing = open_ringing(settings)
    outbox, clock = ringing.outbox, ringing.clock
    for _ in range(turns):
        now_at = clock.now()
        for bell in tuple(chain.from_iterable(outbox.due(one, now_at, 10) for one in Queue)):
            with workbench_of(settings) as bench:
                carry_out(bench, bell.attempt)
            outbox.mark_sent(bell.attempt, clock.now())
    outbox.engines.close()


@contextmanager
def workbench_of(settings: Settings) -> Iterator[Workbench]:
    """What a job works with, for as long as its process would live."""
    bench = open_workbench(settings)
    try:
        yield bench
    finally:
        bench.attempts.engines.close()


def now_known_of(settings: Settings, case: Case) -> Case:
    with casework_of(settings) as casework, casework.ledger.reading() as unit:
        return unit.cases.load(case.id)


@ON_EITHER
def test_a_report_becomes_a_sealed_clip(settings: Settings) -> None:
    case = file_a_report(settings)
    record(settings, case)

    work_off(settings, turns=2)

    known = now_known_of(settings, case)
    assert known.stage is Stage.CLIPS_FETCHED
    (clip,) = known.clips
    assert clip.from_at == case.report.occurred_at - timedelta(seconds=30)
    assert open_blobs(settings).open(original_of(clip)) == b"as recorded"
    assert settings.blob_folder.exists() != bool(settings.blob_store)


def test_a_place_nobody_recorded_goes_to_an_officer_with_the_reason(settings: Settings) -> None:
    case = file_a_report(settings)
    (settings.data_dir / "recordings").mkdir()

    work_off(settings, turns=2)

    known = now_known_of(settings, case)
    assert known.stage is Stage.NEEDS_OFFICER
    assert known.evidence_gap == "no-footage"
    assert "north-mast" in known.evidence_gap_detail


def test_a_recordings_share_that_is_away_is_tried_again_later(settings: Settings) -> None:
    case = file_a_report(settings)

    work_off(settings, turns=3)

    with casework_of(settings) as casework, casework.ledger.reading() as unit:
        progress = {entry.step: entry for entry in unit.steps.progress(case.id)}
    assert progress[Step.FETCH_CLIPS].state == "waiting"
    assert progress[Step.FETCH_CLIPS].attempts == 2
    assert "recordings" in progress[Step.FETCH_CLIPS].failure


def test_a_bell_for_an_attempt_the_ledger_does_not_know_is_refused(settings: Settings) -> None:
    with (
        workbench_of(settings) as bench,
        pytest.raises(NotFound, match="knows no attempt attempt-forged"),
    ):
        carry_out(bench, AttemptId("attempt-forged"))


def test_a_web_process_gets_both_doors(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in settings.environment_for_children().items():
        monkeypatch.setenv(name, value)

    app = web_app()
    with app.app_context():
        casework = casework_behind()

    assert app.test_client().get("/healthz").status_code == 200
    assert app.config["SECRET_KEY"] == (settings.key_folder / "session.key").read_bytes().hex()
    close(casework)
