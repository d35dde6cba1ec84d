"""The keys personal data are sealed with: a file of one key a line, the first of which writes.

Every key of the file reads. So a key is changed without stopping: a new first line is written
with from then on, what older lines sealed stays readable until it has been sealed anew.
"""

import os
import secrets
import tempfile
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Self

from cryptography.hazmat.primitives.ciphers.aead import AESGCM, AESSIV
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from typing_extensions import override

from accident_service.adapters.key_files import KEY_BYTES, kept_text
from accident_service.errors import InvalidSettings

SIV_BYTES = 64
ID_BYTES = 4
NEXT = " next"  # behind a key that was added to write one day


@dataclass(frozen=True, slots=True)
class PersonalKey:
    """One key, and what is derived from it: nothing is done with two ciphers under one key.

    Attributes:
        id: Names the key in what it has sealed; tells nothing of it.
        made_on: The day it was made, in UTC.
    """

    id: str
    made_on: date
    line: str
    cipher: AESGCM
    alike_cipher: AESSIV
    word_key: bytes

    @classmethod
    def of_line(cls, line: str) -> Self:
        """The key of a line: the day it was made, a space, 64 hexadecimal digits, maybe "next".

        Raises:
            InvalidSettings: It is no such line.
        """
        try:
            day, digits = line.removesuffix(NEXT).split()
            made_on, key = date.fromisoformat(day), bytes.fromhex(digits)
        except ValueError as fault:
            raise InvalidSettings("a line holds no day and key; see docs/secrets.md") from fault
        if len(key) != KEY_BYTES:
            raise InvalidSettings(f"a key has {len(key)} bytes, not {KEY_BYTES}")
        return cls(
            id=_derived(key, "id", ID_BYTES).hex(),
            made_on=made_on,
            line=line,
            cipher=AESGCM(_derived(key, "seal", KEY_BYTES)),
            alike_cipher=AESSIV(_derived(key, "alike", SIV_BYTES)),
            word_key=_derived(key, "words", KEY_BYTES),
        )

    @override
    def __repr__(self) -> str:
        return f"PersonalKey({self.id}, made on {self.made_on})"


class KeyFile:
    """The keys of a file, read again when it changes; made with one key where there is none."""

    def __init__(self, path: Path, *, make: bool) -> None:
        """Take the file's place.

        Args:
            make: Make it on first use; a file that the operator has named is never made.
        """
        self.path = path
        self._make = make
        self._read: tuple[object, tuple[PersonalKey, ...]] = (None, ())

    def ring(self) -> tuple[PersonalKey, ...]:
        """Every key, the one that writes first.

        Raises:
            InvalidSettings: The file is missing, empty, readable by others, or no key file.
        """
        if self._make and not self._read[1] and not self.path.exists():
            kept_text(self.path, lambda: _new_line().encode())
        stamp, keys = self._read
        now = self._stamp()
        if stamp != now:
            keys = self._loaded()
            self._read = (now, keys)
        return keys

    def add_last(self) -> PersonalKey:
        """Put a new key behind the others: it reads, and does not write yet.

        Raises:
            InvalidSettings: The file cannot be read or written.
        """
        self._write([*(one.line for one in self.ring()), _new_line().strip() + NEXT])
        return self.ring()[-1]

    def put_new_first(self) -> PersonalKey:
        """Write with the key that was added last, or else with one made now; that key.

        Raises:
            InvalidSettings: The file cannot be read or written.
        """
        first, *others = (one.line for one in self.ring())
        added = next((one for one in others if one.endswith(NEXT)), None)
        others = [one for one in others if one != added]
        self._write([added.removesuffix(NEXT) if added else _new_line(), first, *others])
        return self.ring()[0]

    def drop(self, key_id: str) -> None:
        """Take a key out for good; the caller has made sure that it seals nothing any more.

        Raises:
            InvalidSettings: It is the key that writes, or none of the file.
        """
        first, *others = self.ring()
        if key_id == first.id or key_id not in [one.id for one in others]:
            raise InvalidSettings(f"{key_id} is the key that writes, or no key of {self.path}")
        self._write([first.line, *(one.line for one in others if one.id != key_id)])

    def _loaded(self) -> tuple[PersonalKey, ...]:
        text = kept_text(self.path, _nothing).decode()
        lines = [one.strip() for one in text.splitlines()]
        try:
            keys = tuple(PersonalKey.of_line(one) for one in lines if one and one[0] != "#")
        except InvalidSettings as fault:
            raise InvalidSettings(f"{self.path}: {fault}") from fault
        if not keys:
            raise InvalidSettings(f"{self.path} holds no key for personal data")
        return keys

    def _stamp(self) -> object:
        try:
            looked = self.path.stat()
        except OSError as fault:
            raise InvalidSettings(f"{self.path}: {fault.strerror}") from fault
        return looked.st_ino, looked.st_mtime_ns, looked.st_size

    def _write(self, lines: list[str]) -> None:
        text = "".join(f"{line.strip()}\n" for line in lines)
        try:
            descriptor, draft = tempfile.mkstemp(dir=self.path.parent)  # mode 0600
            with os.fdopen(descriptor, "w") as file:
                file.write(text)
                file.flush()
                os.fsync(file.fileno())
            Path(draft).replace(self.path)
        except OSError as fault:
            raise InvalidSettings(f"{self.path}: {fault.strerror}") from fault


def _new_line() -> str:
    from accident_service.adapters.clock import SystemClock  # noqa: PLC0415 - only to make one

    return f"{SystemClock().now().date()} {secrets.token_hex(KEY_BYTES)}\n"


def _nothing() -> bytes:
    raise InvalidSettings("the file with the keys for personal data is gone")


def _derived(key: bytes, what: str, length: int) -> bytes:
    info = f"accident-service personal data: {what}".encode()
    return HKDF(SHA256(), length, salt=None, info=info).derive(key)
