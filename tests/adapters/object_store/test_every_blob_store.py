"""One set of promises for every store of evidence: a folder, a bucket, and the tests' own."""

import shutil
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import pytest

from accident_service.adapters.blob_store import LocalBlobStore
from accident_service.casefile.analysis import BlobRef
from accident_service.casework.ports import BlobStore
from accident_service.errors import CustodyBroken, NotFound
from tests.adapters.object_store.strict_store import StrictStore
from tests.fakes.world import FakeBlobStore

PDF = "application/pdf"
ABSENT = BlobRef(sha256="0" * 64, size_bytes=1, media_type=PDF)
LARGE = bytes(range(256)) * (1 << 16)  # 16 MB: more than one request


@dataclass(frozen=True, slots=True)
class Kept:
    """A store, and where its bytes lie."""

    store: BlobStore
    folder: Path

    def file(self, blob: BlobRef) -> Path:
        return self.folder / blob.sha256[:2] / blob.sha256[2:4] / blob.sha256


def in_folder(tmp_path: Path) -> Kept:
    return Kept(LocalBlobStore(tmp_path / "blobs"), tmp_path / "blobs")


def in_bucket(strict: StrictStore, tmp_path: Path) -> Kept:
    root = strict.kept(ABSENT.sha256, tmp_path.name).parents[2]
    return Kept(strict.opened(tmp_path / "copies", tmp_path.name), root)


@pytest.fixture(params=["folder", "bucket"])
def kept(request: pytest.FixtureRequest, tmp_path: Path) -> Kept:
    if request.param == "folder":
        return in_folder(tmp_path)
    return in_bucket(request.getfixturevalue("strict"), tmp_path)


@pytest.fixture(params=["folder", "bucket", "fake"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> BlobStore:
    if request.param == "fake":
        return FakeBlobStore()
    if request.param == "folder":
        return in_folder(tmp_path).store
    return in_bucket(request.getfixturevalue("strict"), tmp_path).store


@pytest.mark.parametrize("content", [b"recorded", b"", LARGE], ids=["small", "empty", "large"])
def test_gives_back_what_was_put(store: BlobStore, tmp_path: Path, content: bytes) -> None:
    source = tmp_path / "clip"
    source.write_bytes(content)

    kept = store.put(source, "video/mp4")

    assert (kept.size_bytes, kept.media_type) == (len(content), "video/mp4")
    assert store.open(kept) == content
    with store.local_path(kept) as path:
        assert path.read_bytes() == content


def test_keeps_the_same_bytes_once(store: BlobStore, tmp_path: Path) -> None:
    (tmp_path / "same").write_bytes(b"same")

    assert store.put_bytes(b"same", PDF) == store.put(tmp_path / "same", PDF)


def test_says_when_nothing_is_kept(store: BlobStore) -> None:
    with pytest.raises(NotFound):
        store.open(ABSENT)
    with pytest.raises(NotFound), store.local_path(ABSENT):
        pytest.fail("nothing was handed out")


def test_what_was_removed_is_gone_however_it_is_asked_for(store: BlobStore) -> None:
    kept = store.put_bytes(b"private", PDF)
    with store.local_path(kept):
        store.remove(kept.sha256)
    store.remove(kept.sha256)

    test_says_when_nothing_is_kept(store)
    with pytest.raises(NotFound):
        store.open(kept)
    with pytest.raises(NotFound), store.local_path(kept):
        pytest.fail("a destroyed file was handed out")


@pytest.mark.proves("S1")
def test_a_hash_is_never_a_way_out_of_the_store(kept: Kept) -> None:
    with pytest.raises(NotFound, match="not a SHA-256"):
        kept.store.open(BlobRef(sha256="../../etc", size_bytes=1, media_type=PDF))


@pytest.mark.proves("E1")
@pytest.mark.parametrize("changed", [b"evidencf", b"evidence+", b"evid"])
def test_changed_bytes_are_noticed_by_every_way_of_reading(kept: Kept, changed: bytes) -> None:
    blob = kept.store.put_bytes(b"evidence", PDF)
    kept.file(blob).chmod(0o600)
    kept.file(blob).write_bytes(changed)
    # nanio notes sizes beside; without its notes it believes the disk, as we have to
    shutil.rmtree(kept.folder.parent / ".nanio-meta", ignore_errors=True)

    with pytest.raises(CustodyBroken, match=blob.sha256):
        kept.store.open(blob)
    with pytest.raises(CustodyBroken, match=blob.sha256), kept.store.local_path(blob):
        pytest.fail("a changed file was handed out")


def test_putting_the_same_bytes_again_does_not_touch_what_is_kept(kept: Kept) -> None:
    path = kept.file(kept.store.put_bytes(b"evidence", PDF))
    before = path.stat()

    kept.store.put_bytes(b"evidence", PDF)

    assert (path.stat().st_ino, path.stat().st_mtime_ns) == (before.st_ino, before.st_mtime_ns)


@pytest.mark.parametrize("content", [b"evidence", LARGE], ids=["small", "large"])
def test_many_who_keep_the_same_bytes_at_once_keep_them_once(kept: Kept, content: bytes) -> None:
    with ThreadPoolExecutor(4) as many:
        blobs = list(many.map(lambda _one: kept.store.put_bytes(content, PDF), range(4)))

    assert len(set(blobs)) == 1
    assert kept.store.open(blobs[0]) == content
    assert [path for path in kept.folder.rglob("*") if path.is_file()] == [kept.file(blobs[0])]
