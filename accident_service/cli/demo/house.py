"""The service itself, started and stopped as an operator would."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import click

START_WITHIN_S = 60.0
STOP_WITHIN_S = 30.0


def free_port() -> int:
    """A port nothing listens on right now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def run_command(environment: Mapping[str, str], *words: str) -> str:
    """Run one `accident-service` command to its end and return what it printed.

    Raises:
        click.ClickException: It failed; the message is its own.
    """
    done = subprocess.run(  # noqa: S603 - our own command
        [sys.executable, "-m", "accident_service.cli", *words],
        env=_with(environment),
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise click.ClickException(f"accident-service {words[0]}: {done.stderr.strip()}")
    return done.stdout.strip()


@contextmanager
def running_service(environment: Mapping[str, str], url: str, log: Path) -> Iterator[None]:
    """`accident-service up`, from its first answer until the block ends.

    Raises:
        click.ClickException: It ended or gave no answer in time; the log says why.
    """
    with log.open("wb") as printed:
        service = subprocess.Popen(
            [sys.executable, "-m", "accident_service.cli", "up"],
            env=_with(environment),
            stdout=printed,
            stderr=subprocess.STDOUT,
            start_new_session=True,  # Ctrl-C reaches the demo, which then stops it in order
        )
        try:
            _wait_for(service, f"{url}/healthz", log)
            yield
        finally:
            service.send_signal(signal.SIGTERM)
            try:
                service.wait(STOP_WITHIN_S)
            except subprocess.TimeoutExpired:
                os.killpg(service.pid, signal.SIGKILL)


def _wait_for(service: subprocess.Popen[bytes], address: str, log: Path) -> None:
    give_up_s = time.monotonic() + START_WITHIN_S
    while time.monotonic() < give_up_s:
        if service.poll() is not None:
            raise click.ClickException(f"the service did not start:\n{log.read_text()[-2000:]}")
        try:
            with urllib.request.urlopen(address, timeout=2):  # noqa: S310 - our own loopback
                return
        except OSError:
            time.sleep(0.2)
    raise click.ClickException(f"the service gave no answer in {START_WITHIN_S:.0f} s; see {log}")


def _with(environment: Mapping[str, str]) -> dict[str, str]:
    inherited = {
        name: value
        for name, value in os.environ.items()  # noqa: TID251 - handed on to a child, not read
        if not name.startswith("ACCIDENT_SERVICE_")
    }
    return inherited | dict(environment)
