import numpy as np
import pytest

from accident_service.reconstruction.ground.normal_equations import (
    PER_FRAME,
    SHARED,
    SPAN,
    NormalEquations,
    inverse_blocks,
)

FRAMES = 70


def problem(rng: np.random.Generator) -> tuple[NormalEquations, np.ndarray, np.ndarray]:
    """Random terms over one and over two frames, and the same in one dense matrix."""
    normal = NormalEquations(FRAMES)
    size = PER_FRAME * FRAMES + SHARED
    matrix, slope = np.zeros((size, size)), np.zeros(size)
    frames = np.arange(FRAMES)
    own, shared = rng.normal(size=(FRAMES, 6, PER_FRAME)), rng.normal(size=(FRAMES, 6, SHARED))
    residual, weight = rng.normal(size=(FRAMES, 6)), rng.uniform(0.5, 2.0, (FRAMES, 6))
    normal.add(frames, own, residual, weight)
    normal.add_shared(frames, own, shared, np.stack([weight, weight * residual], axis=-1))
    tied = rng.normal(size=(FRAMES - 1, 3, 2 * PER_FRAME))
    tied_residual = rng.normal(size=(FRAMES - 1, 3))
    normal.add(frames[:-1], tied, tied_residual, np.ones((FRAMES - 1, 3)))
    for frame in range(FRAMES):
        for term in range(6):
            row = np.zeros(size)
            row[PER_FRAME * frame : PER_FRAME * (frame + 1)] = own[frame, term]
            row[-SHARED:] = shared[frame, term]
            matrix += weight[frame, term] * np.outer(row, row)
            slope += weight[frame, term] * residual[frame, term] * row
    for frame in range(FRAMES - 1):
        part = slice(PER_FRAME * frame, PER_FRAME * (frame + 2))
        matrix[part, part] += tied[frame].T @ tied[frame]
        slope[part] += tied[frame].T @ tied_residual[frame]
    return normal, matrix, slope


def test_the_step_is_that_of_the_dense_equations() -> None:
    normal, matrix, slope = problem(np.random.default_rng(4))
    frames, shared = normal.step()
    wanted = -np.linalg.solve(matrix, slope)
    assert frames.ravel() == pytest.approx(wanted[:-SHARED], abs=1e-6)
    assert shared == pytest.approx(wanted[-SHARED:], abs=1e-6)


def test_the_covariance_is_that_of_the_dense_inverse() -> None:
    normal, matrix, _ = problem(np.random.default_rng(5))
    blocks, shared = normal.covariance()
    inverse = np.linalg.inv(matrix)
    for frame in (0, 31, 64, FRAMES - 1):
        part = slice(PER_FRAME * frame, PER_FRAME * (frame + 1))
        assert blocks[frame] == pytest.approx(inverse[part, part], abs=1e-7)
    assert shared == pytest.approx(inverse[-SHARED:, -SHARED:], abs=1e-7)


@pytest.mark.parametrize("frames", [1, 2, 15, 16, 17, 33, 200])
def test_the_inverse_is_exact_over_chunks_of_any_length(frames: int) -> None:
    # Stiff ties between neighbours, hardly anything that holds them in place.
    rng, size, reach = np.random.default_rng(frames), PER_FRAME * frames, PER_FRAME * SPAN
    matrix = 0.01 * np.eye(size)
    for first in range(max(frames - SPAN + 1, 1)):
        part = slice(PER_FRAME * first, PER_FRAME * (first + SPAN))
        tie = 300.0 * rng.normal(size=(4, len(range(size)[part])))
        matrix[part, part] += tie.T @ tie
    band = np.zeros((reach, size))
    for below in range(min(reach, size)):
        band[below, : size - below] = np.diagonal(matrix, -below)

    blocks = inverse_blocks(band)

    whole = np.linalg.inv(matrix).reshape(frames, PER_FRAME, frames, PER_FRAME)
    wanted = whole[np.arange(frames), :, np.arange(frames)]
    np.testing.assert_allclose(blocks, wanted, rtol=1e-5, atol=1e-6 * np.abs(wanted).max())


def test_a_prior_pulls_the_shared_unknowns_back() -> None:
    normal, matrix, slope = problem(np.random.default_rng(6))
    difference, sigma = np.full(SHARED, 0.5), np.full(SHARED, 0.01)
    normal.add_prior(difference, sigma)
    matrix[-SHARED:, -SHARED:] += np.diag(1 / sigma**2)
    slope[-SHARED:] += difference / sigma**2
    assert normal.step()[1] == pytest.approx(-np.linalg.solve(matrix, slope)[-SHARED:], abs=1e-6)
