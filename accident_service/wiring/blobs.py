"""Where evidence bytes are kept: a folder of this host, or a bucket all hosts share."""

from accident_service.adapters.blob_store import LocalBlobStore
from accident_service.adapters.clip_sources.secrets import secret_at
from accident_service.adapters.kept_blobs import BucketOfBlobs, FolderOfBlobs
from accident_service.adapters.object_store.blob_store import ObjectBlobStore
from accident_service.adapters.object_store.bucket import Bucket, BucketAddress
from accident_service.adapters.object_store.copies import HostCopies
from accident_service.adapters.vital_signs import folder_takes_files
from accident_service.casework.ports import BlobStore
from accident_service.casework.reconcile_blobs import KeptBlobs
from accident_service.errors import InvalidSettings
from accident_service.settings import Settings, secret_variable

SCHEME = "s3://"
BYTES_PER_MB = 2**20


def open_blobs(settings: Settings) -> BlobStore:
    """The store of these settings; nothing is connected to yet.

    Raises:
        InvalidSettings: The settings of a bucket do not fit together; they are named.
    """
    if not settings.blob_store:
        return LocalBlobStore(settings.blob_folder)
    copies = HostCopies(settings.copy_folder, settings.blob_copies_mb * BYTES_PER_MB)
    return ObjectBlobStore(Bucket(_address(settings)), copies)


def open_kept_blobs(settings: Settings) -> KeptBlobs:
    """What lies in the store, to be listed; raises as `open_blobs`."""
    if not settings.blob_store:
        return FolderOfBlobs(settings.blob_folder)
    return BucketOfBlobs(Bucket(_address(settings)))


def evidence_can_be_kept(settings: Settings) -> str:
    """What is said of the store when it is well.

    Raises:
        BlobStoreUnavailable: It is not.
    """
    if not settings.blob_store:
        return folder_takes_files(settings.blob_folder)
    return Bucket(_address(settings)).answers()


def _address(settings: Settings) -> BucketAddress:
    bucket, _, prefix = settings.blob_store.removeprefix(SCHEME).partition("/")
    if not settings.blob_store.startswith(SCHEME) or not bucket:
        raise InvalidSettings(
            "ACCIDENT_SERVICE_BLOB_STORE is accepted as s3://BUCKET or s3://BUCKET/PREFIX,"
            f" or empty for a folder; it is {settings.blob_store!r}"
        )
    if not settings.blob_key or not settings.blob_secret:
        raise InvalidSettings(
            "ACCIDENT_SERVICE_BLOB_STORE wants ACCIDENT_SERVICE_BLOB_KEY, the id of a key, and"
            " ACCIDENT_SERVICE_BLOB_SECRET, which names its secret as env:NAME or file:/path"
        )
    return BucketAddress(
        bucket=bucket,
        prefix=prefix.strip("/"),
        endpoint=settings.blob_endpoint,
        region=settings.blob_region,
        key=settings.blob_key,
        secret=secret_at(settings.blob_secret, secret_variable),
    )
