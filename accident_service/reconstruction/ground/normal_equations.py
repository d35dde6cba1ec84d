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
        # _ties[k][i] couples frame i + k (rows) with frame i (columns).
        self._ties = np.zeros((SPAN, frame_count, PER_FRAME, PER_FRAME))
        self._cross = np.zeros((frame_count, PER_FRAME, SHARED))
        self._corner = np.zeros((SHARED, SHARED))
        self._slope = np.zeros((frame_count, PER_FRAME))
        self._shared_slope = np.zeros(SHARED)
        self.cost = 0.0

    def add(
        self, frames: NDArray[np.intp], jacobian: Array, residual: Array, weight: Array
    ) -> None:
        """Add m terms of r residuals each.

        Args:
            frames: (m,), the first frame each term ties; none of them twice in one call.
            jacobian: (m, r, b): b = 4, 8 or 12 unknowns from that frame on; NaN-free.
            residual: (m, r).
            weight: (m, r), inverse variances, 0 to leave one out.
        """
        weighted = np.swapaxes(jacobian * weight[..., None], 1, 2)
        block = weighted @ jacobian
        slope = (weighted @ residual[..., None])[..., 0]
        for first in range(jacobian.shape[2] // PER_FRAME):
            columns = slice(PER_FRAME * first, PER_FRAME * (first + 1))
            self._slope[frames + first] += slope[:, columns]
            for second in range(first, jacobian.shape[2] // PER_FRAME):
                rows = slice(PER_FRAME * second, PER_FRAME * (second + 1))
                self._ties[second - first, frames + first] += block[:, rows, columns]
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
        self._cross[frames] += np.swapaxes(jacobian, 1, 2) @ weighted
        flat = shared.reshape(-1, SHARED)
        self._corner += weighted.reshape(-1, SHARED).T @ flat
        self._shared_slope += flat.T @ pull[..., 1].ravel()

    def add_prior(self, difference: Array, sigma: Array) -> None:
        """Hold the shared unknowns near what is known of them beforehand."""
        self._corner += np.diag(1.0 / sigma**2)
        self._shared_slope += difference / sigma**2
        self.cost += float(np.sum((difference / sigma) ** 2))

    def step(self) -> tuple[Array, Array]:
        """The change of the frames' unknowns, (n, 4), and of the shared ones, (4,)."""
        cross, slope = self._cross.reshape(-1, SHARED), self._slope.ravel()
        carried = cho_solve_banded((self._factor(), True), np.column_stack([cross, slope]))
        schur = self._corner - cross.T @ carried[:, :SHARED]
        shared = -np.linalg.solve(schur, self._shared_slope - cross.T @ carried[:, SHARED])
        frames = -carried[:, SHARED] - carried[:, :SHARED] @ shared
        return np.asarray(frames.reshape(-1, PER_FRAME)), np.asarray(shared)

    def covariance(self) -> tuple[Array, Array]:
        """Covariance of each frame's unknowns, (n, 4, 4), and of the shared ones, (4, 4)."""
        factor, cross = self._factor(), self._cross.reshape(-1, SHARED)
        carried = cho_solve_banded((factor, True), cross)
        shared = np.asarray(np.linalg.inv(self._corner - cross.T @ carried))
        arrow = carried.reshape(-1, PER_FRAME, SHARED)
        return _inverse_blocks(factor) + arrow @ shared @ np.swapaxes(arrow, 1, 2), shared

    def _factor(self) -> Array:
        count = len(self._slope)
        band = np.zeros((PER_FRAME * SPAN, count, PER_FRAME))
        for apart in range(SPAN):
            for row in range(PER_FRAME):
                for column in range(PER_FRAME):
                    below = PER_FRAME * apart + row - column
                    if below >= 0:
                        band[below, :, column] = self._ties[apart, :, row, column]
        flat = band.reshape(PER_FRAME * SPAN, -1)
        flat[0] += 1e-9 + 1e-9 * flat[0]
        return np.asarray(cholesky_banded(flat, lower=True))


def _inverse_blocks(factor: Array) -> Array:
    """The blocks on the diagonal of the inverse, (n, 4, 4), from the banded Cholesky factor.

    Solved column by column: the recursion inside the band (Takahashi) loses all digits where
    stiff motion terms meet weak outlines.
    """
    size = factor.shape[1]
    blocks = np.empty((size // PER_FRAME, PER_FRAME, PER_FRAME))
    for start in range(0, size, _CHUNK):
        stop = min(start + _CHUNK, size)
        columns = np.zeros((size, stop - start))
        columns[np.arange(start, stop), np.arange(stop - start)] = 1.0
        inverse = cho_solve_banded((factor, True), columns)
        for first in range(start, stop, PER_FRAME):
            own = slice(first - start, first - start + PER_FRAME)
            blocks[first // PER_FRAME] = inverse[first : first + PER_FRAME, own]
    return blocks
