"""A ledger restored to an hour ago beside evidence that is newer: told both ways, and going on."""

import hashlib
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from accident_service.adapters.database.ledger_heads import SqlLedgerHeads
from accident_service.adapters.papers.paper import canonical
from accident_service.adapters.signing import TYPE
from accident_service.casework.queues import Queue
from accident_service.casework.sign_head import SignHead
from accident_service.cli import main
from accident_service.quantities.identifiers import UnitId
from accident_service.wiring.blobs import open_blobs, open_kept_blobs
from accident_service.wiring.evidence import unit_seal
from tests.adapters.database.postgres import empty_database
from tests.engines import PRODUCTION
from tests.fakes.examples import case_with_clip_requests, sealed_clip
from tests.workers.bench import Bench, assert_done_exactly_once
from tests.workers.rig import carry_out_rigged

RECORDING = b"a recording"
ISSUED = "2203020001-2026-000007"
LOST = hashlib.sha256(RECORDING).hexdigest()
DATABASE_URL = "ACCIDENT_SERVICE_DATABASE_URL"
pytestmark = [
    pytest.mark.redis,
    pytest.mark.proves("R18"),
    pytest.mark.parametrize(
        "engines_of_run",
        ["as told", pytest.param(PRODUCTION, marks=pytest.mark.drill)],
        indirect=True,
    ),
]


def command(bench: Bench, *arguments: str, **changed: str) -> Result:
    return CliRunner().invoke(main, arguments, env=bench.environment | changed)


def add_case_with_bytes(bench: Bench) -> None:
    """A case that waits for nothing, and whose recording is really kept."""
    blob = open_blobs(bench.settings).put_bytes(RECORDING, "video/mp4")
    clip = replace(sealed_clip(), sha256=blob.sha256, size_bytes=blob.size_bytes)
    with bench.ledger.transaction() as work:
        work.cases.add(case_with_clip_requests("2").with_clips((clip,)))


def everything_kept(bench: Bench) -> dict[str, int]:
    return {one.sha256: one.size_bytes for one in open_kept_blobs(bench.settings).every()}


def empty_place(bench: Bench) -> tuple[dict[str, str], list[str]]:
    """Settings and options with which a restore finds room for the ledger."""
    if not bench.settings.database_url:
        return {}, ["--set-aside"]
    return {DATABASE_URL: empty_database(bench.settings.database_url)}, []


@pytest.fixture
def restored(served: Bench, engines_of_run: dict[str, str], tmp_path: Path) -> Iterator[Bench]:
    """The bench on the ledger of a backup, in which a case still waited to be reconstructed."""
    case_id = served.add_case()
    add_case_with_bytes(served)
    made = command(served, "backup", str(tmp_path / "kept"))
    assert made.exit_code == 0, made.output
    (bell,) = served.outbox.due(Queue.RECONSTRUCT, served.ledger.clock.now(), limit=2)
    carry_out_rigged(served.settings, bell.attempt)
    assert served.is_reconstructed(case_id)
    heads = SqlLedgerHeads(served.ledger.engines)
    signed = SignHead(heads, unit_seal(served.settings), served.ledger.clock)()
    assert signed is not None
    (tmp_path / "head.jws").write_bytes(signed.signature)
    blobs = open_blobs(served.settings)
    blobs.put_bytes(b"%PDF-1.7 issued within that hour", "application/pdf")
    issued = canonical({"content": {"number": ISSUED}})
    blobs.put_bytes(unit_seal(served.settings).sealed(issued, TYPE), "application/json")
    blobs.remove(LOST)
    served.put_away()

    refused = command(served, "restore", str(tmp_path / "kept"))
    assert "nothing is written over" in refused.output
    assert refused.exit_code == 2
    kept = (tmp_path / "kept" / "blobs").rglob(LOST)
    next(kept).unlink()  # the same disk went for both
    changed, options = empty_place(served)
    told = command(served, "restore", str(tmp_path / "kept"), *options, **changed)
    assert told.exit_code == 5, told.output
    assert f"missing   {LOST}" in told.output
    later = Bench.set_up(served.settings.data_dir, **engines_of_run | changed)
    yield later
    later.put_away()


def test_what_each_lacks_of_the_other_is_named_and_left_and_the_case_goes_on(
    restored: Bench, tmp_path: Path
) -> None:
    before = everything_kept(restored)
    found = command(restored, "reconcile", "--head", str(tmp_path / "head.jws"))
    assert found.exit_code == 5
    lines = found.output.splitlines()
    assert f"missing   {LOST}  clip of BCDF0002" in lines
    assert any(line.startswith("unnamed") and "PDF" in line for line in lines)
    assert any("its end was cut off" in line for line in lines)
    assert any(line.startswith(f"number    {ISSUED}") for line in lines)
    assert everything_kept(restored) == before
    taken = command(restored, "reconcile", "--take-numbers")
    assert "never given out again" in taken.output
    with restored.ledger.transaction() as work:
        assert work.determinations.next_number(UnitId("2203020001"), 2026) == f"{ISSUED[:-1]}8"

    case_id = case_with_clip_requests().id
    with restored.worker():
        restored.until(lambda: restored.is_reconstructed(case_id))
    assert_done_exactly_once(restored, case_id, by_number=1)
