"""One table of the sources' file, read into a recorder by its kind."""

import sys
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, tzinfo
from typing import Protocol
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from accident_service.adapters.clip_sources.name_pattern import NamePattern
from accident_service.adapters.clip_sources.secrets import Lookup, Secret, secret_at
from accident_service.adapters.fields import Fields
from accident_service.adapters.outgoing.allowed import Allowed
from accident_service.adapters.outgoing.download import DownloadLimits
from accident_service.adapters.outgoing.reach import Resolve, resolved
from accident_service.casework.ports import Clock
from accident_service.casework.source_ports import ClipSource
from accident_service.errors import InvalidSite
from accident_service.footage.camera import Camera

LONGEST_FILE_S = 86_400.0


class Recorder(Protocol):
    """Where the recordings of several cameras are kept."""

    def source(self, camera: Camera) -> ClipSource:
        """Where to ask for one camera's recordings; nothing is connected to yet."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Surroundings:
    """What every kind of source may need of the service."""

    clock: Clock
    allowed: Allowed
    lookup: Lookup  # of variables that hold secrets
    resolve: Resolve = resolved  # names to addresses
    limits: DownloadLimits = DownloadLimits()  # noqa: RUF009 - frozen


@dataclass(frozen=True, slots=True)
class SourceTable:
    """One table of the file, and what its kind may need besides."""

    fields: Fields
    around: Surroundings

    def text(self, name: str, default: str | None = None) -> str:
        """A text that is not empty, or the default where the field is absent."""
        if default is not None and not self.fields.has(name):
            return default
        return self.fields.text(name)

    def seconds_if_any(self, name: str) -> float | None:
        """Seconds, or None where the field is absent."""
        if not self.fields.has(name):
            return None
        return self.fields.number(name, low=0.1, high=LONGEST_FILE_S)

    def secret_if_any(self, name: str) -> Secret | None:
        """A credential by its reference, or None where the field is absent.

        Raises:
            InvalidSettings: It is no reference; what stands there is not repeated.
        """
        told = self.fields.table.get(name)
        return None if told is None else secret_at(str(told), self.around.lookup)

    def pattern(self) -> NamePattern:
        """How files are named: `pattern`, `zone` and `length_s`.

        Raises:
            InvalidSettings: The pattern cannot tell times.
        """
        return NamePattern(self.text("pattern"), self.zone(), self.seconds_if_any("length_s"))

    def zone(self, usual: str = "UTC") -> tzinfo:
        """The time zone of names and addresses that tell no offset; `usual` if none is set."""
        name = self.text("zone", usual)
        try:
            return UTC if name == "UTC" else ZoneInfo(name)
        except (ZoneInfoNotFoundError, ValueError) as unknown:
            raise self.fields.refuse("zone", "a time zone such as Asia/Shanghai") from unknown

    def refuse_unknown(self, known: frozenset[str]) -> None:
        """Refuse a field nobody reads; its value is not repeated."""
        unknown = sorted(set(self.fields.table) - known)
        if unknown:
            raise InvalidSite(
                f"{self.fields.file}: {self.fields.where}{unknown[0]} is no field here;"
                f" there are {', '.join(sorted(known))}"
            )


@dataclass(frozen=True, slots=True)
class SourceKind:
    """One kind of source: what its table may hold, and how it is read.

    The module of `read` says in its docstring how the table is written, for operators.
    """

    name: str
    fields: frozenset[str]
    read: Callable[[SourceTable], Recorder]
    needed: frozenset[str]  # of its fields, those no table does without

    @property
    def told(self) -> str:
        """How its table is written."""
        return (sys.modules[self.read.__module__].__doc__ or "").strip()
