"""The doctor's page and the schema's way, on a folder of their own."""

import json
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from accident_service.cli import main
from tests.keys import downgrade


def run(data_dir: Path, *arguments: str, **settings: str) -> Result:
    told = {f"ACCIDENT_SERVICE_{name.upper()}": value for name, value in settings.items()}
    return CliRunner().invoke(
        main, arguments, env={"ACCIDENT_SERVICE_DATA_DIR": str(data_dir), **told}
    )


@pytest.fixture(scope="module")
def made_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("made") / "data"
    made = run(folder, "migrate")
    assert made.exit_code == 0, made.output
    return folder


@pytest.fixture
def data_dir(tmp_path: Path, made_once: Path) -> Path:
    return shutil.copytree(made_once, tmp_path / "data")


def test_the_page_names_each_part_and_what_to_do(data_dir: Path) -> None:
    page = run(data_dir, "doctor")
    assert page.exit_code == 5  # no queue server runs
    lines = page.output.splitlines()
    wrong = [line for line in lines if line.startswith("wrong")]
    assert len(wrong) == 1
    assert "queue" in wrong[0]
    for part in ("version", "keys", "codecs", "fonts", "ledger", "schema", "steps", "heads"):
        assert any(line.split()[1] == part for line in lines if line[0] != " ")


def test_a_machine_reads_the_same(data_dir: Path) -> None:
    page = json.loads(run(data_dir, "doctor", "--json").output)
    found = {one["part"]: one["standing"] for one in page["findings"]}
    assert (found["queue"], found["schema"]) == ("wrong", "ok")
    assert all(one["do"] for one in page["findings"] if one["standing"] != "ok")


def test_no_secret_of_the_settings_is_told(data_dir: Path) -> None:
    page = run(
        data_dir,
        "doctor",
        database_url="postgresql+psycopg://us:hunter22@127.0.0.1:1/none?connect_timeout=1",
        redis_url="redis://:hunter23@127.0.0.1:1/0?password=hunter24",
    )
    assert page.exit_code == 5
    assert "hunter2" not in page.output
    wrong = {line.split()[1] for line in page.output.splitlines() if line.startswith("wrong")}
    assert wrong >= {"ledger", "queue"}


def test_looking_makes_nothing(tmp_path: Path) -> None:
    run(tmp_path / "nowhere", "doctor")
    assert list(tmp_path.iterdir()) == []


def test_backups_are_looked_at_where_they_are_named(data_dir: Path, tmp_path: Path) -> None:
    folder = tmp_path / "backups"
    folder.mkdir()
    assert "none in" in run(data_dir, "doctor", "--backups", str(folder)).output
    assert run(data_dir, "backup", str(folder)).exit_code == 0
    assert "the newest 0 h old" in run(data_dir, "doctor", "--backups", str(folder)).output


def test_the_schema_is_told_and_brought_to_the_newest(data_dir: Path) -> None:
    assert run(data_dir, "migrate", "--check").exit_code == 0
    downgrade(f"sqlite:///{data_dir / 'ledger.sqlite3'}", "0025")
    asked = run(data_dir, "migrate", "--check")
    assert asked.exit_code == 6
    assert "to do  0026" in asked.output
    assert "stop every host" in asked.output
    assert "schema 0025" in asked.output
    done = run(data_dir, "migrate")
    assert (done.exit_code, "doing  0026" in done.output) == (0, True)
    assert run(data_dir, "migrate", "--check").exit_code == 0
