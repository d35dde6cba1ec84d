"""Backups, the way back, and the check of names against bytes, on the places of the settings."""

import fcntl
import getpass
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

from accident_service.adapters.backup.back_up import Made, Wanted, back_up, finished_backups
from accident_service.adapters.backup.ledger_file import bring_back, set_aside
from accident_service.adapters.backup.manifest import read_manifest
from accident_service.adapters.backup.restore import Restored, restore, sound_manifest
from accident_service.adapters.backup.state import KEYS, KeptState
from accident_service.adapters.clock import SystemClock
from accident_service.adapters.database.audit_search import SqlAuditSearch
from accident_service.adapters.database.issued_numbers import SqlIssuedNumbers
from accident_service.adapters.database.ledger import SqlLedger
from accident_service.adapters.database.ledger_heads import SqlLedgerHeads
from accident_service.adapters.database.migrate import has_schema
from accident_service.adapters.database.named_blobs import SqlNamedBlobs
from accident_service.adapters.signing import TYPE
from accident_service.casefile.audit import AuditAct
from accident_service.casework.check_ledger import CheckLedger, LedgerCheck
from accident_service.casework.lost_documents import FindLostDocuments, LostDocument
from accident_service.casework.reconcile_blobs import BlobCheck, ReconcileBlobs
from accident_service.errors import AccidentServiceError, Conflict, NotFound
from accident_service.settings import FILES_IF_ANY, Settings
from accident_service.wiring.back_room import open_ledger, prepare, prepare_existing
from accident_service.wiring.blobs import open_blobs, open_kept_blobs
from accident_service.wiring.evidence import open_anchors, unit_seal

SERVICE_LOCK = "service.lock"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reconciliation:
    """What names and bytes say of one another, and what the ledger's signed heads say of it."""

    blobs: BlobCheck
    ledger: LedgerCheck
    lost: tuple[LostDocument, ...]  # signed, and their numbers would be given out again

    @property
    def is_whole(self) -> bool:
        """Nothing is missing, in the store or in the ledger."""
        return self.blobs.is_whole and not self.ledger.faults and not self.lost


def kept_state(settings: Settings) -> KeptState:
    """Where everything lies that a backup takes."""
    files = (getattr(settings, name) for name in FILES_IF_ANY)
    return KeptState(
        ledger_url=settings.ledger_url,
        blobs=open_blobs(settings),
        kept_blobs=open_kept_blobs(settings),
        folders={
            KEYS: settings.key_folder,
            "sites": settings.sites_dir,
            "rule_packs": settings.rule_packs_dir,
            "uploads": settings.upload_folder,
            "preservation-orders": settings.data_dir / "preservation-orders",
        },
        settings_files=tuple(path for path in files if path is not None),
    )


def make_backup(settings: Settings, folder: Path, *, with_blobs: bool, with_keys: bool) -> Made:
    """Make a backup of the service as it is; raises as `back_up`."""
    if not has_schema(settings.ledger_url):
        raise NotFound(f"there is no service in {settings.data_dir}")
    with _ledger(settings) as ledger:
        heads = SqlLedgerHeads(ledger.engines)
        head, entry_count = heads.latest(), heads.entry_count()
    made = back_up(
        kept_state(settings),
        folder,
        Wanted(
            at=SystemClock().now(),
            version=version("accident-service"),
            entry_count=entry_count,
            head=head.signature.decode() if head is not None else "",
            with_blobs=with_blobs,
            with_keys=with_keys,
        ),
    )
    _note(settings, "make-backup", ("manifest", made.manifest_sha256))
    return made


def restore_backup(
    settings: Settings, backup: Path, *, aside: bool
) -> tuple[Restored, Path | None]:
    """Put a backup into the place of the settings; and where the ledger before it is now.

    Raises:
        Conflict: A service runs there, or something stands in the way.
        Others as `restore`.
    """
    settings.data_dir.mkdir(parents=True, exist_ok=True)
    with _no_service(settings):
        sound_manifest(backup)  # before anything is moved
        with _set_aside(settings) if aside else nullcontext() as renamed:
            restored = restore(backup, kept_state(settings))
        prepare(settings)
        _note(
            settings,
            "restore-backup",
            ("made-at", restored.manifest.made_at.isoformat()),
            ("entries", str(restored.manifest.entry_count)),
            ("lost-blobs", str(len(restored.lost_blobs))),
        )
    return restored, renamed


def reconcile(settings: Settings, kept_heads: list[bytes], backups: Path | None) -> Reconciliation:
    """Hold names against bytes, and the audit ledger against every signed head there is.

    Args:
        kept_heads: Signed heads from elsewhere.
        backups: A folder of backups, whose manifests hold signed heads too.
    """
    prepare_existing(settings)
    witness = open_anchors(settings).witness
    heads = [*kept_heads, *(_heads_in(backups) if backups is not None else ())]
    heads += witness.signatures() if witness is not None else ()
    with _ledger(settings) as ledger:
        search, own_heads = SqlAuditSearch(ledger.engines), SqlLedgerHeads(ledger.engines)
        check_blobs = ReconcileBlobs(SqlNamedBlobs(ledger), open_kept_blobs(settings), ledger.clock)
        seal = unit_seal(settings)
        find_lost = FindLostDocuments(
            SqlIssuedNumbers(ledger.engines), open_blobs(settings), seal, signed_as=TYPE
        )
        blobs = check_blobs()
        return Reconciliation(
            blobs=blobs,
            ledger=CheckLedger(search, own_heads, seal)(heads),
            lost=find_lost(blobs.unnamed),
        )


def pass_over(settings: Settings, lost: Sequence[LostDocument]) -> None:
    """Never give out the numbers of these documents again; an entry of the ledger says why.

    The entry comes first: where this breaks off in between, no gap is left without a word, and
    the same asked again does the rest.
    """
    _note(settings, "pass-over-numbers", *(("number", one.number) for one in lost))
    with _ledger(settings) as ledger:
        SqlIssuedNumbers(ledger.engines).pass_over([one.number for one in lost])


@contextmanager
def _ledger(settings: Settings) -> Iterator[SqlLedger]:
    ledger = open_ledger(settings)
    try:
        yield ledger
    finally:
        ledger.engines.close()


@contextmanager
def _set_aside(settings: Settings) -> Iterator[Path | None]:
    """Give a SQLite ledger another name; its own again where what follows fails."""
    if not settings.ledger_url.startswith("sqlite"):
        yield None
        return
    suffix = f"before-restore-{SystemClock().now():%Y%m%dT%H%M%SZ}"
    renamed = set_aside(settings.ledger_url, suffix)
    try:
        yield renamed
    except (AccidentServiceError, OSError):
        bring_back(settings.ledger_url, suffix)
        raise


def _heads_in(folder: Path) -> Iterator[bytes]:
    found = finished_backups(folder)
    if not found:
        raise NotFound(f"there is no finished backup in {folder}")
    for one in found:
        if head := read_manifest(one).head:
            yield head.encode()


def _note(settings: Settings, verb: str, *detail: tuple[str, str]) -> None:
    act = AuditAct(
        at=SystemClock().now(),
        actor=f"operator:{getpass.getuser()}",
        verb=verb,
        case=None,
        detail=detail,
    )
    with _ledger(settings) as ledger, ledger.transaction() as work:
        work.audit.append(act)


@contextmanager
def _no_service(settings: Settings) -> Iterator[None]:
    """Hold the lock that a running service holds."""
    with (settings.data_dir / SERVICE_LOCK).open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as taken:
            raise Conflict(
                f"a service runs on {settings.data_dir}; stop it before its ledger is restored"
            ) from taken
        yield
