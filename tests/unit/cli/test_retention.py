"""The command that ends cases, on a database of its own and by the machine's clock."""

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from accident_service.adapters.database.ledger import SqlLedger
from accident_service.adapters.database.officer_accounts import SqlOfficerAccounts
from accident_service.adapters.database.passwords import SlowHash
from accident_service.cli import main
from accident_service.settings import Settings
from tests.browser.staged_house import long_closed
from tests.fakes import examples
from tests.fakes.clock import FakeClock
from tests.keys import keep_key, open_engines, upgrade

PASSWORD = "a long password"
REASON = "保管期限届满，予以销毁。"


@pytest.fixture
def data_dir(service_folder: Path) -> Path:
    url = Settings.from_environment().ledger_url
    upgrade(url)
    keep_key(service_folder)
    engines = open_engines(url)
    with SqlLedger(engines=engines, clock=FakeClock()).transaction() as work:
        work.cases.add(long_closed("1"))
        work.cases.add(examples.proposed_case("2"))
    SqlOfficerAccounts(engines, SlowHash()).enrol(
        examples.officer(), user_name="bing", password=PASSWORD
    )
    engines.close()
    return service_folder


def run(data_dir: Path, *arguments: str) -> Result:
    return CliRunner().invoke(
        main, ["retention", *arguments], env={"ACCIDENT_SERVICE_DATA_DIR": str(data_dir)}
    )


def destroy(data_dir: Path, code: str, password: str = PASSWORD) -> Result:
    approval = ("--approved-by", "bing", "--reason", REASON, "--password", password)
    return run(data_dir, "destroy", code, *approval)


def test_only_cases_whose_time_is_over_are_listed(data_dir: Path) -> None:
    result = run(data_dir, "list")
    assert result.exit_code == 0, result.output
    assert "BCDF0001  referred    closed 2020-03" in result.output
    assert "kept until 2023-12-31" in result.output
    assert result.output.endswith("1 case\n")


def test_a_case_is_destroyed_by_a_named_officer_and_leaves_its_tombstone(data_dir: Path) -> None:
    done = destroy(data_dir, "BCDF0001")
    assert done.exit_code == 0, done.output
    assert "BCDF0001 destroyed" in done.output

    shown = run(data_dir, "show", "BCDF0001").output
    assert f"approved by {examples.officer().name} ({examples.officer().police_no})" in shown
    assert "case-record  destroyed" in shown
    assert run(data_dir, "list").output == "0 cases\n"
    assert run(data_dir, "sweep").output == "0 cases swept\n"


@pytest.mark.parametrize(
    ("code", "password", "says"),
    [
        ("BCDF0001", "another password", "nothing was destroyed"),
        ("BCDF0002", PASSWORD, "not closed"),
        ("BCDF9999", PASSWORD, "BCDF9999"),
    ],
)
def test_what_may_not_be_destroyed_is_refused(
    data_dir: Path, code: str, password: str, says: str
) -> None:
    refused = destroy(data_dir, code, password)
    assert refused.exit_code == 2
    assert says in refused.output
    assert run(data_dir, "list").output.endswith("1 case\n")


def test_a_shorter_period_than_the_laws_is_refused(data_dir: Path) -> None:
    path = data_dir / "retention.toml"
    path.write_text('[determined]\nyears = 1\nsource = "haste"\n', encoding="utf-8")
    result = CliRunner().invoke(
        main,
        ["retention", "list"],
        env={
            "ACCIDENT_SERVICE_DATA_DIR": str(data_dir),
            "ACCIDENT_SERVICE_RETENTION": str(path),
        },
    )
    assert result.exit_code == 2
    assert "too short" in result.output
