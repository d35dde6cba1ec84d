"""Without a gateway, messages are written down, and no full phone number beside them."""

import io
from pathlib import Path

import pytest

from accident_service.adapters.code_sender import MessengerCodeSender
from accident_service.adapters.notices.written_down import ConsoleMessenger, FileMessenger
from accident_service.casework.notice_ports import Message
from accident_service.errors import OutsideWorldFailed
from tests.fakes.messages import FakeMessenger

MESSAGE = Message(phone="13800000001", text="案件BCDF0001", template="joined.zh", parameters=())
LINE = "message for phone …0001: 案件BCDF0001\n"


def test_on_the_terminal() -> None:
    terminal = io.StringIO()
    ConsoleMessenger(terminal).send(MESSAGE)
    assert terminal.getvalue() == LINE


def test_in_a_file_only_the_owner_may_read(tmp_path: Path) -> None:
    path = tmp_path / "new" / "messages.txt"
    FileMessenger(path).send(MESSAGE)
    FileMessenger(path).send(MESSAGE)
    assert path.read_text(encoding="utf-8") == 2 * LINE
    assert path.stat().st_mode & 0o077 == 0


def test_a_file_that_cannot_be_written_is_worth_another_try(tmp_path: Path) -> None:
    with pytest.raises(OutsideWorldFailed):
        FileMessenger(tmp_path).send(MESSAGE)


def test_codes_go_the_same_way() -> None:
    messenger = FakeMessenger()
    MessengerCodeSender(messenger).send("13800000001", "246810")
    (message,) = messenger.sent
    assert "246810" in message.text
    assert (message.template, message.parameters) == ("code.zh", (("code", "246810"),))
