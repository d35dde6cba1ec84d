"""A web server on loopback that hands out files and dies as often as it is told to."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler
from ipaddress import ip_network
from pathlib import Path

from accident_service.adapters.outgoing.allowed import Allowed
from accident_service.adapters.outgoing.reach import Reach
from tests.adapters.loopback_server import LoopbackServer, Quiet, serving
from tests.adapters.tls import OwnTls, own_tls

LOOPBACK = Allowed(networks=(ip_network("127.0.0.0/8"),), ports=None)


@dataclass(slots=True)
class HandedOut:
    """One file and how it is handed out."""

    content: bytes
    etag: str = '"1"'
    dies_after: list[int] = field(default_factory=list)  # bytes of an answer; one a request
    ranges: bool = True
    if_range: bool = True  # whether it knows the condition, or sends a part all the same
    chunked: bool = False
    changes: bytes | None = None  # what it becomes once it was asked for
    secret: str = ""  # the Authorization header it wants
    headers: dict[str, str] = field(default_factory=dict)


class DyingServer(LoopbackServer):
    """Files by their path; `asked` keeps path and Range of every request."""

    def __init__(self) -> None:
        super().__init__(_Handing)
        self.files: dict[str, HandedOut] = {}
        self.asked: list[tuple[str, str]] = []


class _Handing(Quiet, BaseHTTPRequestHandler):
    """One request."""

    server: DyingServer
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        wanted = self.headers.get("Range", "")
        self.server.asked.append((self.path, wanted))
        file = self.server.files.get(self.path)
        if file is None or (file.secret and self.headers["Authorization"] != file.secret):
            self._answer(404 if file is None else 401, {}, b"")
            return
        same = not file.if_range or self.headers.get("If-Range") == file.etag
        start = int(wanted.removeprefix("bytes=").rstrip("-")) if wanted and same else 0
        headers = {"ETag": file.etag, "Content-Type": "video/mp4", **file.headers}
        status = 200
        if start and file.ranges:
            status = 206
            size = len(file.content)
            headers["Content-Range"] = f"bytes {start}-{size - 1}/{size}"
        body = file.content[start:] if status == 206 else file.content
        dies_after = file.dies_after.pop(0) if file.dies_after else None
        self._answer(status, headers, body, dies_after=dies_after, chunked=file.chunked)
        if file.changes is not None:
            file.content, file.etag, file.changes = file.changes, '"2"', None

    def _answer(
        self,
        status: int,
        headers: dict[str, str],
        body: bytes,
        *,
        dies_after: int | None = None,
        chunked: bool = False,
    ) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        if chunked:
            self.send_header("Transfer-Encoding", "chunked")
            body = b"%x\r\n%s\r\n0\r\n\r\n" % (len(body), body)
        else:
            self.send_header("Content-Length", str(len(body)))
        self.send_header("Connection", "close")
        self.end_headers()
        self.wfile.write(body[:dies_after])
        self.wfile.flush()
        self.close_connection = True


@contextmanager
def served(folder: Path) -> Iterator[tuple[DyingServer, OwnTls]]:
    """The server over TLS, and what its clients must believe."""
    tls = own_tls(folder)
    server = DyingServer()
    with serving(server, tls=tls):
        yield server, tls


def reach_of(tls: OwnTls, allowed: Allowed = LOOPBACK) -> Reach:
    """A way to the server under the name in its certificate."""
    return Reach(
        allowed=allowed,
        tls=tls.client,
        resolve=lambda _host, _port: ("127.0.0.1",),
        answers_within_s=5,
    )
