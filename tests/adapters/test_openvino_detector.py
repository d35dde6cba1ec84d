"""The optional detector: refusals that say what is missing, and boxes in the picture's pixels."""

from pathlib import Path

import numpy as np
import pytest

from accident_service.adapters.openvino_detector import OpenVinoDetector, load_detector
from accident_service.errors import InvalidSettings
from accident_service.reconstruction.motion.vehicle_detector import SeenKind

SHARED = Path(__file__).resolve().parents[3] / "shared"
MODEL = SHARED / "models/person-vehicle-bike-detection-2003/person-vehicle-bike-detection-2003.xml"


class OneOfEach:
    """A network that has seen a vehicle, a walker it is unsure of, and a cycle."""

    def __call__(self, batch: np.ndarray) -> dict[str, np.ndarray]:
        assert batch.shape == (1, 3, 10, 20)
        boxes = [[2, 2, 6, 4, 0.5], [0, 0, 1, 1, 0.1], [10, 5, 20, 10, 0.9]]
        return {"boxes": np.array(boxes), "labels": np.array([0, 1, 2])}


def test_boxes_come_in_pixels_of_the_picture_the_surest_first() -> None:
    detector = OpenVinoDetector(OneOfEach(), (20, 10), "test")

    cycle, vehicle = detector.detect(np.zeros((100, 100), dtype=np.uint8))

    assert (cycle.kind, vehicle.kind) == (SeenKind.TWO_WHEELER, SeenKind.VEHICLE)
    assert vehicle.box_px == pytest.approx([10.0, 20.0, 30.0, 40.0])


def test_a_model_that_is_not_there_is_named(tmp_path: Path) -> None:
    pytest.importorskip("openvino", reason="the extra openvino is not installed")
    with pytest.raises(InvalidSettings, match=r"missing\.xml; accepted: a network's \.xml file"):
        load_detector(tmp_path / "missing.xml")


def test_a_file_that_is_no_network_is_told(tmp_path: Path) -> None:
    pytest.importorskip("openvino", reason="the extra openvino is not installed")
    (tmp_path / "model.xml").write_text("<net/>")
    (tmp_path / "model.bin").write_bytes(b"")
    with pytest.raises(InvalidSettings, match="no network OpenVINO can run"):
        load_detector(tmp_path / "model.xml")


@pytest.mark.skipif(not MODEL.exists(), reason="the detector's model is not here")
def test_the_real_network_sees_nothing_on_an_empty_picture() -> None:
    pytest.importorskip("openvino", reason="the extra openvino is not installed")
    detector = load_detector(MODEL)

    assert detector.detect(np.full((360, 640), 120, dtype=np.uint8)) == ()
    assert "person-vehicle-bike-detection-2003" in detector.version
