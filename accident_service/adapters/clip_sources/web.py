"""What sources over HTTP have in common: an address, its certificate, and what answers mean."""

import ssl
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from accident_service.adapters.clip_sources.table import SourceTable
from accident_service.adapters.outgoing.allowed import Target
from accident_service.adapters.outgoing.download import (
    OK,
    DownloadLimits,
    Fetched,
    download,
)
from accident_service.adapters.outgoing.exchange import Answer, Ask, exchange
from accident_service.adapters.outgoing.reach import Reach
from accident_service.casework.source_ports import Progress
from accident_service.errors import ClipSourceUnavailable, InvalidSettings, NoFootage

# A recorder may have to put a recording together before its first byte comes.
RECORDER_ANSWERS_WITHIN_S = 60.0
GONE = frozenset({404, 410})
NOT_YET = frozenset({202, 204, 409, 425})
REFUSED = frozenset({401, 403})
# A page to sign in on, or an excuse, sent as if it were what was asked for.
NO_RECORDINGS = frozenset({"text/html", "application/json", "application/xml", "text/xml"})
Headers = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class WebSite:
    """One server that recordings are asked of."""

    reach: Reach
    base: str  # without a stroke at its end
    limits: DownloadLimits

    @property
    def host(self) -> str:
        """What messages call it."""
        return self.target("").authority

    def target(self, path: str) -> Target:
        """An address below the base; raises AddressRefused."""
        return self.reach.allowed.target(f"{self.base}{path}")

    def ask(self, ask: Ask) -> Answer:
        """One short exchange; raises as `exchange`."""
        return exchange(self.reach, ask, within_s=RECORDER_ANSWERS_WITHIN_S)

    def bring(self, path: str, headers: Headers, into: Path, on_progress: Progress) -> Fetched:
        """Bring one file.

        Raises:
            NoFootage: The server says that there is none.
            ClipSourceUnavailable: It refuses, is not ready yet, or sends elsewhere.
            OutsideWorldFailed: It did not answer, or broke off.
        """
        ask = Ask(self.target(path), headers=headers)
        fetched = download(self.reach, ask, into, on_progress, self.limits)
        if fetched.status != OK:
            raise meaning(self.host, fetched.status)
        if not fetched.size_bytes:
            raise NoFootage(f"{self.host} answered with an empty file")
        kind = fetched.headers.get("content-type", "").partition(";")[0].strip().lower()
        if kind in NO_RECORDINGS:
            into.unlink()
            raise ClipSourceUnavailable(f"{self.host} sent {kind} where a recording was asked for")
        return fetched


def meaning(host: str, status: int) -> NoFootage | ClipSourceUnavailable:
    """What an answer without a recording means."""
    if status in GONE:
        return NoFootage(f"{host} has no such recording ({status})")
    if status in NOT_YET:
        return ClipSourceUnavailable(f"not yet: {host} answers {status}")
    if status in REFUSED:
        return ClipSourceUnavailable(f"{host} refuses our credentials ({status})")
    return ClipSourceUnavailable(f"{host} answered {status}")


def site_at(table: SourceTable, base: str) -> WebSite:
    """The server of a table's address, with the certificates of `ca` where it is set.

    Raises:
        AddressRefused: The address is not one this service connects to.
        InvalidSettings: `ca` holds no certificates.
    """
    reach = Reach(
        allowed=table.around.allowed,
        tls=believing(table),
        answers_within_s=RECORDER_ANSWERS_WITHIN_S,
        resolve=table.around.resolve,
    )
    site = WebSite(reach=reach, base=base.rstrip("/"), limits=table.around.limits)
    site.target("/")
    return site


def quoted(text: str) -> str:
    """A name as one step of an address's path."""
    return quote(text, safe="")


def believing(table: SourceTable) -> ssl.SSLContext:
    """Whose certificates are believed: those of `ca`, else the machine's.

    Raises:
        InvalidSettings: `ca` holds no certificates.
    """
    if not table.fields.has("ca"):
        return ssl.create_default_context()
    path = table.text("ca")
    try:
        return ssl.create_default_context(cafile=path)
    except (OSError, ssl.SSLError) as fault:
        raise InvalidSettings(f"ca: {path} holds no certificates: {fault}") from fault
