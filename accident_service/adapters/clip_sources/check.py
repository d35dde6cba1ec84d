"""Say everything that is right and wrong with a file of sources, not only the first mistake."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Protocol, runtime_checkable

from accident_service.adapters.clip_sources.configured import SourcesFile
from accident_service.adapters.clip_sources.faults import faults_in
from accident_service.adapters.clip_sources.table import Recorder, SourceTable
from accident_service.adapters.clip_sources.web import WebSite
from accident_service.errors import AddressRefused, InvalidSettings, OutsideWorldFailed


@runtime_checkable
class OverTheWeb(Protocol):
    """A recorder with a server of its own."""

    @property
    def site(self) -> WebSite:
        """The server."""
        ...


@dataclass(frozen=True, slots=True)
class SourcesCheck:
    """What was found: `wrong` keeps a source from being asked."""

    right: tuple[str, ...]
    wrong: tuple[str, ...]


def check_sources(file: SourcesFile) -> SourcesCheck:
    """Read every table, look up every secret, and knock at every server; nothing is fetched."""
    found = _Found(file)
    try:
        tables, faults = file.tables_and_faults()
    except InvalidSettings as fault:
        return SourcesCheck((), (str(fault),))
    found.wrong.extend(faults)
    for name, table in tables.items():
        recorders: list[Recorder] = []
        if in_table := faults_in(table):
            found.wrong.extend(f"{name}: {fault}" for fault in in_table)
        else:
            found.tried(name, partial(_read, file, name, table, recorders))
        if recorders and table.fields.has("secret"):
            found.tried(name, partial(_secret_there, table))
        for recorder in recorders:
            if isinstance(recorder, OverTheWeb):
                found.tried(name, partial(_knocked, recorder.site))
    if not tables and not faults:
        found.wrong.append(f"{file.path}: names no source")
    return SourcesCheck(tuple(found.right), tuple(found.wrong))


class _Found:
    """Complaints and their contrary, as they come."""

    def __init__(self, file: SourcesFile) -> None:
        self._file = file
        self.right: list[str] = []
        self.wrong: list[str] = []

    def tried(self, name: str, look: Callable[[], str]) -> None:
        """Look, and write down how it was."""
        try:
            self.right.append(f"{name}: {look()}")
        except (InvalidSettings, AddressRefused, OutsideWorldFailed) as fault:
            self.wrong.append(f"{name}: {str(fault).removeprefix(f'{self._file.path}: {name}: ')}")


def _read(file: SourcesFile, name: str, table: SourceTable, into: list[Recorder]) -> str:
    into.append(file.recorder(name, table))
    return f"a source of kind {table.text('kind')}"


def _secret_there(table: SourceTable) -> str:
    secret = table.secret_if_any("secret")
    if secret is None:
        return "no secret"
    secret.reveal()
    return f"the secret {secret.reference} is there"


def _knocked(site: WebSite) -> str:
    site.reach.connection(site.target("/")).close()
    return f"{site.host} answers"
