"""Signed heads appended to a file, one JSON a line, best on a disk this service cannot rewrite."""

import json
import os
from dataclasses import dataclass
from pathlib import Path

from accident_service.casefile.ledger_head import SignedHead
from accident_service.errors import OutsideWorldFailed


@dataclass(frozen=True, slots=True)
class WitnessFile:
    """A `Witness`."""

    path: Path

    def last(self) -> int:
        """The sequence in the last line."""
        lines = self._lines()
        return int(json.loads(lines[-1])["sequence"]) if lines else 0

    def keep(self, signed: SignedHead) -> None:
        """Append the head and see it onto the disk."""
        line = {"sequence": signed.head.sequence, "jws": signed.signature.decode()}
        try:
            with self.path.open("ab") as file:
                file.write(json.dumps(line, sort_keys=True).encode() + b"\n")
                file.flush()
                os.fsync(file.fileno())
        except OSError as failure:
            raise OutsideWorldFailed(f"{self.path} cannot be written: {failure}") from failure

    def signatures(self) -> tuple[bytes, ...]:
        """Every signed head in it, to hold a ledger against.

        Raises:
            OutsideWorldFailed: It cannot be read.
        """
        return tuple(str(json.loads(line)["jws"]).encode() for line in self._lines())

    def _lines(self) -> list[str]:
        try:
            return self.path.read_text(encoding="utf-8").splitlines()
        except FileNotFoundError:
            return []
        except OSError as failure:
            raise OutsideWorldFailed(f"{self.path} cannot be read: {failure}") from failure
