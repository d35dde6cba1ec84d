from pathlib import Path

import cv2
import numpy as np
import pytest

from accident_service.adapters.calibration_stills import still_of
from accident_service.errors import InvalidSite


def test_a_still_is_read_in_its_colours(tmp_path: Path) -> None:
    path = tmp_path / "still.png"
    blue_green_red = np.zeros((60, 80, 3), dtype=np.uint8)
    blue_green_red[..., 2] = 200
    cv2.imwrite(str(path), blue_green_red)

    frame = still_of(path)

    assert frame.rgb.shape == (60, 80, 3)
    assert frame.rgb[5, 5].tolist() == [200, 0, 0]


@pytest.mark.parametrize("name", ["still.png", "clip.mp4"])
@pytest.mark.parametrize("content", [b"", b"no picture"])
def test_what_holds_no_picture_is_refused_by_name(
    tmp_path: Path, name: str, content: bytes
) -> None:
    path = tmp_path / name
    path.write_bytes(content)

    with pytest.raises(InvalidSite, match=name):
        still_of(path)


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InvalidSite, match="cannot be read"):
        still_of(tmp_path / "none.png")
