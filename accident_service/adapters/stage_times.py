"""How long each stage of one analysis took, on the wall and of a processor, and its memory."""

import json
import os
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from accident_service.reconstruction.stages import Stage

_PEAK_FIELD = "VmHWM:"  # kilobytes; unlike getrusage it does not count the parent before exec


class Spent(NamedTuple):
    """Time without that of the stages inside; processor time of the stage's own thread."""

    wall_s: float
    cpu_s: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """Where the time of one analysis went."""

    stages: Mapping[Stage, Spent]
    wall_s: float  # from the moment the parent asked
    cpu_s: float  # of all threads of the process, and of the processes that helped it
    peak_mb: float
    decoding_alone_s: float  # wall time of decoding the same clip with nothing beside it

    def to_json(self) -> str:
        """The profile as text."""
        fields = {
            "wall_s": self.wall_s,
            "cpu_s": self.cpu_s,
            "peak_mb": self.peak_mb,
            "decoding_alone_s": self.decoding_alone_s,
            "stages": {part.value: list(spent) for part, spent in self.stages.items()},
        }
        return json.dumps(fields, indent=1)

    @classmethod
    def from_json(cls, text: str) -> "Profile":
        """The profile an analysis wrote; anything else is a mistake in this program."""
        fields = json.loads(text)
        return cls(
            stages={Stage(part): Spent(*spent) for part, spent in fields["stages"].items()},
            wall_s=fields["wall_s"],
            cpu_s=fields["cpu_s"],
            peak_mb=fields["peak_mb"],
            decoding_alone_s=fields["decoding_alone_s"],
        )


class StageClocks:
    """A `StageWatch` that adds up the time of every stage, over all threads that tell it.

    Stages of several threads at once count each: their wall times may add up to more than
    the whole.
    """

    def __init__(self, asked_s: float) -> None:
        """Args: asked_s: Monotonic clock when the process was asked for; starting counts too."""
        self._asked_s = asked_s
        self._own = _OwnClock()
        self._adding = threading.Lock()
        started = Spent(time.monotonic() - asked_s, time.process_time())
        self.spent: dict[Stage, Spent] = {Stage.START_UP: started}

    def entered(self, part: Stage) -> None:
        """The time so far belongs to the stage around, from now on to this one."""
        self._settle()
        self._own.open.append(part)

    def left(self) -> None:
        """The time so far belongs to the stage that ends."""
        self._settle()
        self._own.open.pop()

    def profile(self, decoding_alone: Callable[[], object]) -> Profile:
        """What was measured so far, and how long it takes to decode the same clip alone."""
        total = Spent(time.monotonic() - self._asked_s, time.process_time() + _helpers_cpu_s())
        peak_mb = peak_memory_mb()
        started_s = time.monotonic()
        decoding_alone()
        return Profile(
            stages=dict(self.spent),
            wall_s=total.wall_s,
            cpu_s=total.cpu_s,
            peak_mb=peak_mb,
            decoding_alone_s=time.monotonic() - started_s,
        )

    def _settle(self) -> None:
        now = Spent(time.monotonic(), time.thread_time() + _helpers_cpu_s())
        own = self._own
        if own.open:
            with self._adding:
                before = self.spent.get(own.open[-1], Spent(0.0, 0.0))
                self.spent[own.open[-1]] = Spent(
                    before.wall_s + now.wall_s - own.since.wall_s,
                    before.cpu_s + now.cpu_s - own.since.cpu_s,
                )
        own.since = now


class _OwnClock(threading.local):
    """The stages one thread is in, and since when it is in the innermost."""

    def __init__(self) -> None:
        self.open: list[Stage] = []
        self.since = Spent(0.0, 0.0)


def _helpers_cpu_s() -> float:
    """Processor time of the processes this one started and saw end."""
    spent = os.times()
    return spent.children_user + spent.children_system


def peak_memory_mb() -> float:
    """The most memory this process ever held, in megabytes of 2**20 bytes; Linux only."""
    lines = Path("/proc/self/status").read_text(encoding="ascii").splitlines()
    peak = next(line for line in lines if line.startswith(_PEAK_FIELD))
    return int(peak.split()[1]) / 1024
