"""Pages called over and over: how long most calls take, and what they cost the processor.

The clock on the wall also counts the neighbours of a busy machine; the processor's time of this
process, that of the database's own processes and the number of statements do not.
"""

import random
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from time import perf_counter, process_time

from sqlalchemy import Engine, event

WARM_UPS = 3
HEADINGS = (
    "| page | p50 ms | p95 ms | own processor, p95 ms | database's, p95 ms | statements |\n"
    "|---|---|---|---|---|---|"
)


@dataclass(frozen=True, slots=True)
class Probe:
    """One kind of page: how to ask for the next of its kind."""

    name: str
    ask: Callable[[random.Random], int]  # gives the status


@dataclass(slots=True)
class Server:
    """What the database does meanwhile: statements told to it, and time of its own processes."""

    pid: int | None  # of PostgreSQL's postmaster; None where all runs inside this process
    statements: list[str] = field(default_factory=list)

    def worked_s(self) -> float:
        """Processor time of every connection's process so far."""
        if self.pid is None:
            return 0.0
        children = Path(f"/proc/{self.pid}/task/{self.pid}/children").read_text().split()
        return sum(_on_processor_s(child) for child in children)


@dataclass(slots=True)
class _Spent:
    times_s: list[float] = field(default_factory=list)
    own_s: list[float] = field(default_factory=list)
    server_s: list[float] = field(default_factory=list)
    statements: list[float] = field(default_factory=list)


spent_s: list[float] = []  # where a probe times only part of itself


def watch(postgres: Path | None) -> Server:
    """Count from now on; `postgres` is the folder of a server of its own."""
    told_pid = (postgres / "postmaster.pid").read_text() if postgres else ""
    server = Server(int(told_pid.split()[0]) if told_pid else None)

    @event.listens_for(Engine, "before_cursor_execute")
    def told(_connection: object, _cursor: object, statement: str, *_further: object) -> None:
        server.statements.append(statement)

    return server


def line(probe: Probe, calls: int, server: Server) -> str:
    """One row of the table: this probe called so often."""
    chance = random.Random(7)  # noqa: S311 - the same questions in every run
    spent = _Spent()
    for number in range(WARM_UPS + calls):
        once = _Spent() if number < WARM_UPS else spent
        _call(probe, chance, server, once)
    cells = [
        _ms(spent.times_s, 0.5),
        _ms(spent.times_s, 0.95),
        _ms(spent.own_s, 0.95),
        _ms(spent.server_s, 0.95) if server.pid else "–",
        f"{max(spent.statements):.0f}",
    ]
    return f"| {probe.name} | " + " | ".join(cells) + " |"


def _call(probe: Probe, chance: random.Random, server: Server, spent: _Spent) -> None:
    spent_s.clear()
    server.statements.clear()
    server_s = server.worked_s()
    started_s, worked_s = perf_counter(), process_time()
    status = probe.ask(chance)
    taken_s, own_s = perf_counter() - started_s, process_time() - worked_s
    if status not in (200, 303):
        raise RuntimeError(f"{probe.name} answered {status}")
    spent.times_s.append(spent_s[0] if spent_s else taken_s)
    spent.own_s.append(own_s)
    spent.server_s.append(server.worked_s() - server_s)
    spent.statements.append(len(server.statements))


def _on_processor_s(pid: str) -> float:
    """As the kernel counts it, in nanoseconds; nothing for a process that has ended."""
    try:
        return int(Path(f"/proc/{pid}/schedstat").read_text().split()[0]) / 1e9
    except (FileNotFoundError, ProcessLookupError):
        return 0.0


def _ms(times_s: list[float], share: float) -> str:
    """The time that this share of the calls did not exceed."""
    ordered = sorted(times_s)
    return f"{ordered[min(len(ordered) - 1, int(share * len(ordered)))] * 1e3:.0f}"
