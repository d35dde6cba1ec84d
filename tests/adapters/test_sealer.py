from pathlib import Path

import pytest

from accident_service.adapters.blob_store import LocalBlobStore
from accident_service.adapters.sealer import BlobSealer, digests_of
from accident_service.errors import BlobStoreUnavailable

# GB/T 32905-2016, example 1; FIPS 180-2, B.1.
SM3_OF_ABC = "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0"
SHA256_OF_ABC = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"


def test_both_hashes_are_those_of_their_standards(tmp_path: Path) -> None:
    path = tmp_path / "arrived"
    path.write_bytes(b"abc")
    assert digests_of(path) == (SHA256_OF_ABC, SM3_OF_ABC)
    seal = BlobSealer(LocalBlobStore(tmp_path / "blobs")).seal(path, "video/mp4")
    assert (seal.blob.sha256, seal.sm3) == (SHA256_OF_ABC, SM3_OF_ABC)
    assert LocalBlobStore(tmp_path / "blobs").open(seal.blob) == b"abc"


def test_what_vanished_before_it_was_sealed_is_worth_another_try(tmp_path: Path) -> None:
    with pytest.raises(BlobStoreUnavailable, match="cannot be read"):
        BlobSealer(LocalBlobStore(tmp_path)).seal(tmp_path / "gone", "video/mp4")
