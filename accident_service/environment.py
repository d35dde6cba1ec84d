"""Variables of an environment, read as what they should be; `settings` says which there are."""

import os
import re
import stat
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from accident_service.errors import InvalidSettings

PREFIX = "ACCIDENT_SERVICE_"
IN_FILE = "_file"  # ends the name of a variable that names a file with the value
ALL_NETWORKS = "*"  # for cameras of networks without a folder of their own
YES = frozenset({"1", "yes", "true", "on"})
NO = frozenset({"0", "no", "false", "off", ""})


@dataclass(frozen=True, slots=True)
class Given:
    """The variables of one environment, each read as what it should be.

    Every reading raises InvalidSettings where the text is not what it should be; the message
    names the variable and what is accepted.
    """

    environment: Mapping[str, str]

    def refuse_unknown(self, known: frozenset[str]) -> None:
        """Refuse a variable with our prefix that is none of these fields, or a file of one."""
        for name in self.environment:
            field = name.removeprefix(PREFIX).lower()
            if name.startswith(PREFIX) and not {field, field.removesuffix(IN_FILE)} & known:
                accepted = ", ".join(sorted(PREFIX + one.upper() for one in known))
                raise InvalidSettings(f"{name} is not a setting; there are {accepted}")

    def text(self, field: str, default: str) -> str:
        """A text, or the default where it is empty.

        `<FIELD>_FILE` names a file that holds it in its place, as containers are given secrets.
        """
        name = PREFIX + field.upper()
        told = self.environment.get(name, "").strip()
        file = self.environment.get(name + IN_FILE.upper(), "").strip()
        if told and file:
            raise InvalidSettings(f"{name} and {name}{IN_FILE.upper()} are both set; one is wanted")
        return (_text_in(name, Path(file)) if file else told) or default

    def folder(self, field: str, default: Path = Path()) -> Path:
        """A path, made absolute."""
        return Path(self.text(field, str(default))).expanduser().absolute()

    def paths_if_any(self, *names: str) -> dict[str, Any]:
        """For each field its path, or None where it is not set."""
        return {name: self.folder(name) if self.text(name, "") else None for name in names}

    def texts_if_any(self, *names: str) -> dict[str, Any]:
        """For each field its text, empty where it is not set."""
        return {name: self.text(name, "") for name in names}

    def whole(self, field: str, default: int, low: int, high: int) -> int:
        """A whole number, both ends allowed."""
        text = self.text(field, str(default))
        if not text.isascii() or not text.isdigit() or not low <= int(text) <= high:
            raise self._refused(field, text, f"a whole number from {low} to {high}")
        return int(text)

    def seconds(self, field: str, default: float) -> float:
        """Seconds, up to a day."""
        text = self.text(field, str(default))
        try:
            value = float(text)
        except ValueError:
            value = 0.0
        if not 1.0 <= value <= 86_400.0:
            raise self._refused(field, text, "seconds from 1 to 86400")
        return value

    def yes_or_no(self, field: str, *, default: bool) -> bool:
        """Yes or no, in the usual spellings."""
        text = self.text(field, "yes" if default else "no").lower()
        if text not in YES | NO:
            raise self._refused(field, text, "yes or no")
        return text in YES

    def url(self, field: str, default: str) -> str:
        """An address of the web, without a stroke at its end; empty where the default is."""
        text = self.text(field, default)
        if text and not text.startswith(("http://", "https://")):
            raise self._refused(field, text, "an address starting with http:// or https://")
        return text.rstrip("/")

    def tiles(self, field: str) -> str:
        """An address of map tiles, or nothing."""
        text = self.text(field, "")
        if text and not (text.startswith("https://") and {"{z}", "{x}", "{y}"} <= _braced(text)):
            raise self._refused(field, text, "an https address with {z}, {x} and {y}")
        return text

    def counts(
        self, field: str, default: tuple[tuple[str, int], ...], *, most: int
    ) -> tuple[tuple[str, int], ...]:
        """How many of each, as `NAME=COUNT,…` with the names of the default; one unnamed stays."""
        text, found = self.text(field, ""), dict(default)
        for entry in filter(None, map(str.strip, text.split(","))):
            name, _, count = entry.partition("=")
            if name not in found or not count.isascii() or not count.isdigit() or int(count) > most:
                names = ", ".join(found)
                accepted = f"NAME=COUNT,… with counts up to {most} and the names {names}"
                raise self._refused(field, text, accepted)
            found[name] = int(count)
        return tuple(found.items())

    def folders_by_network(self, field: str, default: Path) -> tuple[tuple[str, Path], ...]:
        """Folders of recordings, each for a network or for all."""
        entries = []
        for entry in self.text(field, str(default)).split(os.pathsep):
            network, equals, folder = entry.rpartition("=")
            if not folder or (equals and not network):
                raise self._refused(
                    field, entry, f"FOLDER or NETWORK=FOLDER, several joined by {os.pathsep!r}"
                )
            entries.append((network or ALL_NETWORKS, Path(folder).expanduser().absolute()))
        return tuple(entries)

    def _refused(self, field: str, text: str, accepted: str) -> InvalidSettings:
        return InvalidSettings(f"{PREFIX}{field.upper()} is {text!r}; accepted is {accepted}")


def _text_in(name: str, path: Path) -> str:
    """What a private file holds; whatever is wrong with it is told without its content."""
    try:
        if path.stat().st_mode & stat.S_IRWXO:
            raise InvalidSettings(f"{name}{IN_FILE.upper()}: {path} may be read by others")
        return path.read_text(encoding="utf-8").strip()
    except (OSError, UnicodeError) as fault:
        raise InvalidSettings(f"{name}{IN_FILE.upper()}: {path} cannot be read") from fault


def _braced(text: str) -> set[str]:
    return set(re.findall(r"\{[a-z]\}", text))


def place_of(url: str) -> str:
    """Where a server is, for people to read: how to log in stands before the @ or after the ?."""
    return url.rpartition("@")[2].partition("?")[0]
