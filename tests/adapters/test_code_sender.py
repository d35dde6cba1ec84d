import io
from pathlib import Path

import pytest

from accident_service.adapters.code_sender import ConsoleCodeSender, FileCodeSender
from accident_service.errors import OutsideWorldFailed

PHONE = "13800001234"


def test_the_console_shows_the_code_and_the_end_of_the_phone_only() -> None:
    terminal = io.StringIO()

    ConsoleCodeSender(terminal).send(PHONE, "481516")

    assert "…1234: 481516" in terminal.getvalue()
    assert PHONE not in terminal.getvalue()


def test_the_file_keeps_every_code_and_is_for_its_owner_only(tmp_path: Path) -> None:
    path = tmp_path / "outbox" / "codes.txt"

    FileCodeSender(path).send(PHONE, "111111")
    FileCodeSender(path).send(PHONE, "222222")

    assert [line[-6:] for line in path.read_text().splitlines()] == ["111111", "222222"]
    assert PHONE not in path.read_text()
    assert path.stat().st_mode & 0o777 == 0o600


def test_a_code_that_cannot_be_written_was_not_sent(tmp_path: Path) -> None:
    (tmp_path / "codes.txt").mkdir()

    with pytest.raises(OutsideWorldFailed, match="could not be sent"):
        FileCodeSender(tmp_path / "codes.txt").send(PHONE, "111111")
