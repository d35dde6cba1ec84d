"""Edges that were drawn are found; the picture's own border is not an edge."""

import numpy as np

from accident_service.reconstruction.self_calibration.segments import segments_of
from tests.scenes.watched_traffic import SIZE, empty_scene, seen, segments


def test_every_drawn_edge_is_found_where_it_is() -> None:
    found = segments_of(empty_scene(), ())

    for start, end in segments().ends_px:
        way = (end - start) / np.hypot(*(end - start))
        offset = found.ends_px - start
        aside = np.abs(offset[..., 0] * way[1] - offset[..., 1] * way[0])
        assert (aside.max(axis=1) < 3.0).any()


def test_letterbox_bars_are_no_edges() -> None:
    picture = np.random.default_rng(1).normal(100.0, 8.0, (360, 640)).astype(np.float32)
    picture[:40] = picture[-40:] = 16.0

    assert len(segments_of(picture, ())) == 0


def test_a_straight_way_is_a_line_of_the_road() -> None:
    found = segments_of(np.full((360, 640), 90.0, np.float32), (seen(1),))

    assert found.level.tolist() == [True]
    assert found.length_px[0] > 60.0


def test_a_flat_picture_has_none() -> None:
    flat = np.full((SIZE.height_px, SIZE.width_px), 90.0, np.float32)

    assert len(segments_of(flat, ())) == 0
