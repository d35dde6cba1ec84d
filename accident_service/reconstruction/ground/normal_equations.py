"""Least squares over a whole track at once: one block per frame and a few shared unknowns.

Frames are tied to their neighbours only, so the matrix is a narrow band with an arrow for
the shared unknowns; solving costs time proportional to the number of frames.

Reference:
    B. Triggs et al., "Bundle Adjustment - A Modern Synthesis", 2000, section 6.
"""

import numpy as np
from numpy.typing import NDArray
from scipy.linalg import cho_solve_banded, cholesky_banded

Array = NDArray[np.float64]

PER_FRAME = 4
SHARED = 4
# A term ties at most this many neighbouring frames.
SPAN = 3
_CHUNK = 256


class NormalEquations:
    """Collects weighted residuals and solves for the step that lessens them most."""

    def __init__(self, frame_count: int) -> None:
        size = PER_FRAME * frame_count
        self._band = np.zeros((PER_FRAME * SPAN, size))
        self._cross = np.zeros((size, SHARED))
        self._corner = np.zeros((SHARED, SHARED))
        self._slope = np.zeros(size)
        self._shared_slope = np.zeros(SHARED)
        self.cost = 0.0

    def add(
        self, frames: NDArray[np.intp], jacobian: Array, residual: Array, weight: Array
    ) -> None:
        """Add m terms of r residuals each.

        Args:
            frames: (m,), the first frame each term ties.
            jacobian: (m, r, b): b = 4, 8 or 12 unknowns from that frame on; NaN-free.
            residual: (m, r).
            weight: (m, r), inverse variances, 0 to leave one out.
        """
        start = PER_FRAME * frames
        weighted = jacobian * weight[..., None]
        block = np.einsum("mri,mrj->mij", weighted, jacobian)
        slope = np.einsum("mri,mr->mi", weighted, residual)
        for column in range(jacobian.shape[2]):
            np.add.at(self._slope, start + column, slope[:, column])
            for row in range(column, jacobian.shape[2]):
                np.add.at(self._band[row - column], start + column, block[:, row, column])
        self.cost += float(np.sum(weight * residual * residual))

    def add_shared(
        self, frames: NDArray[np.intp], jacobian: Array, shared: Array, pull: Array
    ) -> None:
        """Add the shared unknowns' part of terms already given to `add`.

        Args:
            frames: As in `add`.
            jacobian: (m, r, 4), the frame's part.
            shared: (m, r, 4), derivative by the shared unknowns.
            pull: (m, r, 2): weight and weight times residual.
        """
        weighted = shared * pull[..., :1]
        cross = np.einsum("mri,mrj->mij", jacobian, weighted)
        for column in range(PER_FRAME):
            np.add.at(self._cross, PER_FRAME * frames + column, cross[:, column])
        self._corner += np.einsum("mri,mrj->ij", weighted, shared)
        self._shared_slope += np.einsum("mri,mr->i", shared, pull[..., 1])

    def add_prior(self, difference: Array, sigma: Array) -> None:
        """Hold the shared unknowns near what is known of them beforehand."""
        self._corner += np.diag(1.0 / sigma**2)
        self._shared_slope += difference / sigma**2
        self.cost += float(np.sum((difference / sigma) ** 2))

    def step(self) -> tuple[Array, Array]:
        """The change of the frames' unknowns, (n, 4), and of the shared ones, (4,)."""
        factor = self._factor()
        carried = cho_solve_banded((factor, True), np.column_stack([self._cross, self._slope]))
        schur = self._corner - self._cross.T @ carried[:, :SHARED]
        shared = -np.linalg.solve(schur, self._shared_slope - self._cross.T @ carried[:, SHARED])
        frames = -carried[:, SHARED] - carried[:, :SHARED] @ shared
        return np.asarray(frames.reshape(-1, PER_FRAME)), np.asarray(shared)

    def covariance(self) -> tuple[Array, Array]:
        """Covariance of each frame's unknowns, (n, 4, 4), and of the shared ones, (4, 4)."""
        factor = self._factor()
        carried = cho_solve_banded((factor, True), self._cross)
        shared = np.linalg.inv(self._corner - self._cross.T @ carried)
        size = len(self._slope)
        blocks = np.zeros((size // PER_FRAME, PER_FRAME, PER_FRAME))
        for start in range(0, size, _CHUNK):
            stop = min(start + _CHUNK, size)
            columns = np.zeros((size, stop - start))
            columns[np.arange(start, stop), np.arange(stop - start)] = 1.0
            inverse = cho_solve_banded((factor, True), columns)
            for first in range(start, stop, PER_FRAME):
                part = slice(first, first + PER_FRAME)
                own = inverse[part, first - start : first - start + PER_FRAME]
                arrow = carried[part]
                blocks[first // PER_FRAME] = own + arrow @ shared @ arrow.T
        return blocks, np.asarray(shared)

    def _factor(self) -> Array:
        band = self._band.copy()
        band[0] += 1e-9 + 1e-9 * band[0]
        return np.asarray(cholesky_banded(band, lower=True))
