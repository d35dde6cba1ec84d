"""Messages for machines without a gateway: printed, or kept in a file only the owner may read."""

import os
from dataclasses import dataclass
from pathlib import Path
from typing import TextIO

from accident_service.casework.notice_ports import Message
from accident_service.errors import OutsideWorldFailed

OWNER_READS = 0o600
DIGITS_SHOWN = 4


@dataclass(frozen=True, slots=True)
class ConsoleMessenger:
    """Writes the message to the operator's terminal."""

    terminal: TextIO

    def send(self, message: Message) -> None:
        """Print the message with the end of the phone number."""
        print(_line(message), file=self.terminal, flush=True)


@dataclass(frozen=True, slots=True)
class FileMessenger:
    """Appends the message to a file; the demo's drivers look there."""

    path: Path

    def send(self, message: Message) -> None:
        """Append the message with the end of the phone number.

        Raises:
            OutsideWorldFailed: The file could not be written.
        """
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            descriptor = os.open(self.path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, OWNER_READS)
            try:
                os.write(descriptor, f"{_line(message)}\n".encode())
            finally:
                os.close(descriptor)
        except OSError as failure:
            raise OutsideWorldFailed(f"the message could not be sent: {failure}") from failure


def _line(message: Message) -> str:
    return f"message for phone …{message.phone[-DIGITS_SHOWN:]}: {message.text}"
