"""Edges are kept small: coarse changes of every picture, a bounded number of pictures."""

import numpy as np
import pytest

from accident_service.reconstruction.timing.clock.edge_strips import EDGE_SHARE, EdgeStrips


def watched(count: int, *, rows: int = 360, columns: int = 640, step_s: float = 0.04) -> EdgeStrips:
    edges = EdgeStrips()
    for number in range(count):
        picture = np.full((rows, columns), 80, np.uint8)
        picture[0:8, 0:8] = 80 + 10 * (number % 2)
        edges.watch(picture, number * step_s)
    return edges


def test_a_change_is_noted_at_its_block_and_nowhere_else() -> None:
    upper, lower = watched(20).records()

    assert upper.change.shape == (19, round(360 * EDGE_SHARE) // 4, 160)
    assert (upper.change[:, :2, :2] == 10).all()
    assert upper.change[:, 2:, :].max() == 0
    assert lower.change.max() == 0
    assert upper.frame_s == pytest.approx(0.04)


def test_a_large_picture_is_kept_no_wider_than_text_needs() -> None:
    upper, _ = watched(3, rows=1080, columns=1920).records()

    assert upper.snapshots.shape[2] == 1280


def test_hours_of_pictures_cost_no_more_than_a_minute_does() -> None:
    upper, _ = watched(2000, rows=64, columns=64, step_s=0.2).records()

    assert len(upper.pts_s) <= 1501
    assert len(upper.snapshots) <= 150


def test_one_picture_makes_no_record() -> None:
    assert watched(1).records() == ()


def test_a_picture_of_another_size_is_passed_over() -> None:
    edges = watched(3, rows=64, columns=64)
    edges.watch(np.zeros((32, 32), np.uint8), 9.0)

    assert len(edges.records()[0].pts_s) == 3
