"""The flow sensor against scikit-image: it warps by a stated motion and registers it by itself."""

import numpy as np
import pytest
from numpy.typing import NDArray
from skimage.filters import gaussian
from skimage.registration import phase_cross_correlation
from skimage.transform import SimilarityTransform, warp

from accident_service.reconstruction.motion.flow import FlowSensor

MIDDLE = (slice(40, -40), slice(40, -40))


def texture(seed: int = 20260301) -> NDArray[np.float64]:
    """Random grain as coarse as asphalt in a reduced picture, 0..1."""
    grain = gaussian(np.random.default_rng(seed).random((240, 320)), sigma=2)
    return np.asarray((grain - grain.min()) / (grain.max() - grain.min()))


def as_picture(grain: NDArray[np.float64]) -> NDArray[np.uint8]:
    return np.asarray(grain * 255, dtype=np.uint8)


@pytest.mark.parametrize("moved_px", [(4.0, 0.0), (0.0, -3.0), (2.5, 1.5)])
def test_two_methods_that_share_nothing_agree_on_a_shift(moved_px: tuple[float, float]) -> None:
    before = texture()
    now = warp(before, SimilarityTransform(translation=(-moved_px[0], -moved_px[1])), mode="wrap")

    backward_px = FlowSensor().backward(as_picture(before), as_picture(now)).backward_px[MIDDLE]
    registered = phase_cross_correlation(before, now, upsample_factor=20)[0]  # (row, column)

    assert np.median(backward_px.reshape(-1, 2), axis=0) == pytest.approx(
        (-moved_px[0], -moved_px[1]), abs=0.2
    )
    assert np.median(backward_px.reshape(-1, 2), axis=0) == pytest.approx(
        registered[::-1], abs=0.25
    )


def test_a_turn_is_seen_as_the_field_it_is() -> None:
    turn_rad = 0.015
    before = texture()
    about = np.array(before.shape[::-1]) / 2
    turned = (
        SimilarityTransform(translation=-about)
        + SimilarityTransform(rotation=turn_rad)
        + SimilarityTransform(translation=about)
    )
    now = warp(before, turned.inverse, mode="reflect")

    backward_px = FlowSensor().backward(as_picture(before), as_picture(now)).backward_px

    rows, columns = np.mgrid[0 : before.shape[0], 0 : before.shape[1]]
    here = np.stack([columns - about[0], rows - about[1]], axis=2)
    expected_px = turn_rad * np.stack([here[..., 1], -here[..., 0]], axis=2)
    error_px = np.hypot(*(backward_px - expected_px)[MIDDLE].reshape(-1, 2).T)
    assert np.median(error_px) < 0.25
