"""A web worker that waits for nobody forever.

A thread reads a request from its first byte to its last. Whoever sends it letter by letter, or
stops in the middle, would hold the thread; a few of them would hold them all. So the head of a
request has to be there within a time, and between two pieces of a body no long silence may fall.
Whoever keeps sending a body very slowly is for the proxy in front, which takes whole requests.
"""

import socket
import struct
import time
from contextlib import suppress
from typing import Protocol

from gunicorn.workers.gthread import ThreadWorker
from typing_extensions import override

PIECE_BYTES = 2**16


class Connection(Protocol):
    """What gunicorn keeps of a connection, as far as it is needed here."""

    sock: socket.socket


class PatientWorker(ThreadWorker):  # type: ignore[misc]  # gunicorn publishes no types
    """Gunicorn's threaded worker, with an end to its patience."""

    head_within_s = 20.0  # a slow telephone needs two or three seconds for it [design]
    linger_s = 2.0
    longest_silence_s = 30  # within a body; lines that are cut come back sooner [design]

    def __init__(self, *arguments: object, **named: object) -> None:
        super().__init__(*arguments, **named)
        self._heads_awaited: dict[Connection, float] = {}

    @override
    def init_process(self) -> None:
        """Begin, with sockets that do not wait forever."""
        for listener in self.sockets:  # what is accepted there inherits it
            silence = struct.pack("ll", self.longest_silence_s, 0)
            listener.sock.setsockopt(socket.SOL_SOCKET, socket.SO_RCVTIMEO, silence)
            if listener.sock.family in (socket.AF_INET, socket.AF_INET6):
                # Whoever calls and says nothing is kept by the kernel, and by no thread of ours.
                waits_s = int(self.head_within_s) or 1
                listener.sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_DEFER_ACCEPT, waits_s)
        super().init_process()

    @override
    def handle(self, conn: Connection) -> object:
        """Serve one request of this connection."""
        self._heads_awaited[conn] = time.monotonic() + self.head_within_s
        try:
            goes_on = super().handle(conn)
        finally:
            self._heads_awaited.pop(conn, None)
        if goes_on is False:
            self._let_go(conn.sock)
        return goes_on

    @override
    def handle_request(self, req: object, conn: Connection) -> object:
        """Answer a request whose head is there."""
        self._heads_awaited.pop(conn, None)  # the head is whole
        return super().handle_request(req, conn)

    @override
    def murder_pending(self) -> None:
        """Called every second: hang up on those whose head is overdue."""
        now_s = time.monotonic()
        for conn, until_s in list(self._heads_awaited.items()):
            if until_s < now_s:
                with suppress(OSError):
                    conn.sock.shutdown(socket.SHUT_RDWR)
        super().murder_pending()

    def _let_go(self, sock: socket.socket) -> None:
        """Let the answer be read, here and not in the thread that takes everybody's calls."""
        until_s = time.monotonic() + self.linger_s
        with suppress(OSError):
            sock.shutdown(socket.SHUT_WR)
            sock.settimeout(self.linger_s)
            while time.monotonic() < until_s and sock.recv(PIECE_BYTES):
                pass
        with suppress(OSError):
            sock.shutdown(socket.SHUT_RDWR)
