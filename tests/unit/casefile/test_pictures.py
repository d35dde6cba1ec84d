import pytest

from accident_service.casefile.pictures import ClipPictures
from tests.fakes.pictures import clip_pictures


def test_the_picture_nearest_to_a_moment() -> None:
    pictures = clip_pictures()
    assert pictures.nearest(pictures.pts_s[2] - 0.001) == 2
    assert pictures.nearest(-3.0) == 0
    assert pictures.nearest(99.0) == len(pictures.pts_s) - 1


def test_without_pictures_none_is_nearest() -> None:
    none = ClipPictures(width_px=64, height_px=64, pts_s=(), luma_sha256=(), outlines={})
    with pytest.raises(ValueError, match="no picture"):
        none.nearest(1.0)


def test_a_picture_without_a_hash_is_a_mistake() -> None:
    with pytest.raises(ValueError, match="hash"):
        ClipPictures(width_px=64, height_px=64, pts_s=(0.0,), luma_sha256=(), outlines={})
