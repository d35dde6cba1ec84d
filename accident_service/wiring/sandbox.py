"""The samples insurers try the API on: a ledger, blobs and keys of their own, nothing shared.

Kept apart by place, not by a mark on a row: no list, count or figure of the house can see them.
"""

from dataclasses import dataclass, field, replace

from accident_service.adapters.blob_store import LocalBlobStore
from accident_service.adapters.clock import SystemClock
from accident_service.adapters.database.engine import open_engines
from accident_service.adapters.database.insurer_clients import SqlInsurerClients
from accident_service.adapters.database.ledger import SqlLedger
from accident_service.adapters.database.migrate import upgrade
from accident_service.adapters.documents import TypstPress
from accident_service.adapters.pdf_signing import PdfSigning
from accident_service.adapters.signing import kept_unit_key
from accident_service.adapters.unit_certificate import kept_certificate
from accident_service.casework.casework import Casework
from accident_service.casework.fill_sandbox import FillSandbox, sandbox_client
from accident_service.settings import Settings
from accident_service.wiring.back_room import personal_fields

NOBODY = "samples"  # a client of the sandbox's own ledger, whose secret nobody has


@dataclass(frozen=True, slots=True)
class SandboxDoor:
    """The casework over samples, opened when it is first asked for after they were made."""

    settings: Settings
    real: Casework
    _opened: list[Casework] = field(default_factory=list)

    def __call__(self) -> Casework | None:
        """The casework, or None while there are no samples."""
        if not self._opened and self.settings.sandbox_folder.exists():
            self._opened.append(_over_samples(self.settings, self.real))
        return self._opened[0] if self._opened else None


def make_sandbox(settings: Settings) -> int:
    """Make the samples where there are none.

    Returns:
        How many there are.

    Raises:
        LedgerUnavailable: They could not be kept.
    """
    settings.sandbox_folder.mkdir(parents=True, exist_ok=True)
    upgrade(sandbox_url(settings), personal=personal_fields(settings))
    ledger = sandbox_ledger(settings)
    clients = SqlInsurerClients(ledger.engines, ledger.clock)
    if clients.client(NOBODY) is None:
        clients.register(sandbox_client(NOBODY, frozenset()))
    fill = FillSandbox(ledger, _blobs(settings), _press(settings), ledger.clock)
    return fill()


def _over_samples(settings: Settings, real: Casework) -> Casework:
    return replace(
        real, ledger=sandbox_ledger(settings), blobs=_blobs(settings), press=_press(settings)
    )


def sandbox_url(settings: Settings) -> str:
    """Where the ledger of samples is, if there are any."""
    return f"sqlite:///{settings.sandbox_folder / 'ledger.sqlite3'}"


def sandbox_ledger(settings: Settings) -> SqlLedger:
    """The ledger of samples; nothing is connected yet."""
    return SqlLedger(
        engines=open_engines(sandbox_url(settings), personal=personal_fields(settings)),
        clock=SystemClock(),
    )


def _blobs(settings: Settings) -> LocalBlobStore:
    return LocalBlobStore(settings.sandbox_folder / "blobs")


def _press(settings: Settings) -> TypstPress:
    keys = settings.key_folder / "sandbox"
    certificate = kept_certificate(keys / "certificate.pem", now=SystemClock().now())
    return TypstPress(
        kept_unit_key(keys / "unit.key"),
        PdfSigning(certificate),
        public_url=settings.public_url,
        sample=True,
    )
