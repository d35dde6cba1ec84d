"""Small pictures: the same view, few bytes, and never of bytes that have changed."""

import cv2
import numpy as np
import pytest

from accident_service.adapters.thumbnails import WIDTH_PX, SmallStills
from accident_service.errors import CustodyBroken
from tests.fakes.world import FakeBlobStore


def picture_png(rows: int, columns: int) -> bytes:
    shades = np.linspace(0, 255, columns, dtype=np.uint8)
    encoded = cv2.imencode(".png", np.tile(shades, (rows, 1)))[1]
    return encoded.tobytes()


def test_a_still_becomes_small() -> None:
    blobs = FakeBlobStore()
    blob = blobs.put_bytes(picture_png(1080, 1920), "image/png")

    content, media_type = SmallStills(blobs).small(blob)
    decoded = cv2.imdecode(np.frombuffer(content, np.uint8), cv2.IMREAD_GRAYSCALE)
    assert media_type == "image/jpeg"
    assert decoded is not None
    assert decoded.shape == (135, WIDTH_PX)
    assert len(content) < 20_000
    assert int(decoded[60, 10]) < 30
    assert int(decoded[60, -10]) > 225


def test_what_is_small_is_not_made_larger() -> None:
    blobs = FakeBlobStore()
    content, _ = SmallStills(blobs).small(blobs.put_bytes(picture_png(40, 60), "image/png"))
    decoded = cv2.imdecode(np.frombuffer(content, np.uint8), cv2.IMREAD_GRAYSCALE)
    assert decoded is not None
    assert decoded.shape == (40, 60)


@pytest.mark.parametrize("media_type", ["image/svg+xml", "image/png"])
def test_a_drawing_and_what_is_no_picture_stay_as_they_are(media_type: str) -> None:
    blobs = FakeBlobStore()
    blob = blobs.put_bytes(b"<svg/>", media_type)
    assert SmallStills(blobs).small(blob) == (b"<svg/>", media_type)


def test_a_picture_that_has_changed_is_refused() -> None:
    blobs = FakeBlobStore()
    blob = blobs.put_bytes(picture_png(40, 60), "image/png")
    blobs.kept[blob.sha256] = picture_png(40, 61)
    with pytest.raises(CustodyBroken):
        SmallStills(blobs).small(blob)
