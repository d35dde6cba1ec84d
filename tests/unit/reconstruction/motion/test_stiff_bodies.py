import numpy as np
from numpy.typing import NDArray

from accident_service.reconstruction.motion.stiff_bodies import stiff_bodies

Array = NDArray[np.float32]
MOMENTS = 30


def grid(left_px: float, *, wide: int = 4) -> Array:
    """Features of one body, ten pixels apart, (wide x 2, 2)."""
    x, y = np.meshgrid(left_px + 10.0 * np.arange(wide), [50.0, 60.0])
    return np.column_stack([x.ravel(), y.ravel()]).astype(np.float32)


def going(features: Array, way_px: Array) -> Array:
    """Paths of features that all go this way, (features, MOMENTS, 2)."""
    way = np.stack([way_px, np.zeros(len(way_px))], axis=1)
    return np.asarray(features[:, None] + way[None], dtype=np.float32)


def stops(way_px: float, after: int = 15) -> Array:
    share = np.minimum(np.arange(MOMENTS) / after, 1.0)
    return np.asarray(way_px * share, dtype=np.float32)


def test_features_that_go_the_same_way_are_one_body_and_others_another() -> None:
    one, other = going(grid(0.0), stops(80.0)), going(grid(120.0), stops(20.0))
    bodies = stiff_bodies(np.concatenate([one, other]))
    assert sorted(body.tolist() for body in bodies) == [list(range(8)), list(range(8, 16))]


def test_nearer_features_that_go_further_are_of_the_same_body() -> None:
    features = grid(0.0)
    paths = np.concatenate([going(features[:4], stops(40.0)), going(features[4:], stops(50.0))])
    assert [len(body) for body in stiff_bodies(paths)] == [8]


def test_a_plain_side_between_them_does_not_part_a_body() -> None:
    ends = np.concatenate([grid(0.0, wide=2), grid(70.0, wide=2)])
    assert [len(body) for body in stiff_bodies(going(ends, stops(60.0)))] == [8]


def test_two_that_go_on_a_little_as_one_after_a_blow_stay_two() -> None:
    blow = 20
    after_px = np.maximum(np.arange(MOMENTS) - blow, 0.0).astype(np.float32) * 0.8
    striker = going(grid(0.0), stops(60.0, blow) + after_px)
    struck = going(grid(100.0), after_px)
    # The striker's front turns into view only at the blow: it was not seen to come.
    front = going(grid(94.0, wide=1), after_px)
    front[:, :blow] = np.nan
    bodies = stiff_bodies(np.concatenate([striker, struck, front]))
    body_of = {int(feature): number for number, body in enumerate(bodies) for feature in body}
    assert len({body_of[feature] for feature in range(8)}) == 1
    assert body_of[0] != body_of[8]


def test_a_few_features_or_none_are_no_body() -> None:
    assert stiff_bodies(going(grid(0.0, wide=1), stops(50.0))) == []
    assert stiff_bodies(np.zeros((0, MOMENTS, 2), dtype=np.float32)) == []
