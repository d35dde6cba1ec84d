"""`accident-service insurer …`, as an operator types it."""

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from accident_service.cli.insurer import insurer
from tests.fakes import unit_seal


@pytest.fixture(autouse=True)
def data_dir(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("ACCIDENT_SERVICE_DATA_DIR", str(tmp_path))
    return tmp_path


def run(*arguments: str) -> Result:
    return CliRunner().invoke(insurer, arguments)


def done(*arguments: str) -> str:
    result = run(*arguments)
    assert result.exit_code == 0, result.output
    return result.output


def test_a_clients_whole_life(data_dir: Path) -> None:
    certificate = data_dir / "client.pem"
    certificate.write_bytes(unit_seal.certificate_pem())
    first = done("add", "--client-id", "picc-1", "--insurer", "PICC").strip()
    assert len(first) > 40

    second = done("rotate-secret", "picc-1", "--overlap-days", "7").strip()
    assert second != first
    assert run("rotate-secret", "picc-1").exit_code != 0
    assert done("list").count("secret  made") == 2
    done("retire-secret", "picc-1")
    done("allow", "picc-1", "--scope", "webhooks:manage")
    done("bind-certificate", "picc-1", str(certificate))
    done("switch-off", "picc-1")
    listed = done("list")
    assert "picc-1  PICC  off, bound to 1" in listed
    assert "may     webhooks:manage" in listed
    done("switch-on", "picc-1")
    done("bind-certificate", "picc-1")
    assert "picc-1  PICC  on\n" in done("list")
    assert second not in listed


@pytest.mark.parametrize(
    "arguments",
    [
        ("add", "--client-id", "x", "--insurer", "NOBODY"),
        ("add", "--client-id", "x", "--insurer", "PICC", "--scope", "everything"),
        ("switch-off", "nobody"),
    ],
)
def test_what_cannot_be_is_refused(arguments: tuple[str, ...]) -> None:
    assert run(*arguments).exit_code != 0


def test_a_sandbox_is_made_once_and_serves_several_clients(data_dir: Path) -> None:
    first = done("sandbox")
    kept = (data_dir / "sandbox" / "ledger.sqlite3").stat().st_ino
    assert done("sandbox", "--client-id", "another").strip() != first.strip()
    assert (data_dir / "sandbox" / "ledger.sqlite3").stat().st_ino == kept
    assert "sandbox  SANDBOX  on" in done("list")
