"""The named parts of an analysis, so that somebody outside can tell where its time goes.

The chapters look at no clock. They say which part of the work they are at; whoever wants to
know, watches. Without a watch, saying so costs next to nothing and changes nothing.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from enum import StrEnum
from typing import Protocol, TypeVar

T = TypeVar("T")


class Stage(StrEnum):
    """A part of the analysis of one clip, in the order in which they are first come to."""

    START_UP = "start-up"
    CALIBRATION = "calibration"
    DECODING = "decoding"
    TIMELINE = "timeline"
    REDUCTION = "reduction"
    STEADYING = "steadying"
    BACKGROUND = "background"
    FOREGROUND = "foreground"
    FLOW = "flow"
    WAITING = "waiting"
    LABELS = "labels"
    SILHOUETTES = "silhouettes"
    FIT = "fit"
    TRAJECTORIES = "trajectories"
    CONTACTS = "contacts"
    LIABILITY = "liability"
    EXHIBITS = "exhibits"
    DOCUMENT = "document"


class StageWatch(Protocol):
    """Told of every stage that is entered and left, by the thread that does.

    Stages of one thread may lie inside one another; several threads may tell at once.
    """

    def entered(self, part: Stage) -> None:
        """The work goes over to this stage."""

    def left(self) -> None:
        """The work goes back to the stage around."""


_WATCH: ContextVar[StageWatch | None] = ContextVar("stage watch", default=None)


@contextmanager
def watched_by(watch: StageWatch) -> Iterator[None]:
    """Tell this watch of all stages of this thread within the block."""
    token = _WATCH.set(watch)
    try:
        yield
    finally:
        _WATCH.reset(token)


@contextmanager
def stage(part: Stage) -> Iterator[None]:
    """The work within the block belongs to this stage."""
    watch = _WATCH.get()
    if watch is None:
        yield
        return
    watch.entered(part)
    try:
        yield
    finally:
        watch.left()


def drawn_in(part: Stage, source: Iterable[T]) -> Iterator[T]:
    """The items of the source; the work of making each belongs to this stage."""
    items = iter(source)
    while True:
        with stage(part):
            try:
                item = next(items)
            except StopIteration:
                return
        yield item
