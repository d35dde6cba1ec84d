"""A real S3-compatible store on this machine, that checks signatures; and a line that is cut."""

import socket
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import obstore
import uvicorn
from nanio.app import build_app
from nanio.auth.credentials import StaticCredentialResolver
from nanio.config import Settings
from obstore.store import S3Store

KEY, BUCKET = "accident-service", "recordings"


@dataclass(slots=True)
class CutLine:
    """Passes on bytes both ways; each answer is cut after as many bytes as are told next."""

    to_port: int
    cuts: list[int] = field(default_factory=list)
    port: int = 0

    def serve(self, listening: socket.socket) -> None:
        while True:
            try:
                near, _ = listening.accept()
            except OSError:
                return
            threading.Thread(target=self._pass_on, args=(near,), daemon=True).start()

    def _pass_on(self, near: socket.socket) -> None:
        with near, socket.create_connection(("127.0.0.1", self.to_port)) as far:
            asking = threading.Thread(target=_pour, args=(near, far, None), daemon=True)
            asking.start()
            cut = self.cuts.pop(0) if self.cuts else None
            _pour(far, near, cut)


def _pour(source: socket.socket, into: socket.socket, most: int | None) -> None:
    try:
        while most is None or most > 0:
            chunk = source.recv(65536 if most is None else min(most, 65536))
            if not chunk:
                break
            into.sendall(chunk)
            most = None if most is None else most - len(chunk)
        into.shutdown(socket.SHUT_WR)
    except OSError:
        return


@dataclass(frozen=True, slots=True)
class Store:
    """The store, and the line to it."""

    line: CutLine
    secret: str

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.line.port}"

    def put(self, objects: Mapping[str, bytes]) -> None:
        store = S3Store(
            BUCKET,
            endpoint=self.url,
            region="us-east-1",
            access_key_id=KEY,
            secret_access_key=self.secret,
            client_options={"allow_http": True},
        )
        for key, content in objects.items():
            obstore.put(store, key, content)


@contextmanager
def stored(
    folder: Path, secret: str, around: Callable[[Any], Any] = lambda app: app
) -> Iterator[Store]:
    """A store with one bucket, that lists two names a page.

    Args:
        around: What is put between the store's own program and its callers.
    """
    (folder / BUCKET).mkdir(exist_ok=True)
    settings = Settings(
        data_dir=folder,
        credentials=StaticCredentialResolver({KEY: secret}),
        access_log=False,
        max_list_keys=2,
    )
    with (
        socket.create_server(("127.0.0.1", 0)) as near,
        socket.create_server(("127.0.0.1", 0)) as far,
    ):
        server = uvicorn.Server(uvicorn.Config(around(build_app(settings)), log_level="error"))
        thread = threading.Thread(target=server.run, args=([far],), daemon=True)
        thread.start()
        line = CutLine(far.getsockname()[1], port=near.getsockname()[1])
        passing_on = threading.Thread(target=line.serve, args=(near,), daemon=True)
        passing_on.start()
        yield Store(line, secret)
        near.shutdown(socket.SHUT_RDWR)  # wakes who waits for a caller; closing would not
        passing_on.join(5)
        server.should_exit = True
        thread.join(5)
