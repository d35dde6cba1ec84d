"""What lies in a bucket can be listed, and goes into a backup and back like a folder's."""

import hashlib
from datetime import timedelta
from pathlib import Path

import pytest

from accident_service.adapters.backup.blob_vault import BlobVault
from accident_service.adapters.clock import SystemClock
from accident_service.adapters.kept_blobs import BucketOfBlobs
from accident_service.adapters.object_store.bucket import Bucket
from accident_service.errors import NotFound
from tests.adapters.object_store.strict_store import StrictStore
from tests.adapters.object_store.test_blob_store import address, opened

PDF = b"%PDF-1.7 a document"


def test_a_bucket_is_listed_and_its_bytes_go_into_the_vault_and_back(
    strict: StrictStore, tmp_path: Path
) -> None:
    store = opened(strict, tmp_path / "copies", prefix="to-be-listed")
    blobs = {store.put_bytes(content, "").sha256 for content in (PDF, b"other bytes")}
    kept = BucketOfBlobs(Bucket(address(strict, prefix="to-be-listed")))
    listed = {one.sha256: one for one in kept.every()}
    assert listed.keys() == blobs
    document = listed[hashlib.sha256(PDF).hexdigest()]
    assert document.size_bytes == len(PDF)
    assert abs(document.kept_at - SystemClock().now()) < timedelta(minutes=5)
    assert sorted(map(kept.form_of, blobs)) == ["", "PDF"]
    assert kept.form_of("0" * 64) == ""

    vault = BlobVault(tmp_path / "vault")
    vault.take(document, store)
    store.remove(document.sha256)
    assert vault.holds(document)
    with pytest.raises(NotFound):
        BlobVault(tmp_path / "other").take(document, opened(strict, tmp_path / "c", prefix="none"))
    vault.give_back(document, store)
    assert {one.sha256 for one in kept.every()} == blobs
