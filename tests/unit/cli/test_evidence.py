"""`accident-service evidence …`, as an operator types it: sign, check, export, verify."""

import json
import sqlite3
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from accident_service.cli.evidence import evidence
from accident_service.cli.exit_codes import ExitCode
from accident_service.settings import Settings
from accident_service.wiring import open_blobs, open_ledger, prepare
from tests.fakes import examples
from tests.fakes.evidence import with_evidence

CODE = examples.proposed_case().tracking_code


@pytest.fixture(autouse=True)
def data_dir(service_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    anchors = tmp_path / "anchors.toml"
    anchors.write_text(f'copies = "{tmp_path}/heads.jsonl"\n')
    monkeypatch.setenv("ACCIDENT_SERVICE_ANCHORS", str(anchors))
    return service_folder


@pytest.fixture
def kept_case(data_dir: Path) -> str:
    """A proposed case with all its evidence, in a ledger and a store of its own."""
    settings = Settings.from_environment()
    assert settings.data_dir == data_dir
    prepare(settings)
    case = with_evidence(open_blobs(settings), examples.proposed_case())
    with open_ledger(settings).transaction() as work:
        work.cases.add(case)
    return case.tracking_code


def run(*arguments: str) -> Result:
    return CliRunner().invoke(evidence, arguments)


def test_a_ledger_is_signed_copied_and_checked(kept_case: str, tmp_path: Path) -> None:
    assert "nothing to sign" in run("anchor").output
    bundle = str(tmp_path / "court.zip")
    made = run("export", kept_case, "--for", "court", "--out", bundle)
    assert made.exit_code == ExitCode.DONE, made.output
    assert "0 by hash alone" in made.output
    assert "head 1 " in run("anchor").output
    (line,) = (tmp_path / "heads.jsonl").read_text().splitlines()
    assert json.loads(line)["sequence"] == 1
    assert "1 entries, 2 signed heads: whole" in run("check").output

    assert run("verify", bundle).exit_code == ExitCode.DONE
    wrong_key = run("verify", bundle, "--key", "another")
    assert wrong_key.exit_code == ExitCode.BROKEN
    assert run("verify", str(tmp_path / "heads.jsonl")).exit_code == ExitCode.BAD_INPUT


@pytest.mark.proves("E2")
def test_e2_a_ledger_cut_off_is_told_by_the_copy(
    kept_case: str, data_dir: Path, tmp_path: Path
) -> None:
    if not (data_dir / "ledger.sqlite3").exists():
        pytest.skip("the ledger's file is changed behind the service's back, and here is none")
    run("export", kept_case, "--for", "court", "--out", str(tmp_path / "court.zip"))
    run("anchor")
    with sqlite3.connect(data_dir / "ledger.sqlite3") as database:
        database.execute("DROP TRIGGER audit_entry_refuses_delete")
        database.execute("DELETE FROM audit_entry")
        database.execute("DELETE FROM ledger_head")
        database.execute("UPDATE audit_head SET sequence = 0, entry_hash = ?", ("0" * 64,))
    found = run("check")
    assert found.exit_code == ExitCode.BROKEN
    assert "its end was cut off" in found.output
    assert "0 entries, 1 signed heads: broken" in found.output


@pytest.mark.usefixtures("kept_case")
@pytest.mark.parametrize(
    "arguments",
    [
        ("export", "NOBODY", "--for", "court", "--out", "b.zip"),
        ("export", CODE, "--for", "party", "--out", "b.zip"),
        ("export", CODE, "--for", "court", "--party", "A", "--out", "b.zip"),
        ("export", CODE, "--for", "party", "--party", "A", "--out", "b.zip"),  # too early
        ("replay", "NOBODY"),
    ],
)
def test_what_cannot_be_is_refused(
    arguments: tuple[str, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert run(*arguments).exit_code == ExitCode.BAD_INPUT
    assert not (tmp_path / "b.zip").exists()


def test_a_bundle_that_does_not_hold_is_not_measured_again(kept_case: str, tmp_path: Path) -> None:
    bundle = tmp_path / "court.zip"
    run("export", kept_case, "--for", "court", "--out", str(bundle))
    bundle.write_bytes(bundle.read_bytes().replace(b"a recording", b"b recording", 1))
    found = run("replay", str(bundle))
    assert found.exit_code == ExitCode.BAD_INPUT
    assert "does not hold: originals/" in found.output
