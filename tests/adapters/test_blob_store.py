"""Evidence in a folder: what only a folder can do wrong."""

import resource
from pathlib import Path

import pytest

from accident_service.adapters.blob_store import LocalBlobStore
from accident_service.errors import BlobStoreUnavailable

PDF = "application/pdf"


def test_only_whole_files_have_names_and_nobody_may_write_them(tmp_path: Path) -> None:
    kept = LocalBlobStore(tmp_path).put_bytes(b"evidence", PDF)

    files = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert files == [tmp_path / kept.sha256[:2] / kept.sha256[2:4] / kept.sha256]
    assert files[0].stat().st_mode & 0o777 == 0o440


@pytest.mark.proves("R11")
def test_a_disk_that_fills_up_in_mid_file_leaves_nothing_behind(tmp_path: Path) -> None:
    store = LocalBlobStore(tmp_path)
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (4096, hard))
    try:
        with pytest.raises(BlobStoreUnavailable, match="could not be written"):
            store.put_bytes(b"evidence" * 10_000, PDF)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))

    assert list(tmp_path.iterdir()) == []
    assert store.open(store.put_bytes(b"evidence" * 10_000, PDF)) == b"evidence" * 10_000
