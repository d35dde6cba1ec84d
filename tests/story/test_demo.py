"""The whole story, through the doors, with real processes: what `make demo` plays."""

import hashlib
import json
import re
import sqlite3
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

import pytest

from accident_service.cli.demo.command import PHONES
from verifier.verify_bundle import verify

ROOT = Path(__file__).resolve().parents[2]


SAID_BY_PEOPLE = ("name", "identity_no", "policy_no", "words", "plate_rest")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("story") / "demo"


@pytest.fixture(scope="module")
def told(folder: Path) -> str:
    done = subprocess.run(
        [sys.executable, "-m", "accident_service.cli", "demo", "--once", "--folder", str(folder)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.mark.video
@pytest.mark.redis
def test_one_accident_goes_from_two_reports_to_the_insurer(told: str) -> None:
    assert re.search(r"number\s+420102000000-\d{4}-000001 \(issued\)", told)
    assert "R01 (RTSL-43)" in told
    assert re.search(r"party A .*: none", told)
    assert re.search(r"party B .*: full", told)


@pytest.mark.video
@pytest.mark.redis
def test_the_cameras_are_explained_and_the_clip_is_sealed(told: str) -> None:
    assert re.search(r"1\. T-01: .*covers \d+ %", told)
    assert re.search(r"sealed: \d+ bytes, SHA-256 [0-9a-f]{64}", told)
    assert "no recording of that time was kept" in told


@pytest.mark.video
@pytest.mark.redis
def test_contact_and_speeds_come_with_intervals(told: str) -> None:
    assert re.search(r"contact\s+\d\.\d\d s into the clip \(\d\.\d\d to \d\.\d\d s\)", told)
    assert re.search(r"party B\s+-?[\d.]+ to [\d.]+ km/h before contact", told)


@pytest.mark.video
@pytest.mark.redis
def test_the_document_and_the_exhibits_are_where_it_says(told: str) -> None:
    pdf = re.search(r"PDF\s+(\S+)", told)
    exhibits = re.search(r"exhibits\s+(\S+)", told)
    assert pdf
    assert exhibits
    assert Path(pdf.group(1)).read_bytes().startswith(b"%PDF")
    names = {path.name for path in Path(exhibits.group(1)).iterdir()}
    assert {"T-01-plan.svg", "T-01-speed-curve.svg"} <= names


@pytest.mark.video
@pytest.mark.redis
def test_the_courts_bundle_holds_and_its_recording_is_the_one_sealed(told: str) -> None:
    bundle = re.search(r"bundle\s+(\S+)", told)
    sealed = re.search(r"sealed: \d+ bytes, SHA-256 ([0-9a-f]{64})", told)
    assert bundle
    assert sealed
    faults, _ = verify(Path(bundle.group(1)))
    assert faults == []
    with zipfile.ZipFile(bundle.group(1)) as archive:
        (original,) = (one for one in archive.namelist() if one.startswith("originals/"))
        assert hashlib.sha256(archive.read(original)).hexdigest() == sealed.group(1)


def kept_of_people() -> list[bytes]:
    """All that the demo's drivers told, as text and as JSON writes it."""
    drivers = tomllib.loads((ROOT / "fixtures" / "sites" / "drivers.toml").read_text())
    said = [answers[field] for answers in drivers.values() for field in SAID_BY_PEOPLE]
    texts = {*said, *PHONES.values()}
    return [form.encode() for text in texts for form in {text, json.dumps(text).strip('"')}]


@pytest.mark.video
@pytest.mark.redis
def test_neither_ledger_nor_queue_nor_log_can_be_read_for_people(told: str, folder: Path) -> None:
    assert "示例甲" in told
    sealed_apart = {"blobs", "keys"}  # evidence is kept as it is; see docs/secrets.md
    kept = [
        path
        for path in (*(folder / "data").rglob("*"), folder / "service.log")
        if path.is_file() and not sealed_apart & set(path.relative_to(folder).parts)
    ]
    assert {"ledger.sqlite3"} <= {path.name for path in kept}
    looked_for = kept_of_people()
    for path in kept:
        content = path.read_bytes()
        assert [one.decode() for one in looked_for if one in content] == [], path


@pytest.mark.video
@pytest.mark.redis
def test_one_name_leads_from_a_form_to_its_steps_and_into_the_ledger(
    told: str, folder: Path
) -> None:
    log = (folder / "service.log").read_text(encoding="utf-8")
    lines = [json.loads(line) for line in log.splitlines() if line.startswith("{")]
    sent = {one["request"] for one in lines if one["event"] == "request"} & {
        one["request"] for one in lines if one.get("method") == "POST"
    }
    steps = {one["step"]: one for one in lines if one["event"] == "step"}
    assert {"find-clips", "reconstruct", "propose", "issue-determination"} <= set(steps)
    assert {one["request"] for one in steps.values()} <= sent
    assert steps["reconstruct"]["outcome"] == "done"
    with sqlite3.connect(folder / "data" / "ledger.sqlite3") as ledger:
        found = ledger.execute("SELECT detail FROM audit_entry WHERE verb = 'finish-step'")
        entries = [dict(json.loads(detail)) for (detail,) in found]
    ledger.close()
    assert {one["request"] for one in entries} <= sent
    code = re.search(r"/case/([A-Z0-9]{8})", told)
    assert code
    assert code.group(1) not in log


@pytest.mark.video
@pytest.mark.redis
def test_the_service_is_gone_afterwards(told: str) -> None:
    listening = re.search(r"driver\s+http://127\.0\.0\.1:(\d+)/", told)
    assert listening
    port = f"{int(listening.group(1)):04X}"
    taken = Path("/proc/net/tcp").read_text(encoding="ascii")
    assert f"0100007F:{port} 00000000:0000 0A" not in taken
