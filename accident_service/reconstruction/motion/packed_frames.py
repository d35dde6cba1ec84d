"""Pictures of few patches, such as masks and labels, kept small: as runs of equal pixels."""

from typing import Any, Generic, NamedTuple, TypeVar

import numpy as np
from numpy.typing import NDArray

Level = TypeVar("Level", bound=np.integer[Any])


class _Runs(NamedTuple):
    values: NDArray[Any]
    lengths: NDArray[np.int32]


class PackedFrames(Generic[Level]):
    """Pictures of one shape and kind in order; unpacked one at a time, equal to the last bit.

    A mask of traffic takes about a hundredth of its plain size, so that a clip's length, not
    its area, is what memory is spent on.
    """

    def __init__(self) -> None:
        self._packed: list[_Runs] = []
        self._shape = (0, 0)

    def append(self, picture: NDArray[Level]) -> None:
        """Keep a copy of the picture (rows, columns) as the last."""
        flat = picture.ravel()
        starts = np.concatenate([[0], np.flatnonzero(flat[1:] != flat[:-1]) + 1])
        lengths = np.diff(starts, append=flat.size).astype(np.int32)
        self._packed.append(_Runs(flat[starts], lengths))
        self._shape = (picture.shape[0], picture.shape[1])

    def __getitem__(self, index: int) -> NDArray[Level]:
        values, lengths = self._packed[index]
        return np.asarray(np.repeat(values, lengths)).reshape(self._shape)

    def __len__(self) -> int:
        return len(self._packed)

    @property
    def bytes(self) -> int:
        """The memory the pictures take."""
        return sum(runs.values.nbytes + runs.lengths.nbytes for runs in self._packed)

    def stacked(self) -> NDArray[Level]:
        """All pictures at once, (n, rows, columns); as large as they are."""
        return np.stack([self[index] for index in range(len(self))])
