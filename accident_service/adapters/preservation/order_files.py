"""Orders for places without a way of their own: one file each, for somebody to send on."""

import json
import os
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from accident_service.casework.preserve_clips import KeepThis
from accident_service.errors import OutsideWorldFailed

NAME_LENGTH = 24


@dataclass(frozen=True, slots=True)
class OrderFiles:
    """A `PreservationOrders` on a folder; the same order is the same file."""

    folder: Path

    def send(self, order: KeepThis) -> str:
        """Write it, whole or not at all; its file's name is the receipt.

        Raises:
            OutsideWorldFailed: The folder cannot be written to.
        """
        name = f"{order.tracking_code}-{sha256(order.key.encode()).hexdigest()[:NAME_LENGTH]}.json"
        text = json.dumps(order.fields(), ensure_ascii=False, indent=2) + "\n"
        written = self.folder / f".{name}.part"
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            with written.open("w", encoding="utf-8") as file:
                file.write(text)
                file.flush()
                os.fsync(file.fileno())
            written.replace(self.folder / name)
        except OSError as failure:
            raise OutsideWorldFailed(f"the order cannot be written: {failure}") from failure
        return name
