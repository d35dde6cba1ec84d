"""The pictures of long clips, kept in files without a name: memory does not grow with the clip.

They go when the files are closed, or with the process, however that ends.
"""

import mmap
import os
import tempfile
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Self

import numpy as np
from numpy.typing import NDArray

from accident_service.reconstruction.kept_pictures import Block, HeldBlock

Pixels = NDArray[np.uint8]

# Of a clip of a few seconds nothing is written. Reading costs no more than looking: a clip kept
# wholly in files took as much processor time as one held, and 53 MB less.
HELD_BYTES = 32 * 2**20
# No file grows further; an analysis child may not write larger ones than its limits say.
FILE_BYTES = 256 * 2**20


class SpillingStore:
    """Holds the first pictures in memory and writes all others to files.

    What was read stays in memory no longer than somebody looks at it. A disk without room is
    an `OSError`.
    """

    def __init__(self, folder: Path, held_bytes: int = HELD_BYTES) -> None:
        """Args: folder: For the files; where room is, and nothing that is memory itself."""
        self._folder, self._room_bytes = folder, held_bytes
        self._files = ExitStack()
        self._file, self._written_bytes = -1, FILE_BYTES

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        failure: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Close the files: nothing can be read from here on."""
        self._files.close()

    def put(self, pictures: Pixels) -> Block:
        """Hold the pictures, or write them."""
        self._room_bytes -= pictures.nbytes
        if self._room_bytes >= 0:
            return HeldBlock(pictures)
        if self._written_bytes + pictures.nbytes > FILE_BYTES:
            opened = tempfile.TemporaryFile(dir=self._folder, buffering=0)  # noqa: SIM115 - below
            self._file, self._written_bytes = self._files.enter_context(opened).fileno(), 0
        block = _WrittenBlock(self._file, self._written_bytes, pictures.shape)
        block.replace(pictures)
        granularity = mmap.ALLOCATIONGRANULARITY
        self._written_bytes += -(-pictures.nbytes // granularity) * granularity
        return block


@dataclass(frozen=True, slots=True)
class _WrittenBlock:
    """Pictures in a file."""

    file: int  # its descriptor
    begin: int  # of the block, a multiple of what may be mapped
    shape: tuple[int, ...]

    def read(self) -> Pixels:
        size = int(np.prod(self.shape))
        mapped = mmap.mmap(self.file, size, access=mmap.ACCESS_READ, offset=self.begin)
        return np.frombuffer(mapped, dtype=np.uint8).reshape(self.shape)

    def replace(self, pictures: Pixels) -> None:
        left, at = np.ascontiguousarray(pictures).reshape(-1), self.begin
        while len(left) > 0:
            written = os.pwrite(self.file, left.data, at)
            left, at = left[written:], at + written
