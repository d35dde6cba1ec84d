"""Which store of evidence the settings ask for."""

from pathlib import Path

import pytest

from accident_service.adapters.blob_store import LocalBlobStore
from accident_service.errors import InvalidSettings
from accident_service.settings import Settings
from accident_service.wiring import open_blobs
from tests.adapters.object_store.strict_store import StrictStore


def settings(folder: Path, **variables: str) -> Settings:
    named = {f"ACCIDENT_SERVICE_{name}": value for name, value in variables.items()}
    return Settings.from_environment({"ACCIDENT_SERVICE_DATA_DIR": str(folder)} | named)


def test_a_folder_unless_a_bucket_is_named(tmp_path: Path) -> None:
    assert isinstance(open_blobs(settings(tmp_path)), LocalBlobStore)


def test_a_bucket_by_settings_alone(strict: StrictStore, tmp_path: Path) -> None:
    there = Settings.from_environment(
        {"ACCIDENT_SERVICE_DATA_DIR": str(tmp_path)} | strict.environment("by-settings/")
    )
    kept = open_blobs(there).put_bytes(b"evidence", "text/plain")

    assert strict.kept(kept.sha256, "by-settings").read_bytes() == b"evidence"
    with open_blobs(there).local_path(kept) as path:
        assert path.parent == tmp_path / "copies"


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({"BLOB_STORE": "bucket"}, "s3://BUCKET"),
        ({"BLOB_STORE": "s3://"}, "s3://BUCKET"),
        ({"BLOB_STORE": "s3://evidence"}, "ACCIDENT_SERVICE_BLOB_KEY"),
        ({"BLOB_STORE": "s3://evidence", "BLOB_KEY": "id"}, "ACCIDENT_SERVICE_BLOB_SECRET"),
        ({"BLOB_STORE": "s3://evidence", "BLOB_KEY": "id", "BLOB_SECRET": "x"}, "never written"),
        ({"BLOB_ENDPOINT": "store.example"}, "ACCIDENT_SERVICE_BLOB_ENDPOINT"),
    ],
)
def test_half_a_bucket_is_refused_at_the_start(
    tmp_path: Path, given: dict[str, str], told: str
) -> None:
    with pytest.raises(InvalidSettings, match=told):
        open_blobs(settings(tmp_path, **given))
