from dataclasses import replace

import numpy as np
import pytest

from accident_service.reconstruction.motion.sights import only_sights
from tests.scenes.watched_traffic import outlines

WHOLE = replace(outlines()[1], stood=True)


@pytest.mark.parametrize("rows", [np.array([2, 5, 9]), np.arange(len(WHOLE)) % 3 == 0])
def test_every_column_is_of_the_sights_kept(rows: np.ndarray) -> None:
    some = only_sights(WHOLE, rows)

    assert len(some) == len(WHOLE.frame_index[rows])
    assert some.frame_index == pytest.approx(WHOLE.frame_index[rows])
    assert some.box_px == pytest.approx(WHOLE.box_px[rows])
    assert some.cells_px == pytest.approx(WHOLE.cells_px[rows])
    assert some.low_px.shape == WHOLE.low_px[rows].shape


def test_what_is_said_of_the_thing_stays() -> None:
    assert only_sights(WHOLE, np.array([0])).stood
