"""A stranger's number plate, read by a network from the recording, cannot be read from the copy."""

from pathlib import Path

import cv2
import numpy as np
import pytest

from accident_service.adapters.clip_probe import ClipLimits
from accident_service.adapters.exhibit_videos import write_film
from accident_service.adapters.openvino_zoo import NetworkFolder
from accident_service.adapters.video_reader import ClipReader
from accident_service.reconstruction.exhibits.mosaic import CELL_M, mosaicked
from accident_service.reconstruction.frames import ColourFrame

pytest.importorskip("openvino", reason="openvino is not installed")

SHARED = Path(__file__).resolve().parents[4] / "shared"
MODELS, PLATES = SHARED / "models", SHARED / "real" / "plates"
pytestmark = [
    pytest.mark.skipif(not PLATES.exists(), reason="the plates are not here"),
    pytest.mark.proves("E7"),
]
PLATE_M = 0.44  # GA 36
ROWS, COLUMNS = 240, 400
# Where a plate's corner lies among the cells is chance.
CORNERS = ((60, 70), (67, 76), (73, 81))


def names() -> list[Path]:
    return sorted(PLATES.glob("rec__*.jpg")) if PLATES.exists() else []


def street_with(plate: np.ndarray, across: int, down: int) -> ColourFrame:
    rgb = np.full((ROWS, COLUMNS, 3), 110, dtype=np.uint8)
    rgb[down : down + plate.shape[0], across : across + plate.shape[1]] = plate
    return ColourFrame(rgb, 0.0)


@pytest.mark.parametrize("path", names(), ids=lambda path: path.stem)
def test_no_two_characters_of_a_plate_survive_in_the_copy(path: Path, tmp_path: Path) -> None:
    reader = NetworkFolder(MODELS).reader()
    assert reader is not None
    blue_first = cv2.imdecode(np.fromfile(path, dtype=np.uint8), cv2.IMREAD_COLOR)
    assert blue_first is not None
    number = path.stem.rpartition("_")[2]
    for width_px in (120, 240):  # nearer than any camera in the street sees one
        height_px = round(width_px * blue_first.shape[0] / blue_first.shape[1])
        plate = cv2.resize(blue_first[:, :, ::-1], (width_px, height_px), None, 0, 0, 3)
        cells = np.full(ROWS, np.ceil(CELL_M / PLATE_M * width_px), dtype=np.int64)
        assert reader.plate(np.ascontiguousarray(plate)) == number
        hidden = [mosaicked(street_with(plate, *corner), cells) for corner in CORNERS]
        film = tmp_path / f"{width_px}.mp4"
        write_film(film, [(picture, index / 25) for index, picture in enumerate(hidden)])
        for frame, (across, down) in zip(
            ClipReader(film, ClipLimits()).colour_frames(), CORNERS, strict=True
        ):
            patch = frame.rgb[down : down + height_px, across : across + width_px]
            read = reader.plate(np.ascontiguousarray(patch))
            same = sum(a == b for a, b in zip(read, number, strict=False))
            assert same <= 1, f"{number} was read as {read}"
