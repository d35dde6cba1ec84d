"""Which programs make up the service on one machine, and how each is started."""

import socket
import subprocess
import sys
import time
from functools import partial

from accident_service.errors import OutsideWorldFailed
from accident_service.settings import Settings
from accident_service.wiring import queue_server, wait_for_queue
from workers.answering import answer_bells
from workers.supervisor import Program

# A worker is given this long to finish its step; a longer one is done again after the start.
WORKER_STOPS_WITHIN_S = 8.0
WEB_LISTENS_WITHIN_S = 60.0


def service_programs(settings: Settings) -> tuple[tuple[Program, ...], ...]:
    """Queue server when embedded, then the relay and the workers, then the web server."""
    queue = (queue_program(settings),) if settings.queue_is_embedded else ()
    behind = (relay_program(), *worker_programs(settings))
    return (queue, behind, (web_program(settings),))


def queue_program(settings: Settings) -> Program:
    """The embedded queue server."""
    return Program(
        name="queue server",
        command=queue_server(settings).command(),
        wait_until_ready=lambda process: wait_for_queue(settings, process),
    )


def relay_program() -> Program:
    """Relay and reconciler in one process, and what is sent beside them."""
    return Program(name="relay", command=(sys.executable, "-m", "workers", "ring"))


def worker_programs(settings: Settings) -> tuple[Program, ...]:
    """The workers of every queue, as many as the settings say."""
    return tuple(
        Program(
            name=f"{queue} worker {number}",
            body=partial(answer_bells, settings, queue),
            stops_within_s=WORKER_STOPS_WITHIN_S,
        )
        for queue, count in settings.workers
        for number in range(1, count + 1)
    )


def web_program(settings: Settings) -> Program:
    """The web server with both doors: pages and API."""
    return Program(
        name="web server",
        command=(
            *(sys.executable, "-m", "gunicorn"),
            *("-c", "python:workers.web_server"),
            *("--worker-class", "workers.patient_worker.PatientWorker"),
            *("--workers", str(settings.web_process_count)),
            *("--threads", str(settings.web_thread_count)),
            *("--bind", f"{settings.host}:{settings.port}"),
            *("--forwarded-allow-ips", ""),  # which proxies are believed, the app decides
            # Longer than pages pause between two questions, or their connection is shut under them.
            *("--keep-alive", "30"),
            *("--graceful-timeout", "8", "--timeout", "120", "--log-level", "warning"),
            "accident_service.wiring:web_app()",
        ),
        wait_until_ready=lambda process: _wait_until_listening(settings, process),
    )


def _wait_until_listening(settings: Settings, process: subprocess.Popen[bytes]) -> None:
    give_up_s = time.monotonic() + WEB_LISTENS_WITHIN_S
    address = (settings.host, settings.port)
    while process.poll() is None and time.monotonic() < give_up_s:
        with socket.socket() as attempt:
            if attempt.connect_ex(address) == 0:
                return
        time.sleep(0.1)
    raise OutsideWorldFailed(f"the web server does not listen on {settings.host}:{settings.port}")
