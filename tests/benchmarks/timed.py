"""Pages called over and over, and the times that most calls do not exceed."""

import random
from collections.abc import Callable
from dataclasses import dataclass
from time import perf_counter, process_time

WARM_UPS = 3


@dataclass(frozen=True, slots=True)
class Probe:
    """One kind of page: how to ask for the next of its kind."""

    name: str
    ask: Callable[[random.Random], int]  # gives the status


spent_s: list[float] = []  # where a probe times only part of itself


def line(probe: Probe, calls: int) -> str:
    """One row of the table: this probe called so often."""
    chance = random.Random(7)  # noqa: S311 - the same questions in every run
    times_s, processor_s = [], []
    for number in range(WARM_UPS + calls):
        spent_s.clear()
        started_s, worked_s = perf_counter(), process_time()
        status = probe.ask(chance)
        taken_s = spent_s[0] if spent_s else perf_counter() - started_s
        if status not in (200, 303):
            raise RuntimeError(f"{probe.name} answered {status}")
        if number >= WARM_UPS:
            times_s.append(taken_s)
            processor_s.append(process_time() - worked_s)
    figures_s = (_share(times_s, 0.5), _share(times_s, 0.95), _share(processor_s, 0.95))
    return f"| {probe.name} | " + " | ".join(f"{one * 1e3:.0f}" for one in figures_s) + " |"


def _share(times_s: list[float], share: float) -> float:
    """The time that this share of the calls did not exceed."""
    ordered = sorted(times_s)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]
