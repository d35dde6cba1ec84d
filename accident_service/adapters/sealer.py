"""Seals files: kept under SHA-256, and known by SM3 (GB/T 32905-2016) besides."""

import hashlib
from dataclasses import dataclass
from pathlib import Path

from cryptography.hazmat.primitives import hashes

from accident_service.casework.ports import BlobStore
from accident_service.casework.source_ports import Seal
from accident_service.errors import BlobStoreUnavailable, CustodyBroken

CHUNK_BYTES = 1 << 20


@dataclass(frozen=True, slots=True)
class BlobSealer:
    """A `Sealer` over a blob store."""

    blobs: BlobStore

    def seal(self, path: Path, media_type: str) -> Seal:
        """Keep the file's bytes without looking into them; see the port.

        Raises:
            CustodyBroken: The file changed between being read for its hashes and being kept.
            BlobStoreUnavailable: It could not be read or kept.
        """
        try:
            sha256, sm3 = digests_of(path)
        except OSError as failure:
            raise BlobStoreUnavailable(f"what arrived cannot be read: {failure}") from failure
        blob = self.blobs.put(path, media_type)
        if blob.sha256 != sha256:
            raise CustodyBroken(f"the file arrived as {sha256} and was kept as {blob.sha256}")
        return Seal(blob=blob, sm3=sm3)


def digests_of(path: Path) -> tuple[str, str]:
    """SHA-256 and SM3 of a file's bytes, both in lower-case hexadecimal."""
    sha256, sm3 = hashlib.sha256(), hashes.Hash(hashes.SM3())
    with path.open("rb") as file:
        while chunk := file.read(CHUNK_BYTES):
            sha256.update(chunk)
            sm3.update(chunk)
    return sha256.hexdigest(), sm3.finalize().hex()
