"""One bucket of an S3-compatible store, by whole objects: size, read, add, remove.

The store is the operator's own and part of the trusted settings; so a client in wide use
talks to it. (Stores that recordings are fetched from are not trusted: see `clip_sources`.)
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from urllib.parse import urlsplit

import obstore
from obstore.exceptions import (
    AlreadyExistsError,
    BaseError,
    PermissionDeniedError,
    UnauthenticatedError,
)
from obstore.store import S3Store
from typing_extensions import override

from accident_service.adapters.clip_sources.secrets import Secret
from accident_service.errors import AccidentServiceError, BlobStoreUnavailable, NotFound

# What is read or sent at once; a transfer that breaks is taken up again at such a piece.
PIECE_BYTES = 8 << 20
PIECES_ON_THE_WAY = 3
CONNECT_WITHIN = timedelta(seconds=5)
PIECE_WITHIN = timedelta(seconds=60)
TRIES_AGAIN = 3
TRIES_WITHIN = timedelta(seconds=20)  # a person may be waiting for a page


@dataclass(frozen=True, slots=True)
class BucketAddress:
    """Where a bucket is, and who asks for it.

    `endpoint` empty means the region's own. Where the endpoint's host begins with the bucket's
    name, the bucket is not named in the path again, as several clouds want it.
    """

    bucket: str
    prefix: str
    endpoint: str
    region: str
    key: str
    secret: Secret

    @property
    def named_by_host(self) -> bool:
        """Does the endpoint's host already name the bucket?"""
        return (urlsplit(self.endpoint).hostname or "").startswith(f"{self.bucket}.")

    @override
    def __str__(self) -> str:
        """As people are told of it, without who asks."""
        return "/".join(filter(None, (self.endpoint or "s3:/", self.bucket, self.prefix)))


class Bucket:
    """Objects of one bucket; nothing is connected to before the first call.

    Every method raises BlobStoreUnavailable when the store does not do what it is asked.
    """

    def __init__(self, address: BucketAddress) -> None:
        self._address = address
        self._client: S3Store | None = None

    def size_bytes(self, name: str) -> int | None:
        """How large an object is; None where there is none."""
        try:
            with self._asked(f"tell of {name}"):
                return obstore.head(self._store(), name)["size"]
        except NotFound:
            return None

    def pieces(self, name: str) -> Iterator[bytes]:
        """An object's bytes in order.

        Raises:
            NotFound: There is none of this name.
        """
        size_bytes = self.size_bytes(name)
        if size_bytes is None:
            raise NotFound(f"no bytes are kept under {name}")
        for start in range(0, size_bytes, PIECE_BYTES):
            end = min(start + PIECE_BYTES, size_bytes)
            with self._asked(f"give {name}"):
                piece = bytes(obstore.get_range(self._store(), name, start=start, end=end))
            yield piece

    def whole(self, name: str) -> bytes:
        """An object's bytes by one request, for one that is known to be small.

        Raises:
            NotFound: There is none of this name.
        """
        with self._asked(f"give {name}"):
            return bytes(obstore.get(self._store(), name).bytes())

    def add(self, name: str, size_bytes: int, pieces: Iterator[bytes]) -> None:
        """Keep a new object, whole or not at all; one that is there already stays as it is.

        What fits into one request is sent with the demand that the name be free. More is sent
        in parts that become an object with the last; a rival's would be the same bytes.

        Args:
            pieces: What an error in reading them stops; then nothing is kept.
        """
        if self.size_bytes(name) is not None:
            return
        with self._asked(f"keep {name}"):
            if size_bytes <= PIECE_BYTES:
                obstore.put(self._store(), name, b"".join(pieces), mode="create")
            else:
                obstore.put(
                    self._store(),
                    name,
                    pieces,
                    chunk_size=PIECE_BYTES,
                    max_concurrency=PIECES_ON_THE_WAY,
                )

    def answers(self) -> str:
        """What is said of a bucket that is there and lets us look into it."""
        with self._asked("list its objects"):
            for _first in obstore.list(self._store(), chunk_size=1):
                break
        return f"{self._address} answers"

    def every(self) -> Iterator[tuple[str, int, datetime]]:
        """Name, size and moment of each object, in pages as the store gives them."""
        with self._asked("list its objects"):
            for page in obstore.list(self._store()):
                for one in page:
                    yield one["path"], one["size"], one["last_modified"]

    def remove(self, name: str) -> None:
        """Forget an object; nothing where there is none."""
        with self._asked(f"remove {name}"):
            obstore.delete(self._store(), name)

    @contextmanager
    def _asked(self, what: str) -> Iterator[None]:
        try:
            yield
        except AlreadyExistsError:
            return
        except (PermissionDeniedError, UnauthenticatedError) as refused:
            raise BlobStoreUnavailable(f"{self._address} refuses our credentials") from refused
        except (BaseError, FileNotFoundError) as failure:
            raise self._told(failure, what) from failure

    def _told(self, failure: Exception, what: str) -> AccidentServiceError:
        told = str(failure).partition("\n")[0]
        if "NoSuchBucket" in told:
            return BlobStoreUnavailable(f"there is no bucket {self._address}")
        if isinstance(failure, FileNotFoundError):
            return NotFound(f"{self._address} has no such object")
        return BlobStoreUnavailable(f"{self._address} did not {what}: {told}")

    def _store(self) -> S3Store:
        _demand_never_forked()
        if self._client is None:
            self._client = _client_of(self._address)
        return self._client


@dataclass(slots=True)
class _FirstUse:
    """The client's threads do not follow into a forked process, where calls would never end."""

    process_id: int | None = field(default=None)


_FIRST_USE = _FirstUse()


def _demand_never_forked() -> None:
    if _FIRST_USE.process_id is None:
        _FIRST_USE.process_id = os.getpid()
    elif _FIRST_USE.process_id != os.getpid():
        raise BlobStoreUnavailable(
            "this process was forked from one that had used the object store already"
        )


def _client_of(address: BucketAddress) -> S3Store:
    return S3Store(
        address.bucket,
        prefix=address.prefix or None,
        endpoint=address.endpoint or None,
        region=address.region,
        access_key_id=address.key,
        secret_access_key=address.secret.reveal(),
        virtual_hosted_style_request=address.named_by_host,
        client_options={
            "allow_http": address.endpoint.startswith("http://"),
            "connect_timeout": CONNECT_WITHIN,
            "timeout": PIECE_WITHIN,
        },
        retry_config={"max_retries": TRIES_AGAIN, "retry_timeout": TRIES_WITHIN},
    )
