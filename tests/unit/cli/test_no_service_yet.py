"""Commands that look after a service make none by the way."""

from pathlib import Path

import pytest
from click.testing import CliRunner

from accident_service.cli import main

COMMANDS = (
    ("evidence", "anchor"),
    ("evidence", "check"),
    ("evidence", "export", "ABCD2345", "--for", "court", "--out", "b.zip"),
    ("evidence", "replay", "ABCD2345"),
    ("insurer", "list"),
    ("insurer", "webhooks"),
    ("insurer", "rotate-secret", "picc"),
    ("officer", "reset-device", "--user", "wang"),
    ("officer", "role", "grant", "--user", "wang", "head"),
    ("retention", "list"),
    ("retention", "show", "ABCD2345"),
    ("retention", "sweep"),
    ("steps", "list"),
)


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_a_command_that_only_looks_says_that_there_is_nothing(
    command: tuple[str, ...], tmp_path: Path
) -> None:
    folder = tmp_path / "data"
    environment = {"ACCIDENT_SERVICE_DATA_DIR": str(folder)}
    result = CliRunner().invoke(main, command, env=environment)
    assert result.exit_code == 2, result.output
    assert f"there is no service in {folder} yet" in result.output
    assert not folder.exists()
