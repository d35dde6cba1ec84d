"""Keep a lease alive while a long step has nothing new to say."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from math import inf
from threading import Event, Lock, Thread
from time import monotonic

from accident_service.casefile.case import Case
from accident_service.casework.ports import ProgressSink
from accident_service.casework.worker_step import CaseChange, StepWork
from accident_service.errors import AttemptSuperseded, OutsideWorldFailed


class _Repeater:
    """Passes progress on, and repeats the last of it; one caller at a time."""

    def __init__(self, sink: ProgressSink) -> None:
        self._sink = sink
        self._lock = Lock()
        self._share_done = 0.0
        self._lost: AttemptSuperseded | None = None

    def __call__(self, share_done: float) -> None:
        with self._lock:
            if self._lost is not None:
                raise self._lost
            self._share_done = share_done
            self._sink(share_done)

    def repeat_until(self, done: Event, every_s: float, at_most_s: float) -> None:
        over_s = monotonic() + at_most_s
        while not done.wait(every_s) and monotonic() < over_s:
            with self._lock:
                try:
                    self._sink(self._share_done)
                except AttemptSuperseded as lost:
                    self._lost = lost
                    return
                except OutsideWorldFailed:  # the ledger is away; the next try may reach it
                    continue


@contextmanager
def kept_alive(
    sink: ProgressSink, *, every_s: float, at_most_s: float = inf
) -> Iterator[ProgressSink]:
    """A sink like `sink` that also repeats the last progress every `every_s`.

    A lease lost meanwhile is told to the next one who reports progress, in the thread that
    does the work. The work needs a time limit of its own, or `at_most_s`: kept alive, it
    never looks dead.

    Raises:
        AttemptSuperseded: From the yielded sink, once the lease is lost.
    """
    repeater, done = _Repeater(sink), Event()
    thread = Thread(target=repeater.repeat_until, args=(done, every_s, at_most_s), daemon=True)
    thread.start()
    try:
        yield repeater
    finally:
        done.set()
        thread.join()


@dataclass(frozen=True, slots=True)
class KeptAlive:
    """Work without a time limit of its own, kept alive for `at_most_s` however silent it is.

    A proposal takes seconds, and half a minute where many work on few cores: that must not
    look dead, and what never ends must.
    """

    work: StepWork
    every_s: float
    at_most_s: float

    def __call__(self, case: Case, on_progress: ProgressSink) -> CaseChange:
        """What the work changes about the case."""
        with kept_alive(on_progress, every_s=self.every_s, at_most_s=self.at_most_s) as progress:
            return self.work(case, progress)
