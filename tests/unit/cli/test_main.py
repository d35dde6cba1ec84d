"""The command line lists its commands without loading what they need."""

import subprocess
import sys

import pytest
from click.testing import CliRunner

from accident_service.cli import COMMANDS, main


def test_every_command_is_listed_and_explains_itself() -> None:
    runner = CliRunner()

    assert set(COMMANDS) <= set(runner.invoke(main, ["--help"]).output.split())


@pytest.mark.parametrize("command", ["analyse", "propose"])
def test_the_exit_codes_are_part_of_the_help(command: str) -> None:
    result = CliRunner().invoke(main, [command, "--help"])

    assert result.exit_code == 0
    assert "Exit codes:\n" in result.output


def test_an_unknown_command_is_refused() -> None:
    result = CliRunner().invoke(main, ["guess"])

    assert result.exit_code == 2
    assert "No such command" in result.output


def test_listing_the_commands_loads_no_decoder_and_no_web_server() -> None:
    script = (
        "import sys; from accident_service.cli import main;"
        "print([name for name in ('av', 'cv2', 'flask', 'matplotlib') if name in sys.modules])"
    )
    said = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    )

    assert said.stdout.strip() == "[]"
