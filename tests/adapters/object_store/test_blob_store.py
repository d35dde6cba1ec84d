"""Evidence in a bucket: what a store on the far side of a line may do wrong."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from accident_service.adapters.clip_sources.secrets import Secret
from accident_service.adapters.object_store.blob_store import ObjectBlobStore
from accident_service.adapters.object_store.bucket import PIECE_BYTES, Bucket, BucketAddress
from accident_service.adapters.object_store.copies import HostCopies
from accident_service.errors import BlobStoreUnavailable, CustodyBroken
from tests.adapters.clip_sources.s3_server import BUCKET, KEY
from tests.adapters.object_store.strict_store import REGION, SECRET, StrictStore

ROOT = Path(__file__).resolve().parents[3]
CLIP = "video/mp4"
LARGE = bytes(range(256)) * (PIECE_BYTES // 256 * 3)


def address(strict: StrictStore, **changes: str) -> BucketAddress:
    told = {"bucket": BUCKET, "prefix": "", "endpoint": strict.store.url, "secret": SECRET}
    told |= changes
    secret = Secret("file:/secret", lambda _name: None)
    return BucketAddress(
        bucket=told["bucket"],
        prefix=told["prefix"],
        endpoint=told["endpoint"],
        region=REGION,
        key=KEY,
        secret=Secret("env:SECRET", lambda _name: told["secret"]) if told["secret"] else secret,
    )


def opened(strict: StrictStore, tmp_path: Path, **changes: str) -> ObjectBlobStore:
    return ObjectBlobStore(Bucket(address(strict, **changes)), HostCopies(tmp_path, 1 << 20))


def test_a_line_that_is_cut_is_taken_up_again(strict: StrictStore, tmp_path: Path) -> None:
    blob = strict.opened(tmp_path).put_bytes(LARGE, CLIP)
    strict.store.line.cuts = [500, 1_000_000, 100_000]

    with strict.opened(tmp_path).local_path(blob) as path:
        assert path.read_bytes() == LARGE
    assert strict.store.line.cuts == []


def test_what_a_page_shows_is_one_request(strict: StrictStore, tmp_path: Path) -> None:
    store = strict.opened(tmp_path)
    blob = store.put_bytes(b"a small picture", "image/png")
    strict.strictness.methods.clear()

    assert store.open(blob) == b"a small picture"
    assert strict.strictness.methods == ["GET"]


def test_a_store_without_room_keeps_nothing(strict: StrictStore, tmp_path: Path) -> None:
    store = strict.opened(tmp_path, tmp_path.name)
    strict.strictness.full = True
    for content in (b"evidence", LARGE):
        with pytest.raises(BlobStoreUnavailable, match="did not keep"):
            store.put_bytes(content, CLIP)
    strict.strictness.full = False

    assert not strict.kept("0" * 64, tmp_path.name).parents[2].exists()
    assert store.open(store.put_bytes(b"evidence", CLIP)) == b"evidence"


def test_who_dies_midway_leaves_no_object(strict: StrictStore, tmp_path: Path) -> None:
    clip = tmp_path / "clip"
    clip.write_bytes(LARGE)
    program = (sys.executable, "-m", "tests.adapters.object_store.dying_put")
    died = subprocess.run(
        [*program, str(clip), strict.store.url, tmp_path.name, str(strict.secret_file)],
        cwd=ROOT,
        check=False,
    )

    assert died.returncode == -signal.SIGKILL
    assert strict.strictness.methods[:2] == ["HEAD", "POST"]  # it had begun
    assert not strict.kept("0" * 64, tmp_path.name).parents[2].exists()


def test_a_file_that_changes_while_it_is_kept_is_not(
    strict: StrictStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    clip = tmp_path / "clip"
    clip.write_bytes(LARGE)
    asked = Bucket.size_bytes

    def meanwhile(bucket: Bucket, name: str) -> int | None:
        clip.write_bytes(LARGE[:-1] + b"!")
        return asked(bucket, name)

    monkeypatch.setattr(Bucket, "size_bytes", meanwhile)
    with pytest.raises(CustodyBroken, match="now hash to"):
        strict.opened(tmp_path, tmp_path.name).put(clip, CLIP)
    assert not strict.kept("0" * 64, tmp_path.name).parents[2].exists()


def test_what_is_wrong_with_the_settings_is_told_without_the_secret(
    strict: StrictStore, tmp_path: Path
) -> None:
    with pytest.raises(BlobStoreUnavailable, match="refuses our credentials") as refused:
        opened(strict, tmp_path, secret="not the secret").put_bytes(b"x", CLIP)
    assert "not the secret" not in str(refused.value)
    with pytest.raises(BlobStoreUnavailable, match=r"no bucket http.*/elsewhere"):
        opened(strict, tmp_path, bucket="elsewhere").put_bytes(b"x", CLIP)
    with pytest.raises(BlobStoreUnavailable, match="did not tell"):
        opened(strict, tmp_path, endpoint="http://127.0.0.1:9").put_bytes(b"x", CLIP)


def test_a_bucket_says_whether_it_is_there(strict: StrictStore) -> None:
    assert Bucket(address(strict)).answers() == f"{strict.store.url}/{BUCKET} answers"
    with pytest.raises(BlobStoreUnavailable, match="no bucket"):
        Bucket(address(strict, bucket="elsewhere")).answers()


def test_an_endpoint_that_names_the_bucket_does_not_name_it_again(strict: StrictStore) -> None:
    assert address(strict, endpoint=f"https://{BUCKET}.store.example").named_by_host
    assert not address(strict, endpoint="https://store.example").named_by_host


def test_a_process_forked_from_a_user_of_the_store_is_told_and_does_not_hang(
    strict: StrictStore, tmp_path: Path
) -> None:
    store = strict.opened(tmp_path)
    blob = store.put_bytes(b"evidence", CLIP)
    child = os.fork()
    if child == 0:  # no test framework in here: tell by the exit code alone
        signal.alarm(20)
        try:
            store.open(blob)
        except BlobStoreUnavailable as told:
            os._exit(0 if "forked" in str(told) else 1)
        os._exit(2)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
