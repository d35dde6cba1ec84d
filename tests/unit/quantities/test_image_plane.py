import numpy as np
import pytest

from accident_service.quantities.image_plane import PixelPoints


def test_points_know_how_many_they_are_and_refuse_another_shape() -> None:
    assert len(PixelPoints(np.zeros((4, 2)))) == 4
    with pytest.raises(ValueError, match=r"\(n, 2\)"):
        PixelPoints(np.zeros(4))
