"""Work on several items at once: on as many cores as there are helpers.

Image operations let other threads run while they work, so helpers of those are threads; work
that is Python's own is for a crew of processes, which whoever runs the analysis may bring. What
comes out does not depend on how many there are or which is first.
"""

from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from contextvars import ContextVar, copy_context
from typing import Any, Protocol, TypeVar

from accident_service.reconstruction.stages import Stage, stage

T = TypeVar("T")
R = TypeVar("R")

# Two cores serve one analysis; a third thread would only hold results nobody has asked for.
HELPERS = 2
# Items made before they are asked for: enough to bridge the one that takes longest.
DRAWN_AHEAD = 4
_NO_MORE: Any = object()
_ONE_CORE: ContextVar[bool] = ContextVar("one_core", default=False)


@contextmanager
def on_one_core() -> Iterator[None]:
    """Do one thing after the other within the block: nothing ahead, nothing apart."""
    token = _ONE_CORE.set(True)
    try:
        yield
    finally:
        _ONE_CORE.reset(token)


def worked_ahead(
    work: Callable[[T], R], items: Iterable[T], *, helpers: int = HELPERS
) -> Iterator[R]:
    """The result for every item, in the items' order.

    At most twice as many results as there are helpers exist at once. An error of the work is
    raised where its result would have come.
    """
    if _ONE_CORE.get():
        yield from map(work, items)
        return
    waiting: deque[Future[R]] = deque()
    with ThreadPoolExecutor(helpers) as pool:
        for item in items:
            waiting.append(pool.submit(copy_context().run, work, item))
            if len(waiting) > helpers:
                yield _awaited(waiting.popleft())
        while waiting:
            yield _awaited(waiting.popleft())


def drawn_ahead(items: Iterable[T], count: int = DRAWN_AHEAD) -> Generator[T, None, None]:
    """The same items, a few of them made, one by one, while earlier ones are worked on.

    An item must outlast the making of the next ones. An error of their making is raised where
    the item would have come.
    """
    if _ONE_CORE.get():
        yield from items
        return
    source = iter(items)

    def following() -> T:
        return next(source, _NO_MORE)

    with ThreadPoolExecutor(1) as pool:
        waiting = deque(pool.submit(copy_context().run, following) for _ in range(count))
        try:
            while (item := _awaited(waiting.popleft())) is not _NO_MORE:
                waiting.append(pool.submit(copy_context().run, following))
                yield item
        finally:
            for one in waiting:
                one.cancel()


def _awaited(result: Future[R]) -> R:
    with stage(Stage.WAITING):
        return result.result()


class Crew(Protocol):
    """Processes that share out work among themselves."""

    def share_out(self, work: Callable[[T], R], items: Sequence[T]) -> list[R]:
        """The result for every item, in the items' order; results may be copies.

        The work changes nothing but its result.
        """


_CREW: ContextVar[Crew | None] = ContextVar("crew", default=None)


@contextmanager
def shared_with(crew: Crew) -> Iterator[None]:
    """Let this crew share what can be worked on apart within the block."""
    token = _CREW.set(crew)
    try:
        yield
    finally:
        _CREW.reset(token)


def worked_apart(work: Callable[[T], R], items: Sequence[T]) -> list[R]:
    """The result for every item, in the items' order; a crew shares the work where there is one."""
    crew = _CREW.get()
    return [work(item) for item in items] if crew is None else crew.share_out(work, items)
