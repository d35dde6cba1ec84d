"""Work on the next items while the last ones are used: on as many cores as there are helpers.

Image operations let other threads run while they work, so helpers are threads. What comes out
does not depend on how many there are or which is first.
"""

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextvars import copy_context
from typing import TypeVar

from accident_service.reconstruction.stages import Stage, stage

T = TypeVar("T")
R = TypeVar("R")

# Two cores serve one analysis; a third thread would only hold results nobody has asked for.
HELPERS = 2


def worked_ahead(
    work: Callable[[T], R], items: Iterable[T], *, helpers: int = HELPERS
) -> Iterator[R]:
    """The result for every item, in the items' order.

    At most twice as many results as there are helpers exist at once. An error of the work is
    raised where its result would have come.
    """
    waiting: deque[Future[R]] = deque()
    with ThreadPoolExecutor(helpers) as pool:
        for item in items:
            waiting.append(pool.submit(copy_context().run, work, item))
            if len(waiting) > helpers:
                yield _awaited(waiting.popleft())
        while waiting:
            yield _awaited(waiting.popleft())


def _awaited(result: Future[R]) -> R:
    with stage(Stage.WAITING):
        return result.result()
