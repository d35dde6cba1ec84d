"""What web servers on loopback have in common, and how any server is run for a while."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from socketserver import TCPServer

from typing_extensions import override

from tests.adapters.tls import HOST, OwnTls


class LoopbackServer(ThreadingHTTPServer):
    """Listens at a free port."""

    daemon_threads = True

    def __init__(self, answering: type[BaseHTTPRequestHandler]) -> None:
        super().__init__(("127.0.0.1", 0), answering)

    @property
    def url(self) -> str:
        """Where it listens, over TLS."""
        return f"https://{HOST}:{self.server_port}"


class Quiet(BaseHTTPRequestHandler):
    """Answers without a word on the terminal."""

    @override
    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


class PostBox(LoopbackServer):
    """Keeps headers and body of what was posted, and answers as it is told to."""

    def __init__(self, answers_with: int, says: bytes) -> None:
        super().__init__(_Posted)
        self.answers_with, self.says = answers_with, says
        self.posted: list[tuple[dict[str, str], bytes]] = []


class _Posted(Quiet, BaseHTTPRequestHandler):
    server: PostBox

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.posted.append((dict(self.headers), body))
        self.send_response(self.server.answers_with)
        self.send_header("Content-Length", str(len(self.server.says)))
        self.end_headers()
        self.wfile.write(self.server.says)


@contextmanager
def serving(*servers: TCPServer, tls: OwnTls | None = None) -> Iterator[None]:
    """Let the servers answer, over TLS where its two sides are given; closed afterwards."""
    for one in servers:
        if tls is not None:
            one.socket = tls.server.wrap_socket(one.socket, server_side=True)
        threading.Thread(target=one.serve_forever, args=(0.01,), daemon=True).start()
    try:
        yield
    finally:
        for one in servers:
            one.shutdown()
            one.server_close()
