"""Keeps a set of programs running, and takes all of them down together.

A program that ends is started again, after a pause that doubles while it keeps ending at
once. Children die with the supervisor, even when it is killed: the kernel sees to that.
"""

import os
import signal
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain
from threading import Event

from accident_service.errors import OutsideWorldFailed
from accident_service.journal import Journal
from workers.forked import Forked
from workers.safe_worker import die_with_parent

LOOK_EVERY_S = 0.1
SHORTEST_PAUSE_S = 0.5
LONGEST_PAUSE_S = 15.0
SETTLED_AFTER_S = 30.0  # a program that ran this long starts over with the shortest pause

journal = Journal("supervisor")


@dataclass(frozen=True, slots=True, kw_only=True)
class Program:
    """One program to keep running: a command, or a function of this one (see `forked`)."""

    name: str
    command: tuple[str, ...] = ()
    body: Callable[[], object] | None = None
    stops_within_s: float = 10.0  # from SIGTERM to SIGKILL
    # Called after each start; returns when others may rely on the program.
    wait_until_ready: Callable[[subprocess.Popen[bytes]], None] = lambda _process: None


@dataclass(slots=True)
class _Running:
    """One program's present life."""

    program: Program
    environment: Mapping[str, str]
    pause_s: float = SHORTEST_PAUSE_S
    start_again_s: float = 0.0
    started_s: float = 0.0
    process: subprocess.Popen[bytes] | Forked | None = field(default=None)

    def start(self) -> None:
        self.started_s = time.monotonic()
        if self.program.body is not None:
            self.process = Forked(self.program.body, name=self.program.name)
            return
        self.process = process = subprocess.Popen(  # noqa: S603 - our own commands, no shell
            self.program.command,
            stdin=subprocess.DEVNULL,
            env=dict(self.environment),
            start_new_session=True,  # Ctrl-C reaches the supervisor only, which stops in order
            preexec_fn=_end_with_supervisor,  # noqa: PLW1509 - one thread; only a system call
        )
        self.program.wait_until_ready(process)

    def look(self) -> None:
        """Note an end, and start again when the pause is over."""
        now_s = time.monotonic()
        if self.process is not None and (code := self.process.poll()) is not None:
            if now_s - self.started_s > SETTLED_AFTER_S:
                self.pause_s = SHORTEST_PAUSE_S
            journal.warn(
                "ended; is started again",
                program=self.program.name,
                exit_code=code,
                pause_s=self.pause_s,
            )
            self.process = None
            self.start_again_s = now_s + self.pause_s
            self.pause_s = min(2 * self.pause_s, LONGEST_PAUSE_S)
        if self.process is None and now_s >= self.start_again_s:
            try:
                self.start()
            except OutsideWorldFailed as failure:
                journal.warn("not ready", program=self.program.name, told=str(failure))

    def ask_to_stop(self) -> None:
        if self.process is not None:
            self.process.terminate()

    def stop(self) -> None:
        if self.process is None:
            return
        try:
            self.process.wait(self.program.stops_within_s)
        except subprocess.TimeoutExpired:
            journal.warn("did not stop; killed", program=self.program.name)
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()
        self.process = None


@dataclass(frozen=True, slots=True)
class Supervisor:
    """Runs groups of programs: started in order, stopped in the opposite order.

    Programs of one group are stopped together.
    """

    groups: Sequence[Sequence[Program]]
    environment: Mapping[str, str]

    def run(self, stop: Event, ready: Callable[[], None] = lambda: None) -> None:
        """Keep everything running until `stop` is set; `ready` is called once all have started.

        Raises:
            OutsideWorldFailed: A program did not become ready; everything is stopped again.
        """
        running = [
            [_Running(program, self.environment) for program in group] for group in self.groups
        ]
        everything = list(chain.from_iterable(running))
        try:
            for one in everything:
                one.start()
            ready()
            while not stop.wait(LOOK_EVERY_S):
                for one in everything:
                    one.look()
        finally:
            for group in reversed(running):
                _stop_together(group)


def _stop_together(group: Sequence[_Running]) -> None:
    for one in group:
        one.ask_to_stop()
    for one in group:
        one.stop()


def _end_with_supervisor() -> None:
    die_with_parent(signal.SIGTERM)
