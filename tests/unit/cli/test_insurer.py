"""`accident-service insurer …`, as an operator types it."""

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from accident_service.casework.announce import ping
from accident_service.casework.webhook_records import Endpoint, SealedSecret
from accident_service.cli.insurer import insurer
from accident_service.quantities.identifiers import InsurerId
from accident_service.settings import Settings
from accident_service.wiring import open_ledger
from tests.fakes import unit_seal

pytestmark = pytest.mark.usefixtures("service_folder")


def run(*arguments: str) -> Result:
    return CliRunner().invoke(insurer, arguments)


def done(*arguments: str) -> str:
    result = run(*arguments)
    assert result.exit_code == 0, result.output
    return result.output


def test_a_clients_whole_life(service_folder: Path) -> None:
    certificate = service_folder / "client.pem"
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


def test_a_sandbox_is_made_once_and_serves_several_clients(service_folder: Path) -> None:
    first = done("sandbox")
    kept = (service_folder / "sandbox" / "ledger.sqlite3").stat().st_ino
    assert done("sandbox", "--client-id", "another").strip() != first.strip()
    assert (service_folder / "sandbox" / "ledger.sqlite3").stat().st_ino == kept
    assert "sandbox  SANDBOX  on" in done("list")


def test_webhooks_are_listed_with_how_they_do() -> None:
    done("add", "--client-id", "picc-1", "--insurer", "PICC")
    assert done("webhooks") == ""
    ledger = open_ledger(Settings.from_environment())
    at = ledger.clock.now()
    url = "https://picc.example/hooks"
    endpoint = Endpoint(
        id="whe_1",
        insurer=InsurerId("PICC"),
        url=url,
        description="",
        types=frozenset(),
        created_at=at,
    )
    with ledger.transaction() as work:
        work.webhook_endpoints.add(endpoint, SealedSecret(sealed="sealed", created_at=at))
        work.webhook_outbox.add_for(ping(at), endpoint)
    listed = done("webhooks")
    for told in ("whe_1  PICC  on, 0 failures in a row", url, "nothing yet", "1 waiting"):
        assert told in listed
    assert "sealed" not in listed
