"""One-time codes: by text message, or on machines without a gateway printed or kept in a file.

A code is a key to a person's case, so the full phone number never stands beside it.
"""

import os
from dataclasses import dataclass
from pathlib import Path
from typing import TextIO

from accident_service.casework.notice_ports import Message, Messenger
from accident_service.errors import OutsideWorldFailed

CODE_WORDS = "验证码 {code}，请勿告诉他人。 Your code is {code}; tell nobody."
CODE_TEMPLATE = "code.zh"
OWNER_READS = 0o600
DIGITS_SHOWN = 4


@dataclass(frozen=True, slots=True)
class ConsoleCodeSender:
    """Writes the code to the operator's terminal."""

    terminal: TextIO

    def send(self, phone: str, code: str) -> None:
        """Print the code with the end of the phone number."""
        print(_line(phone, code), file=self.terminal, flush=True)


@dataclass(frozen=True, slots=True)
class MessengerCodeSender:
    """Sends the code as a text message; in both languages, for nobody has chosen one yet."""

    messenger: Messenger

    def send(self, phone: str, code: str) -> None:
        """Send the code.

        Raises:
            OutsideWorldFailed: The gateway did not take it.
        """
        self.messenger.send(
            Message(
                phone=phone,
                text=CODE_WORDS.format(code=code),
                template=CODE_TEMPLATE,
                parameters=(("code", code),),
            )
        )


@dataclass(frozen=True, slots=True)
class FileCodeSender:
    """Appends the code to a file only the owner may read; the demo's drivers look there."""

    path: Path

    def send(self, phone: str, code: str) -> None:
        """Append the code with the end of the phone number.

        Raises:
            OutsideWorldFailed: The file could not be written.
        """
        line = f"{_line(phone, code)}\n".encode()
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            descriptor = os.open(self.path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, OWNER_READS)
            try:
                os.write(descriptor, line)
            finally:
                os.close(descriptor)
        except OSError as failure:
            raise OutsideWorldFailed(f"the code could not be sent: {failure}") from failure


def _line(phone: str, code: str) -> str:
    return f"one-time code for phone …{phone[-DIGITS_SHOWN:]}: {code}"
