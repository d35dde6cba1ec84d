"""A folder of networks: what is there is used, what is not is done without."""

from pathlib import Path

import cv2
import numpy as np
import pytest

from accident_service.adapters.openvino_zoo import NetworkFolder
from accident_service.errors import InvalidSettings

SHARED = Path(__file__).resolve().parents[3] / "shared"
MODELS, PLATES = SHARED / "models", SHARED / "real" / "plates"


def test_an_empty_folder_means_none(tmp_path: Path) -> None:
    folder = NetworkFolder(tmp_path)

    assert folder.detector() is None
    assert folder.reader() is None
    assert folder.versions() == {}


def test_a_folder_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InvalidSettings, match="accepted: a folder"):
        NetworkFolder(tmp_path / "missing").detector()


@pytest.mark.skipif(not MODELS.exists(), reason="the networks are not here")
def test_real_plates_are_read_by_the_real_network() -> None:
    pytest.importorskip("openvino", reason="the extra openvino is not installed")
    reader = NetworkFolder(MODELS).reader()
    assert reader is not None
    assert len(NetworkFolder(MODELS).versions()) == 3
    for path in sorted(PLATES.glob("rec__*.jpg")):
        told = path.stem.rpartition("_")[2]
        picture = cv2.imdecode(np.fromfile(path, np.uint8), cv2.IMREAD_COLOR)
        assert reader.plate(np.asarray(picture, dtype=np.uint8)[:, :, ::-1]) == told
