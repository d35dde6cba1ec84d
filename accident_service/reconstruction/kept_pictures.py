"""The pictures of a clip, kept until they are asked for again, wherever there is room for them.

A minute of pictures fits in memory, an hour does not. Whoever runs the analysis may bring a
store that puts some of them elsewhere; what is measured does not depend on where they are.
"""

from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from accident_service.reconstruction.ahead import worked_ahead

Pixels = NDArray[np.uint8]

# Pictures are put away in blocks: some second and a half of a clip.
BLOCK_BYTES = 8 * 2**20
# So many blocks that were put away are at hand: a look at two neighbours meets two at most.
BLOCKS_AT_HAND = 2


class Pictures(Protocol):
    """Pictures of one shape in order, such as an array of them; to be looked at only."""

    @property
    def shape(self) -> tuple[int, ...]:
        """How many there are, and their rows and columns."""

    def __len__(self) -> int: ...

    def __getitem__(self, index: int, /) -> Pixels: ...

    def __iter__(self) -> Iterator[Pixels]: ...


class ChosenPictures:
    """Some of the pictures, in an order of their own; none is read before it is asked for."""

    def __init__(self, pictures: Pictures, indices: NDArray[np.intp]) -> None:
        self._pictures, self._indices = pictures, indices.tolist()

    @property
    def shape(self) -> tuple[int, ...]:
        """How many were chosen, and their rows and columns."""
        return (len(self._indices), *self._pictures.shape[1:])

    def __len__(self) -> int:
        return len(self._indices)

    def __getitem__(self, index: int) -> Pixels:
        return self._pictures[self._indices[index]]

    def __iter__(self) -> Iterator[Pixels]:
        return (self._pictures[index] for index in self._indices)


class Block(Protocol):
    """Some pictures that were put away, (n, rows, columns)."""

    def read(self) -> Pixels:
        """The pictures, to be looked at only."""

    def replace(self, pictures: Pixels) -> None:
        """Put away others of the same shape in their place."""


class Store(Protocol):
    """A place for pictures."""

    def put(self, pictures: Pixels) -> Block:
        """Put away some pictures, which nobody changes from here on."""


@dataclass(slots=True)
class HeldBlock:
    """Pictures held in memory."""

    pictures: Pixels

    def read(self) -> Pixels:
        """The pictures themselves."""
        return self.pictures

    def replace(self, pictures: Pixels) -> None:
        """Hold others in their place."""
        self.pictures = pictures


class _Memory:
    def put(self, pictures: Pixels) -> Block:
        return HeldBlock(pictures)


_STORE: ContextVar[Store | None] = ContextVar("picture store", default=None)


@contextmanager
def kept_in(store: Store) -> Iterator[None]:
    """Let this store keep the pictures that are gathered within the block."""
    token = _STORE.set(store)
    try:
        yield
    finally:
        _STORE.reset(token)


class KeptPictures:
    """Pictures of one shape in order, equal to the last bit to those that were added."""

    def __init__(self) -> None:
        self._store = _STORE.get() or _Memory()
        self._blocks: list[Block] = []
        self._at_hand: deque[tuple[int, Pixels]] = deque(maxlen=BLOCKS_AT_HAND)
        self._last: Pixels = np.empty((1, 0, 0), dtype=np.uint8)  # the block being filled
        self._count = 0

    def append(self, picture: Pixels) -> None:
        """Keep a copy of the picture (rows, columns) as the last."""
        if self._count == 0:
            self._last = _room(picture.shape)
        elif self._count % len(self._last) == 0:
            self._blocks.append(self._store.put(self._last))
            self._last = _room(picture.shape)
        self._last[self._count % len(self._last)] = picture
        self._count += 1

    def replace_each(self, change: Callable[[int], Pixels]) -> None:
        """Put in every picture's place what the change gives for its index, several at once.

        The change looks at no other picture than that.
        """
        for number in range(-(-self._count // len(self._last))):
            first = number * len(self._last)
            changed = np.empty_like(self._last)
            wanted = range(first, min(first + len(changed), self._count))
            for at, picture in enumerate(worked_ahead(change, wanted)):
                changed[at] = picture
            if number < len(self._blocks):
                self._blocks[number].replace(changed)
            else:
                self._last = changed
        self._at_hand.clear()

    @property
    def shape(self) -> tuple[int, ...]:
        """How many there are, and their rows and columns."""
        return (self._count, *self._last.shape[1:])

    def __len__(self) -> int:
        return self._count

    def __getitem__(self, index: int) -> Pixels:
        whole = index + self._count if index < 0 else index
        if not 0 <= whole < self._count:
            raise IndexError(f"picture {index} of {self._count}")
        number, at = divmod(whole, len(self._last))
        return np.asarray(self._block(number)[at])

    def __iter__(self) -> Iterator[Pixels]:
        return (self[index] for index in range(self._count))

    def _block(self, number: int) -> Pixels:
        if number == len(self._blocks):
            return self._last
        for one, pictures in tuple(self._at_hand):
            if one == number:
                return pictures
        pictures = self._blocks[number].read()
        self._at_hand.append((number, pictures))
        return pictures


def _room(shape: tuple[int, ...]) -> Pixels:
    """Room for a block of pictures of this shape."""
    count = max(BLOCK_BYTES // max(shape[0] * shape[1], 1), 1)
    return np.empty((count, *shape), dtype=np.uint8)
