"""What one service keeps, as a backup takes it and a restore gives it back."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from accident_service.casework.ports import BlobStore
from accident_service.casework.reconcile_blobs import KeptBlobs

KEYS = "keys"


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptState:
    """The places of a service's state.

    `folders` are small and copied whole, by the names they have in a backup; the one called
    "keys" holds secrets. `settings_files` are the operator's own and only compared.
    """

    ledger_url: str
    blobs: BlobStore
    kept_blobs: KeptBlobs
    folders: Mapping[str, Path]
    settings_files: tuple[Path, ...]

    @property
    def ledger_is_a_file(self) -> bool:
        """SQLite, rather than a database server?"""
        return self.ledger_url.startswith("sqlite")
