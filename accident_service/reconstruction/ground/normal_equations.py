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
_CHUNK = 16 * PER_FRAME


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
            tied = _sliced(frames + first)
            self._slope[tied] += slope[:, columns]
            for second in range(first, jacobian.shape[2] // PER_FRAME):
                rows = slice(PER_FRAME * second, PER_FRAME * (second + 1))
                self._ties[second - first][tied] += block[:, rows, columns]
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
        self._cross[_sliced(frames)] += np.swapaxes(jacobian, 1, 2) @ weighted
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
        band, cross = self._band(), self._cross.reshape(-1, SHARED)
        carried = cho_solve_banded((cholesky_banded(band, lower=True), True), cross)
        shared = np.asarray(np.linalg.inv(self._corner - cross.T @ carried))
        arrow = carried.reshape(-1, PER_FRAME, SHARED)
        return inverse_blocks(band) + arrow @ shared @ np.swapaxes(arrow, 1, 2), shared

    def _factor(self) -> Array:
        return np.asarray(cholesky_banded(self._band(), lower=True))

    def _band(self) -> Array:
        """The frames' matrix by diagonals, the main one first: (12, 4 n)."""
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
        return flat


def _sliced(frames: NDArray[np.intp]) -> NDArray[np.intp] | slice:
    """The same frames; as a slice, which is faster, where none is left out between them."""
    in_a_row = len(frames) > 0 and frames[-1] - frames[0] == len(frames) - 1
    return slice(int(frames[0]), int(frames[-1]) + 1) if in_a_row else frames


def inverse_blocks(band: Array) -> Array:
    """The blocks on the diagonal of the inverse, (n, 4, 4), of a matrix given by its diagonals.

    The matrix of a few neighbouring frames, all others eliminated, is that of the frames
    themselves less what eliminating those before and those after takes from its first and last.
    Its inverse is the whole one's there. (The recursion inside the band, Takahashi's, loses all
    digits where stiff motion terms meet weak outlines.)

    Args:
        band: (12, 4 n), positive definite.

    Reference:
        D. C. Fraser and J. E. Potter, "The optimum linear smoother as a combination of two
        optimum linear filters", 1969.
    """
    reach, size = len(band), band.shape[1]
    backwards = np.zeros_like(band)
    for below in range(reach):
        backwards[below, : size - below] = band[below, : size - below][::-1]
    starts = np.arange(0, size, _CHUNK)
    before = _eliminated(band, starts)
    after = _eliminated(backwards, size - np.minimum(starts + _CHUNK, size))[:, ::-1, ::-1]
    blocks = np.empty((size // PER_FRAME, PER_FRAME, PER_FRAME))
    for start, first, last in zip(starts, before, after, strict=True):
        stop = min(start + _CHUNK, size)
        matrix = _square(band[:, start:stop])
        edge = min(reach, stop - start)
        matrix[:edge, :edge] -= first[:edge, :edge]
        matrix[-edge:, -edge:] -= last[-edge:, -edge:]
        inverse = np.linalg.inv(matrix).reshape(-1, PER_FRAME, (stop - start) // PER_FRAME, 4)
        frames = np.arange((stop - start) // PER_FRAME)
        blocks[start // PER_FRAME : stop // PER_FRAME] = inverse[frames, :, frames]
    return blocks


def _eliminated(band: Array, starts: NDArray[np.intp]) -> Array:
    """What eliminating all unknowns before each start takes from the matrix there, (m, 12, 12)."""
    reach, size = len(band), band.shape[1]
    factor = np.zeros((reach, size + 2 * reach))
    factor[:, reach:-reach] = cholesky_banded(band, lower=True)
    taken = np.zeros((len(starts), reach, reach))
    for index, start in enumerate(starts):
        # Rows from the start on of the factor's columns before it.
        columns = np.arange(start, start + reach)
        rows = np.arange(reach)[:, None] + reach + start - columns
        left = np.where(rows < reach, factor[np.minimum(rows, reach - 1), columns], 0.0)
        taken[index] = left @ left.T
    return taken


def _square(band: Array) -> Array:
    """The symmetric matrix whose diagonals from the main one down are given."""
    size = band.shape[1]
    matrix = np.zeros((size, size))
    for below in range(min(len(band), size)):
        rows = np.arange(size - below)
        matrix[rows + below, rows] = matrix[rows, rows + below] = band[below, : size - below]
    return matrix
