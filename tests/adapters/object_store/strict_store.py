"""A store as the large ones are: it refuses a taken name when asked to, and may be full."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from accident_service.adapters.clip_sources.secrets import Secret
from accident_service.adapters.object_store.blob_store import ObjectBlobStore
from accident_service.adapters.object_store.bucket import Bucket, BucketAddress
from accident_service.adapters.object_store.copies import HostCopies
from tests.adapters.clip_sources.s3_server import BUCKET, KEY, Store, stored

SECRET = "known to both, nobody else"
REGION = "us-east-1"
PREFIX = "evidence"
COPIES_MOST_BYTES = 64 << 20
TAKEN = b"<Error><Code>PreconditionFailed</Code></Error>"
FULL = b"<Error><Code>InsufficientStorage</Code><Message>no room</Message></Error>"


@dataclass(slots=True)
class Strictness:
    """Between nanio, which overwrites whatever it is told, and its callers."""

    app: Any
    folder: Path
    full: bool = False
    methods: list[str] = field(default_factory=list)
    turn: asyncio.Lock = field(default_factory=asyncio.Lock)

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        self.methods.append(scope["method"])
        if scope["method"] not in ("PUT", "POST"):
            await self.app(scope, receive, send)
        elif self.full:
            await _refuse(receive, send, 507, FULL)
        else:
            async with self.turn:
                wants_free = (b"if-none-match", b"*") in scope["headers"]
                if wants_free and (self.folder / scope["path"].lstrip("/")).exists():
                    await _refuse(receive, send, 412, TAKEN)
                else:
                    await self.app(scope, receive, send)


async def _refuse(receive: Any, send: Any, status: int, body: bytes) -> None:
    while (await receive()).get("more_body"):
        pass
    headers = [(b"content-length", str(len(body)).encode())]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})


@dataclass(frozen=True, slots=True)
class StrictStore:
    """The running store, its folder, and stores of blobs in it."""

    store: Store
    strictness: Strictness
    folder: Path

    def opened(self, copies: Path, prefix: str = PREFIX) -> ObjectBlobStore:
        """A store of blobs below a prefix, with its copies in a folder."""
        secret = Secret("env:NONE", lambda _name: SECRET)
        address = BucketAddress(
            bucket=BUCKET,
            prefix=prefix,
            endpoint=self.store.url,
            region=REGION,
            key=KEY,
            secret=secret,
        )
        return ObjectBlobStore(Bucket(address), HostCopies(copies, COPIES_MOST_BYTES))

    def kept(self, sha256: str, prefix: str = PREFIX) -> Path:
        """Where the server keeps the object's bytes."""
        return self.folder / BUCKET / prefix / sha256[:2] / sha256[2:4] / sha256

    @property
    def secret_file(self) -> Path:
        """Where the secret is read from by other processes."""
        return self.folder / "secret"

    def environment(self, prefix: str) -> dict[str, str]:
        """Settings of a service that keeps its evidence here."""
        return {
            "ACCIDENT_SERVICE_BLOB_STORE": f"s3://{BUCKET}/{prefix}",
            "ACCIDENT_SERVICE_BLOB_ENDPOINT": self.store.url,
            "ACCIDENT_SERVICE_BLOB_REGION": REGION,
            "ACCIDENT_SERVICE_BLOB_KEY": KEY,
            "ACCIDENT_SERVICE_BLOB_SECRET": f"file:{self.secret_file}",
        }


@contextmanager
def strict_store(folder: Path) -> Iterator[StrictStore]:
    """A running store with one bucket."""
    made: list[Strictness] = []

    def around(app: Any) -> Strictness:
        made.append(Strictness(app, folder))
        return made[0]

    with stored(folder, SECRET, around) as store:
        running = StrictStore(store, made[0], folder)
        running.secret_file.touch(0o600)
        running.secret_file.write_text(SECRET)
        yield running
