from dataclasses import replace

import numpy as np
import pytest

from accident_service.reconstruction.ground.edge_terms import LIGHT_AHEAD_M, SeenEdges, add_edges
from accident_service.reconstruction.ground.normal_equations import NormalEquations
from accident_service.reconstruction.ground.outline_edges import outline_stretches
from accident_service.reconstruction.ground.projection import placed, seen
from accident_service.reconstruction.ground.vehicle_shape import CAR
from tests.scenes.seen_vehicle import CAMERA, straight_states

TRUE = straight_states(frame_count=20)
ROWS = np.arange(0, 20, 2)


def edges_of(true: np.ndarray, guess: np.ndarray) -> SeenEdges:
    """What a perfect look finds of the true outline, starting from a guess."""
    stretches = outline_stretches(seen(CAMERA, placed(CAR.points_m(CAR.size_m), guess[ROWS])))
    outline = outline_stretches(seen(CAMERA, placed(CAR.points_m(CAR.size_m), true[ROWS])))
    found = np.full(stretches.share.shape, np.nan)
    for row in range(len(ROWS)):
        reach = outline.place_px[row] @ stretches.normal[row].T
        alike = outline.normal[row] @ stretches.normal[row].T > 0.999
        offset = reach - (stretches.place_px[row] * stretches.normal[row]).sum(axis=1)
        found[row] = np.where(alike.any(axis=0), np.where(alike, offset, -99.0).max(axis=0), np.nan)
    return SeenEdges(CAMERA, ROWS, stretches, found, 12.5, np.zeros(found.shape, bool))


def test_the_true_poses_meet_their_own_outline() -> None:
    residual = add_edges(NormalEquations(20), edges_of(TRUE, TRUE), CAR, (TRUE, CAR.size_m))
    assert np.nanmax(np.abs(residual)) < 0.05


def test_a_displaced_vehicle_is_drawn_to_the_outline_found() -> None:
    guess = TRUE + np.array([0.3, -0.15, 0.0, 0.0])
    edges, states = edges_of(TRUE, guess), guess.copy()
    for _ in range(6):
        normal = NormalEquations(20)
        add_edges(normal, edges, CAR, (states, CAR.size_m))
        held = np.zeros((20, 2, 4))
        held[:, 0, 3] = held[:, 1, 2] = 1.0
        normal.add(np.arange(20), held, np.zeros((20, 2)), np.full((20, 2), 1e4))
        normal.add_prior(np.zeros(4), np.full(4, 1e-3))
        states += normal.step()[0]
    assert states[ROWS, :2] == pytest.approx(TRUE[ROWS, :2], abs=0.05)


def test_what_was_not_found_pulls_nowhere() -> None:
    edges = edges_of(TRUE, TRUE)
    edges.found_px[:] = np.nan
    normal = NormalEquations(20)
    residual = add_edges(normal, edges, CAR, (TRUE, CAR.size_m))
    assert normal.cost == 0.0
    assert np.isnan(residual).all()


def test_the_light_of_lamps_begins_ahead_of_the_body() -> None:
    edges = edges_of(TRUE, TRUE)
    stretches, body_m = edges.stretches, CAR.points_m(CAR.size_m)
    share = stretches.share[..., None]
    points_m = body_m[stretches.ends[..., 0]] * (1 - share) + body_m[stretches.ends[..., 1]] * share
    points_m[..., 0] += LIGHT_AHEAD_M
    lit_px = seen(CAMERA, placed(points_m, TRUE[ROWS]))
    found = ((lit_px - stretches.place_px) * stretches.normal).sum(axis=2)
    taken = replace(edges, found_px=found)
    known = replace(taken, is_rim=np.ones(found.shape, bool))
    off = [add_edges(NormalEquations(20), one, CAR, (TRUE, CAR.size_m)) for one in (taken, known)]
    assert np.nanmax(np.abs(off[0])) > 3.0
    assert np.nanmax(np.abs(off[1])) < 0.05
