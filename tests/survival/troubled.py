"""The service's own programs, into whose work trouble breaks at chosen borders of a case.

`python -m tests.survival.troubled serve` is `workers serve` with every program troubled; the
supervisor forks its workers, and starts the relay as `python -m tests.survival.troubled ring`.

A border is what one transaction writes into the audit ledger ("worker:propose begin-step"), or
one bell that is rung ("relay ring"); trouble comes before the transaction is kept, or after. All
talk is by files in `<data folder>/trouble`: `deed`, `sides`, `borders` say what to do and where;
`at …` appears once it was done there, so that each border is troubled once; `offset_s` is how far
the clocks are set wrong.
"""

import os
import signal
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path

from flask import Flask

import workers.__main__ as entry
from accident_service.adapters.clock import SystemClock
from accident_service.adapters.database.audit_ledger import SqlAuditLedger
from accident_service.adapters.database.ledger import SqlLedger, SqlUnitOfWork
from accident_service.adapters.job_queue import RqJobQueue
from accident_service.casefile.audit import AuditAct, AuditEntry
from accident_service.settings import Settings
from accident_service.wiring import open_queue_client
from accident_service.wiring import web_app as sound_web_app
from workers.programs import service_programs
from workers.supervisor import Program

HOUR_S = 3600.0
RINGS_TROUBLED = 3
SHUT = "doors are shut"  # a plan with this file in it wants no web server
MODULE = "tests.survival.troubled"


@dataclass(frozen=True, slots=True)
class Plan:
    """Which trouble comes where."""

    folder: Path

    @classmethod
    def of(cls, settings: Settings) -> "Plan":
        return cls(settings.data_dir / "trouble")

    @classmethod
    def lay(cls, data_dir: Path, deed: str, sides: Iterable[str], borders: Iterable[str]) -> None:
        """Write a plan down for the service on this folder."""
        folder = data_dir / "trouble"
        folder.mkdir(parents=True)
        (folder / "deed").write_text(deed)
        (folder / "sides").write_text("\n".join(sides))
        (folder / "borders").write_text("\n".join(borders))

    def words(self, name: str) -> list[str]:
        return (self.folder / name).read_text().splitlines()

    @property
    def done(self) -> set[str]:
        """Where trouble has come."""
        return {path.name.removeprefix("at ") for path in self.folder.glob("at *")}

    @property
    def offset_s(self) -> float:
        path = self.folder / "offset_s"
        return float(path.read_text() or 0) if path.exists() else 0.0

    def is_due(self, side: str, border: str) -> bool:
        """Is trouble to come here, and has not come yet? Asked once, it has come."""
        if side not in self.words("sides") or border not in self.words("borders"):
            return False
        try:
            (self.folder / f"at {side} {border}").touch(exist_ok=False)
        except FileExistsError:
            return False
        return True


@dataclass(frozen=True, slots=True)
class Trouble:
    """What is done to the service; `program` is the process the supervisor started."""

    settings: Settings
    plan: Plan
    program: int

    def at(self, side: str, border: str) -> None:
        """Make trouble here, if the plan says so."""
        if self.plan.is_due(side, border):
            deeds = {
                "kill": self._kill,
                "stop": self._stop,
                "wipe": self._wipe,
                "clock": self._step_the_clock,
            }
            for deed in self.plan.words("deed"):
                deeds[deed]()

    def _kill(self) -> None:
        for process_id in dict.fromkeys((self.program, os.getpid())):
            os.kill(process_id, signal.SIGKILL)

    def _stop(self) -> None:
        os.kill(self.program, signal.SIGTERM)

    def _wipe(self) -> None:
        with open_queue_client(self.settings) as client:
            client.flushall()

    def _step_the_clock(self) -> None:
        beside = self.plan.folder / "offset_s.new"
        beside.write_text(str(0.0 if self.plan.offset_s else HOUR_S))
        beside.replace(self.plan.folder / "offset_s")


@dataclass(frozen=True, slots=True)
class NotedAudit:
    """The audit ledger of a transaction, and what was written into it."""

    audit: SqlAuditLedger
    noted: list[str]

    def append(self, act: AuditAct) -> AuditEntry:
        who = act.actor.partition(":")[0] if act.actor.startswith("officer:") else act.actor
        self.noted.append(f"{who} {act.verb}")
        return self.audit.append(act)

    def __getattr__(self, name: str) -> object:
        return getattr(self.audit, name)


def break_in(trouble: Trouble) -> None:
    """Lay the trouble into this process: in transactions, rings and clocks."""
    keep, ring, now = SqlLedger.transaction, RqJobQueue.ring, SystemClock.now

    @contextmanager
    def troubled_transaction(ledger: SqlLedger) -> Iterator[SqlUnitOfWork]:
        noted: list[str] = []
        with keep(ledger) as unit:
            yield replace(unit, audit=NotedAudit(unit.audit, noted))  # type: ignore[arg-type]
            for border in noted:
                trouble.at("before", border)
        for border in noted:
            trouble.at("after", border)

    def troubled_ring(queue: RqJobQueue, *bell: object) -> None:
        border = next_ring(trouble.plan)
        trouble.at("before", border)
        ring(queue, *bell)  # type: ignore[arg-type]
        trouble.at("after", border)

    replace_method(SqlLedger, "transaction", troubled_transaction)
    replace_method(RqJobQueue, "ring", troubled_ring)
    replace_method(SystemClock, "now", partial(wrong_time, trouble.plan, now))


def next_ring(plan: Plan) -> str:
    """The first rings are borders of their own; later ones are left in peace."""
    done = {border.partition(" ")[2] for border in plan.done}
    names = [f"relay ring {number}" for number in range(1, RINGS_TROUBLED + 1)]
    return next((name for name in names if name not in done), "relay ring")


def wrong_time(plan: Plan, now: Callable[[SystemClock], datetime]) -> datetime:
    """The time of a clock that was set wrong."""
    return now(SystemClock()) + timedelta(seconds=plan.offset_s)


def replace_method(owner: type, name: str, instead: Callable[..., object]) -> None:
    setattr(owner, name, instead)


def trouble_of(program: int) -> Trouble:
    settings = Settings.from_environment()
    return Trouble(settings, Plan.of(settings), program)


def troubled_programs(settings: Settings) -> tuple[tuple[Program, ...], ...]:
    """The service's programs, each of them troubled."""
    programs = service_programs(settings)
    shut = (Plan.of(settings).folder / SHUT).exists()
    return tuple(tuple(map(troubled, group)) for group in (programs[:-1] if shut else programs))


def troubled(program: Program) -> Program:
    """The program, with trouble in it: a process of its own, or a fork of the supervisor."""
    if program.body is None:
        return replace(program, command=troubled_command(program.command))
    return replace(program, body=partial(troubled_body, program.body))


def troubled_body(body: Callable[[], object]) -> None:
    break_in(trouble_of(os.getpid()))
    body()


def troubled_command(command: tuple[str, ...]) -> tuple[str, ...]:
    named = {"workers": MODULE, "accident_service.wiring:web_app()": f"{MODULE}:web_app()"}
    return tuple(named.get(word, word) for word in command)


def web_app() -> Flask:
    """The app of a troubled web server; its program is the process that started this one."""
    break_in(trouble_of(os.getppid()))
    return sound_web_app()


if __name__ == "__main__":
    if sys.argv[1] == "serve":
        setattr(entry, "service_programs", troubled_programs)  # noqa: B010 - a module's, not ours
    else:
        break_in(trouble_of(os.getpid()))
    entry.main(prog_name="troubled")
