"""A second process that does part of the work: a copy of this one, for as long as it takes.

The copy knows all that this process knows, so nothing has to be handed to it; only its results
come back, through a pipe. It has this process's limits, and goes when this process goes.
"""

import os
import struct
import threading
from collections.abc import Callable, Iterator, Sequence
from typing import Any, NoReturn, TypeVar

from accident_service.adapters.process_ties import die_with
from accident_service.adapters.record_bytes import from_bytes, to_bytes

T = TypeVar("T")
R = TypeVar("R")

_TICKET = struct.Struct("<I")
# As many tickets as any pipe holds without a reader.
MOST_ITEMS = 4096 // _TICKET.size


class ForkedCrew:
    """Two processes: this one, and a copy of it made for each piece of work."""

    def share_out(self, work: Callable[[T], R], items: Sequence[T]) -> list[R]:
        """The result for every item, in the items' order: records of ours, arrays, plain values.

        What the copy could not finish, be it for an error or for want of memory, is done here,
        so that an error is raised here as well. A process of several threads works alone: a
        copy of it may find a lock closed that nobody is left to open.
        """
        alone = threading.active_count() > 1 or not 2 <= len(items) <= MOST_ITEMS
        if alone:
            return [work(item) for item in items]
        tickets = _tickets(len(items))
        read_end, write_end = os.pipe()
        parent = os.getpid()
        copy = os.fork()
        if copy == 0:
            # As long as it could hear itself, it would not notice that nobody listens.
            os.close(read_end)
            _help(lambda: [(at, work(items[at])) for at in _drawn(tickets)], write_end, parent)
        os.close(write_end)
        try:
            # Closed before the copy is waited for, which may be about to tell what nobody hears.
            with os.fdopen(read_end, "rb") as channel:
                done = {at: work(items[at]) for at in _drawn(tickets)}
                told = channel.read()
        finally:
            os.close(tickets)
            _, status = os.waitpid(copy, 0)
        if status == 0:
            done.update(from_bytes(told))
        return [done[at] if at in done else work(item) for at, item in enumerate(items)]


def _help(work: Callable[[], Any], write_end: int, parent: int) -> NoReturn:
    """Be the copy: do the work, tell its result, and leave without tidying up."""
    exit_code = 1
    try:
        die_with(parent)
        with os.fdopen(write_end, "wb") as channel:
            channel.write(to_bytes(work()))
        exit_code = 0
    finally:
        os._exit(exit_code)


def _tickets(count: int) -> int:
    """A pipe to draw the numbers of the items from, each of them once whoever draws."""
    read_end, write_end = os.pipe()
    os.write(write_end, b"".join(_TICKET.pack(at) for at in range(count)))
    os.close(write_end)
    return read_end


def _drawn(tickets: int) -> Iterator[int]:
    while ticket := os.read(tickets, _TICKET.size):
        yield _TICKET.unpack(ticket)[0]
