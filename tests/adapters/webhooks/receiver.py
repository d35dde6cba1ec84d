"""An insurer's receiver on this machine, over TLS, that answers as told and forgets nothing."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler
from ipaddress import ip_network

from typing_extensions import override

from accident_service.adapters.outgoing.allowed import Allowed
from accident_service.adapters.outgoing.reach import Reach
from tests.adapters.loopback_server import LoopbackServer, Quiet, serving
from tests.adapters.tls import HOST, OwnTls

LOOPBACK = (ip_network("127.0.0.0/8"),)


@dataclass(frozen=True, slots=True)
class Received:
    """One request."""

    path: str
    headers: Mapping[str, str]  # names in small letters
    body: bytes


class Receiver(LoopbackServer):
    """Listens on a free port; `answers` are used up in turn, then 204."""

    def __init__(self) -> None:
        super().__init__(_Receiving)
        self.received: list[Received] = []
        self.answers: list[tuple[int, Mapping[str, str], bytes]] = []

    @property
    @override
    def url(self) -> str:
        """Where it listens."""
        return f"https://{HOST}:{self.server_port}/hooks?for=claims"

    def will_answer(self, status: int, body: bytes = b"", **headers: str) -> None:
        """Answer so, once."""
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        self.answers.append((status, named, body))


class _Receiving(Quiet, BaseHTTPRequestHandler):
    server: Receiver

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        headers = {name.lower(): value for name, value in self.headers.items()}
        self.server.received.append(Received(self.path, headers, body))
        status, named, answer = (
            self.server.answers.pop(0) if self.server.answers else (204, {}, b"")
        )
        self.send_response(status)
        for name, value in named.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(answer)))
        self.end_headers()
        self.wfile.write(answer)


@contextmanager
def listening(tls: OwnTls) -> Iterator[Receiver]:
    """A receiver that listens."""
    receiver = Receiver()
    with serving(receiver, tls=tls):
        yield receiver


def at_loopback(_host: str, _port: int) -> Sequence[str]:
    """Every name is this machine's."""
    return ("127.0.0.1",)


def reach_of(tls: OwnTls) -> Reach:
    """A way to receivers on this machine, as an operator may allow it."""
    allowed = Allowed(networks=LOOPBACK, ports=None)
    return Reach(allowed=allowed, tls=tls.client, resolve=at_loopback)
