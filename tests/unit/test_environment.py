"""Settings in files, as containers are given their secrets."""

from pathlib import Path

import pytest

from accident_service.environment import place_of
from accident_service.errors import InvalidSettings
from accident_service.settings import Settings

URL = "postgresql://accident:secret@database/accident"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "database_url"
    path.touch(0o600)
    path.write_text(f"{URL}\n")
    return path


def settings(**variables: str) -> Settings:
    return Settings.from_environment(
        {f"ACCIDENT_SERVICE_{name}": value for name, value in variables.items()}
    )


def test_a_setting_may_be_in_a_file(file: Path) -> None:
    assert settings(DATABASE_URL_FILE=str(file)).ledger_url == URL


def test_a_file_that_others_may_read_is_refused_without_telling_it(file: Path) -> None:
    file.chmod(0o644)
    with pytest.raises(InvalidSettings, match="read by others") as refused:
        settings(DATABASE_URL_FILE=str(file))
    assert "secret" not in str(refused.value)


def test_a_file_that_is_not_there_and_one_too_many_are_named(file: Path) -> None:
    with pytest.raises(InvalidSettings, match=r"DATABASE_URL_FILE: .* cannot be read"):
        settings(DATABASE_URL_FILE=f"{file}x")
    with pytest.raises(InvalidSettings, match="are both set"):
        settings(DATABASE_URL_FILE=str(file), DATABASE_URL=URL)
    with pytest.raises(InvalidSettings, match="NOTHING_FILE is not a setting"):
        settings(NOTHING_FILE=str(file))


def test_a_child_reads_the_file_for_itself(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ACCIDENT_SERVICE_DATABASE_URL_FILE", str(file))
    handed_on = Settings.from_environment().environment_for_children()
    assert handed_on["ACCIDENT_SERVICE_DATABASE_URL_FILE"] == str(file)
    assert "ACCIDENT_SERVICE_DATABASE_URL" not in handed_on
    assert handed_on["ACCIDENT_SERVICE_PORT"] == "8000"


def test_no_password_is_printed_with_the_settings(file: Path) -> None:
    told = repr(settings(DATABASE_URL_FILE=str(file), REDIS_URL="redis://:secret@queue/0"))
    assert "secret@" not in told
    assert "secure_cookies=" in told


def test_where_a_server_is_is_told_without_how_to_log_in() -> None:
    assert place_of("postgresql://us:p@ss@db:5432/ledger?password=x") == "db:5432/ledger"
    assert place_of("sqlite:////var/x.sqlite3") == "sqlite:////var/x.sqlite3"
