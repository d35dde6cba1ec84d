import os
import resource
from pathlib import Path
from typing import Protocol

import pytest

from accident_service.adapters.blob_store import LocalBlobStore
from accident_service.casefile.analysis import BlobRef
from accident_service.casework.ports import BlobStore
from accident_service.errors import BlobStoreUnavailable, CustodyBroken, NotFound
from tests.fakes.world import FakeBlobStore

PDF = "application/pdf"
ABSENT = BlobRef(sha256="0" * 64, size_bytes=1, media_type=PDF)


class Opener(Protocol):
    def __call__(self, folder: Path) -> BlobStore: ...


@pytest.mark.parametrize("opened", [LocalBlobStore, lambda _folder: FakeBlobStore()])
class TestEveryBlobStore:
    def test_gives_back_what_was_put(self, tmp_path: Path, opened: Opener) -> None:
        store = opened(tmp_path / "blobs")
        source = tmp_path / "clip"
        source.write_bytes(b"recorded")

        kept = store.put(source, "video/mp4")

        assert (kept.size_bytes, kept.media_type) == (8, "video/mp4")
        assert store.open(kept) == b"recorded"
        with store.local_path(kept) as path:
            assert path.read_bytes() == b"recorded"

    def test_keeps_the_same_bytes_once(self, tmp_path: Path, opened: Opener) -> None:
        store = opened(tmp_path / "blobs")

        assert store.put_bytes(b"same", PDF) == store.put_bytes(b"same", PDF)

    def test_says_when_nothing_is_kept(self, tmp_path: Path, opened: Opener) -> None:
        with pytest.raises(NotFound):
            opened(tmp_path / "blobs").open(ABSENT)


def stored_file(folder: Path, blob: BlobRef) -> Path:
    return folder / blob.sha256[:2] / blob.sha256[2:4] / blob.sha256


def test_a_flipped_byte_is_noticed_by_every_way_of_reading(tmp_path: Path) -> None:
    store = LocalBlobStore(tmp_path)
    kept = store.put_bytes(b"evidence", PDF)
    path = stored_file(tmp_path, kept)
    path.chmod(0o600)
    path.write_bytes(b"evidencf")

    with pytest.raises(CustodyBroken, match="now hash to"):
        store.open(kept)
    with pytest.raises(CustodyBroken, match="now hash to"), store.local_path(kept):
        pytest.fail("a changed file was handed out")


def test_putting_the_same_bytes_again_does_not_touch_what_is_kept(tmp_path: Path) -> None:
    store = LocalBlobStore(tmp_path)
    path = stored_file(tmp_path, store.put_bytes(b"evidence", PDF))
    before = path.stat()

    store.put_bytes(b"evidence", PDF)

    assert (path.stat().st_ino, path.stat().st_mtime_ns) == (before.st_ino, before.st_mtime_ns)


def test_only_whole_files_have_names_and_nobody_may_write_them(tmp_path: Path) -> None:
    kept = LocalBlobStore(tmp_path).put_bytes(b"evidence", PDF)

    files = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert files == [stored_file(tmp_path, kept)]
    assert files[0].stat().st_mode & 0o777 == 0o440


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


def test_a_hash_is_never_a_way_out_of_the_folder(tmp_path: Path) -> None:
    with pytest.raises(NotFound, match="not a SHA-256"):
        LocalBlobStore(tmp_path).open(
            BlobRef(sha256=f"..{os.sep}..{os.sep}etc", size_bytes=1, media_type=PDF)
        )
